import type { HistoryKind, ProjectDraft } from "../draft/index.ts";
import { flag, listOf, nullable, number, oneOf, record, type Strict, text } from "./shape.ts";

const historyKinds: readonly HistoryKind[] = [
  "created",
  "moved",
  "reordered",
  "renamed",
  "described",
  "dueChanged",
  "completed",
  "reopened",
  "archived",
  "restored",
  "deleted",
  "assigned",
  "unassigned",
  "labelled",
  "unlabelled",
  "commented",
  "checklistAdded",
  "checklistRemoved",
  "itemChecked",
  "itemUnchecked",
  "attached",
  "detached",
  "other",
];

const history = record({
  sourceId: text,
  at: nullable(text),
  kind: oneOf(...historyKinds),
  sourceKind: text,
  subject: nullable(text),
  from: nullable(text),
  to: nullable(text),
  actor: nullable(text),
});

const task = record({
  sourceId: text,
  title: text,
  notes: text,
  url: nullable(text),
  list: nullable(text),
  parent: nullable(text),
  position: number,
  labels: listOf(text),
  members: listOf(text),
  start: nullable(text),
  due: nullable(text),
  createdAt: nullable(text),
  completed: flag,
  completedAt: nullable(text),
  archived: flag,
  fields: listOf(record({ field: text, value: text })),
  checklists: listOf(record({ sourceId: text, title: text, items: listOf(record({ sourceId: text, title: text, done: flag })) })),
  comments: listOf(record({ sourceId: text, author: nullable(text), at: nullable(text), text })),
  attachments: listOf(record({ sourceId: text, name: text, url: nullable(text) })),
  history: listOf(history),
});

const bare = record({
  sourceId: text,
  name: text,
  description: text,
  url: nullable(text),
  archived: flag,
  lists: listOf(record({ sourceId: text, name: text, position: number, archived: flag, done: flag })),
  labels: listOf(record({ sourceId: text, name: text, colour: nullable(text) })),
  members: listOf(record({ sourceId: text, name: text, username: nullable(text), email: nullable(text) })),
  fields: listOf(record({ sourceId: text, name: text, kind: oneOf("text", "number", "date", "choice", "yesNo"), choices: listOf(text) })),
  tasks: listOf(task),
  history: listOf(history),
});

export const project: Strict<ProjectDraft> = (value, path, tell) => ({ kind: "project", ...bare(value, path, tell) });
