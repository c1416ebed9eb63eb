import type { Counts, ProjectDraft } from "../draft/index.ts";
import { isArray, type JsonObject, type JsonValue } from "../json/index.ts";
import type { BoardHistory } from "./actions.ts";

type Counted = {
  readonly attachments: number;
  readonly checklists: number;
  readonly checkItems: number;
  readonly checkItemsComplete: number;
};

/** Counted on the file, not on the draft: entries of a wrong type count here and are missing on the other side. */
export function countRead(board: JsonObject, history: BoardHistory, counted: Counted): Counts {
  const cards = entries(board["cards"]);
  const lists = entries(board["lists"]);
  return {
    lists: lists.length,
    openLists: lists.filter((list) => member(list, "closed") !== true).length,
    cards: cards.length,
    openCards: cards.filter((card) => member(card, "closed") !== true).length,
    cardsWithDue: cards.filter((card) => Boolean(member(card, "due"))).length,
    labels: entries(board["labels"]).length,
    members: entries(board["members"]).length,
    customFields: entries(board["customFields"]).length,
    checklists: entries(board["checklists"]).length,
    checkItems: counted.checkItems,
    checkItemsComplete: counted.checkItemsComplete,
    comments: history.commentsRead,
    attachments: counted.attachments,
    actions: entries(board["actions"]).length,
    cardCreations: ofKind(history.all, "createCard"),
    cardChanges: ofKind(history.all, "updateCard"),
    listMoves: history.all.filter((entry) => entry.kind === "moved").length,
    checkItemChanges: ofKind(history.all, "updateCheckItemStateOnCard"),
  };
}

/** Counted on the draft alone. Attachments are carried as names and addresses: their bytes are not in the file. */
export function countCarried(board: ProjectDraft, source: JsonObject): Counts {
  const inSource = new Set(entries(source["labels"]).map((label) => member(label, "id")));
  const checklists = board.tasks.flatMap((task) => task.checklists);
  const items = checklists.flatMap((checklist) => checklist.items);
  const history = [...board.history, ...board.tasks.flatMap((task) => task.history)];
  return {
    lists: board.lists.length,
    openLists: board.lists.filter((list) => !list.archived).length,
    cards: board.tasks.length,
    openCards: board.tasks.filter((task) => !task.archived).length,
    cardsWithDue: board.tasks.filter((task) => task.due !== null).length,
    labels: board.labels.filter((label) => inSource.has(label.sourceId)).length,
    members: board.members.length,
    customFields: board.fields.length,
    checklists: checklists.length,
    checkItems: items.length,
    checkItemsComplete: items.filter((item) => item.done).length,
    comments: board.tasks.reduce((sum, task) => sum + task.comments.length, 0),
    attachments: board.tasks.reduce((sum, task) => sum + task.attachments.length, 0),
    actions: history.length,
    cardCreations: ofKind(history, "createCard"),
    cardChanges: ofKind(history, "updateCard"),
    listMoves: history.filter((entry) => entry.kind === "moved").length,
    checkItemChanges: ofKind(history, "updateCheckItemStateOnCard"),
  };
}

function ofKind(history: readonly { readonly sourceKind: string }[], sourceKind: string): number {
  return history.filter((entry) => entry.sourceKind === sourceKind).length;
}

function entries(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

function member(value: JsonValue, key: string): JsonValue | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject)[key] : undefined;
}
