export type {
  AttachmentDraft,
  BaselineDraft,
  CheckItemDraft,
  ChecklistDraft,
  CommentDraft,
  FieldDraft,
  FieldValueDraft,
  PlaceholderDraft,
  HistoryDraft,
  HistoryKind,
  LabelDraft,
  ListDraft,
  MemberDraft,
  ProjectDraft,
  TaskDraft,
  TypeDraft,
  When,
} from "./project.ts";
export type { Counts, Draft, ProcessDraft, ProcessSource, Reading, TableShape } from "./reading.ts";
export { tooLarge, unreadable } from "./refuse.ts";
export { countWords } from "./counting.ts";
