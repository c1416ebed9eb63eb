import type { CommentDraft, HistoryDraft, HistoryKind } from "../draft/index.ts";
import type { JsonObject, JsonValue, Shape } from "../json/index.ts";

/** The board's actions, oldest first (an export lists the newest first), by card; comments are actions too. */
export type BoardHistory = {
  readonly all: readonly HistoryDraft[];
  readonly ofCard: ReadonlyMap<string, readonly HistoryDraft[]>;
  readonly comments: ReadonlyMap<string, readonly CommentDraft[]>;
  readonly commentsRead: number;
};

export function readActions(board: JsonObject, read: Shape): BoardHistory {
  const all: HistoryDraft[] = [];
  const ofCard = new Map<string, HistoryDraft[]>();
  const comments = new Map<string, CommentDraft[]>();
  let commentsRead = 0;
  for (const [index, action] of read.objects(board, "actions", "").toReversed().entries()) {
    const path = `actions[-${index + 1}].`;
    const entry = readAction(action, read, path);
    all.push(entry);
    if (entry.kind === "commented") commentsRead += 1;
    if (entry.subject === null) continue;
    add(ofCard, entry.subject, entry);
    if (entry.kind !== "commented") continue;
    const text = read.text(read.object(action["data"], `${path}data`), "text", `${path}data.`);
    add(comments, entry.subject, { sourceId: entry.sourceId, author: entry.actor, at: entry.at, text });
  }
  return { all, ofCard, comments, commentsRead };
}

function readAction(action: JsonObject, read: Shape, path: string): HistoryDraft {
  const sourceKind = read.text(action, "type", path);
  const data = read.object(action["data"], `${path}data`);
  const part = (key: string): JsonObject => read.object(data[key], `${path}data.${key}`);
  const old = part("old");
  const kind =
    sourceKind === "updateCard"
      ? changeKind(old, part("card"))
      : (kinds[sourceKind] ?? itemKind(sourceKind, part("checkItem"), read, path));
  const [from, to] = ends(kind, { old, part, read, path });
  return {
    sourceId: read.text(action, "id", path),
    at: read.instant(action, "date", path),
    kind,
    sourceKind,
    subject: read.textOrNull(part("card"), "id", `${path}data.card.`),
    from,
    to,
    actor: read.textOrNull(action, "idMemberCreator", path),
  };
}

/** Trello says `updateCard` for every change and names the old value of what changed. */
function changeKind(old: JsonObject, card: JsonObject): HistoryKind {
  if ("idList" in old) return "moved";
  if ("closed" in old) return card["closed"] === true ? "archived" : "restored";
  if ("dueComplete" in old) return card["dueComplete"] === true ? "completed" : "reopened";
  if ("due" in old || "start" in old) return "dueChanged";
  if ("name" in old) return "renamed";
  if ("desc" in old) return "described";
  if ("pos" in old) return "reordered";
  return "other";
}

function itemKind(sourceKind: string, item: JsonObject, read: Shape, path: string): HistoryKind {
  if (sourceKind !== "updateCheckItemStateOnCard") return "other";
  return read.text(item, "state", `${path}data.checkItem.`) === "complete" ? "itemChecked" : "itemUnchecked";
}

/** What it was and what it became, in the words of the board; a list by its id, so that a later rename doesn't matter. */
function ends(
  kind: HistoryKind,
  { old, part, read, path }: { old: JsonObject; part: (key: string) => JsonObject; read: Shape; path: string },
): [string | null, string | null] {
  const was = (key: string): string | null => plain(old[key]);
  const is = (key: string): string | null => plain(part("card")[key]);
  if (kind === "moved") return [was("idList"), is("idList") ?? plain(part("listAfter")["id"])];
  if (kind === "created") return [null, plain(part("list")["id"])];
  if (kind === "renamed") return [was("name"), is("name")];
  if (kind === "described") return [was("desc"), is("desc")];
  if (kind === "dueChanged") return "due" in old ? [was("due"), is("due")] : [was("start"), is("start")];
  if (kind === "reordered") return [was("pos"), is("pos")];
  if (kind === "itemChecked" || kind === "itemUnchecked")
    return [null, read.textOrNull(part("checkItem"), "name", `${path}data.checkItem.`)];
  if (kind === "checklistAdded" || kind === "checklistRemoved") return [null, plain(part("checklist")["name"])];
  if (kind === "attached" || kind === "detached") return [null, plain(part("attachment")["name"])];
  if (kind === "assigned" || kind === "unassigned") return [null, plain(part("member")["id"])];
  if (kind === "labelled" || kind === "unlabelled") return [null, plain(part("label")["name"])];
  return [null, null];
}

function plain(value: JsonValue | undefined): string | null {
  if (typeof value === "string") return value.toWellFormed();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

function add<T>(lists: Map<string, T[]>, key: string, entry: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [entry]);
  else list.push(entry);
}

const kinds: Readonly<Record<string, HistoryKind>> = {
  createCard: "created",
  copyCard: "created",
  convertToCardFromCheckItem: "created",
  emailCard: "created",
  moveCardToBoard: "created",
  deleteCard: "deleted",
  moveCardFromBoard: "deleted",
  commentCard: "commented",
  copyCommentCard: "commented",
  addMemberToCard: "assigned",
  removeMemberFromCard: "unassigned",
  addLabelToCard: "labelled",
  removeLabelFromCard: "unlabelled",
  addChecklistToCard: "checklistAdded",
  removeChecklistFromCard: "checklistRemoved",
  addAttachmentToCard: "attached",
  deleteAttachmentFromCard: "detached",
};
