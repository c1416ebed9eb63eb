import type { HistoryDraft, HistoryKind } from "../draft/index.ts";
import type { JsonObject, Shape } from "../json/index.ts";

/** What happened on the board, oldest first. A list and a person are named by their id, what was attached or ticked by its name. */
export function readActivities(board: JsonObject, read: Shape): HistoryDraft[] {
  return read
    .objects(board, "activities", "")
    .map((activity, index): HistoryDraft => {
      const path = `activities[${index}].`;
      const sourceKind = read.text(activity, "activityType", path);
      const kind = kinds[sourceKind] ?? "other";
      const of = (key: string): string | null => read.textOrNull(activity, key, path);
      return {
        sourceId: read.text(activity, "_id", path) || `#${index}`,
        at: read.instant(activity, "createdAt", path),
        kind,
        sourceKind,
        subject: of("cardId"),
        from: kind === "moved" ? of("oldListId") : null,
        to: named[kind] === undefined ? null : of(named[kind]),
        actor: of("userId"),
      };
    })
    .sort((one, other) => ((one.at ?? "") < (other.at ?? "") ? -1 : (one.at ?? "") > (other.at ?? "") ? 1 : 0));
}

/** Which part of an activity says what became of it. */
const named: Partial<Record<HistoryKind, string>> = {
  created: "listId",
  moved: "listId",
  assigned: "memberId",
  unassigned: "memberId",
  labelled: "labelId",
  unlabelled: "labelId",
  checklistAdded: "checklistName",
  checklistRemoved: "checklistName",
  itemChecked: "checklistItemName",
  itemUnchecked: "checklistItemName",
  attached: "attachmentName",
  detached: "attachmentName",
};

const kinds: Readonly<Record<string, HistoryKind>> = {
  createCard: "created",
  importCard: "created",
  copyCard: "created",
  moveCard: "moved",
  archivedCard: "archived",
  restoredCard: "restored",
  deleteCard: "deleted",
  joinMember: "assigned",
  joinAssignee: "assigned",
  unjoinMember: "unassigned",
  unjoinAssignee: "unassigned",
  addedLabel: "labelled",
  removedLabel: "unlabelled",
  addComment: "commented",
  addChecklist: "checklistAdded",
  removeChecklist: "checklistRemoved",
  checkedItem: "itemChecked",
  uncheckedItem: "itemUnchecked",
  addAttachment: "attached",
  deleteAttachment: "detached",
  "a-dueAt": "dueChanged",
  "a-startAt": "dueChanged",
};
