import { type Finding, words } from "@rondo/core/kernel";
import { blankProject, blankTask } from "../draft/blank.ts";
import { namesDone } from "../draft/done.ts";
import type { ProjectDraft, Reading } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { boardNotes, readLine } from "../draft/told.ts";
import { isObject, type JsonObject, type JsonValue, shape, type Shape } from "../json/index.ts";

export function looksLikeDeck(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  if (!isObject(value["boards"])) return isBoard(value);
  return Object.values(value["boards"]).some((board) => isObject(board ?? null) && "stacks" in (board as JsonObject));
}

function isBoard(value: JsonObject): boolean {
  return "stacks" in value && "acl" in value && "labels" in value;
}

/** What `occ deck:export` writes: every board of a person, each with its stacks and cards; or one board alone. Comments are not in it, only their number. */
export function readDeckJson(value: JsonValue, before: readonly Finding[] = []): Reading {
  const held = !isObject(value) ? undefined : isBoard(value) ? { board: value } : value["boards"];
  if (!isObject(held)) throw unreadable("This is no Nextcloud Deck export: it has no “boards”");
  const read = shape();
  const tally = { comments: 0, attachments: 0, cards: 0, lists: 0 };
  const boards = members(held, read, "boards").map((board) => readBoard(board, read, tally));
  const tasks = boards.flatMap((board) => board.tasks);
  const counts = {
    read: {
      boards: Object.keys(held).length,
      lists: tally.lists,
      cards: tally.cards,
      labels: boards.reduce((sum, board) => sum + board.labels.length, 0),
      comments: tally.comments,
      attachments: tally.attachments,
    },
    carried: {
      boards: boards.length,
      lists: boards.reduce((sum, board) => sum + board.lists.length, 0),
      cards: tasks.length,
      labels: boards.reduce((sum, board) => sum + board.labels.length, 0),
      comments: 0,
      attachments: tasks.reduce((sum, task) => sum + task.attachments.length, 0),
    },
  };
  const lost: Finding[] =
    tally.comments === 0
      ? []
      : [
          {
            code: "comments_not_in_file",
            severity: "warning",
            ...words`${tally.comments} comments that the cards count are not in the file.`,
            subject: "comments",
            params: { missing: tally.comments },
          },
        ];
  return {
    format: "deck",
    drafts: boards,
    counts,
    findings: [readLine(counts), ...before, ...lost, ...boardNotes(boards), ...read.findings()],
  };
}

function readBoard(
  board: JsonObject,
  read: Shape,
  tally: { comments: number; attachments: number; cards: number; lists: number },
): ProjectDraft {
  const people = new Map<string, string>();
  const stacks = members(board["stacks"], read, "boards.stacks");
  tally.lists += stacks.length;
  const lists = stacks.map((stack, index) => {
    const name = read.text(stack, "title", "boards.stacks.");
    return {
      sourceId: read.text(stack, "id", "boards.stacks."),
      name: name || "Stack without a name",
      position: read.number(stack, "order", "boards.stacks.") ?? index,
      archived: false,
      done: read.flag(stack, "isDoneColumn", "boards.stacks.") || namesDone(name),
    };
  });
  const tasks = stacks.flatMap((stack, at) =>
    read.objects(stack, "cards", "boards.stacks.").map((card, index) => {
      tally.cards += 1;
      if (tally.cards > 200_000) throw tooLarge("200000 cards in one file");
      const path = "boards.stacks.cards.";
      tally.comments += Math.max(0, Math.trunc(read.number(card, "commentsCount", path) ?? 0));
      const files = read.objects(card, "attachments", path);
      tally.attachments += Math.max(files.length, Math.trunc(read.number(card, "attachmentCount", path) ?? 0));
      const doneAt = read.instant(card, "done", path);
      const assigned = read
        .objects(card, "assignedUsers", path)
        .map((entry) => read.object(entry["participant"], `${path}assignedUsers.participant`));
      for (const person of assigned) people.set(read.text(person, "uid", path), read.text(person, "displayname", path));
      return blankTask({
        sourceId: read.text(card, "id", path) || `${at}-${index}`,
        title: read.text(card, "title", path) || "Card without a name",
        position: read.number(card, "order", path) ?? index,
        notes: read.text(card, "description", path),
        list: lists[at]?.sourceId ?? null,
        labels: read.objects(card, "labels", path).map((label) => read.text(label, "id", `${path}labels.`)),
        members: assigned.map((person) => read.text(person, "uid", path)),
        start: read.instant(card, "startdate", path),
        due: read.instant(card, "duedate", path),
        createdAt: read.instant(card, "createdAt", path),
        completed: doneAt !== null || lists[at]?.done === true,
        completedAt: doneAt,
        archived: read.flag(card, "archived", path),
        attachments: files.map((file) => ({
          sourceId: read.text(file, "id", `${path}attachments.`),
          name: read.text(file, "data", `${path}attachments.`) || "attachment",
          url: null,
        })),
      });
    }),
  );
  return blankProject({
    sourceId: read.text(board, "id", "boards."),
    name: read.text(board, "title", "boards.") || "Board without a name",
    archived: read.flag(board, "archived", "boards."),
    lists: lists.sort((a, b) => a.position - b.position),
    labels: read.objects(board, "labels", "boards.").map((label) => ({
      sourceId: read.text(label, "id", "boards.labels."),
      name: read.text(label, "title", "boards.labels.") || "label",
      colour: read.textOrNull(label, "color", "boards.labels."),
    })),
    members: [...people].map(([sourceId, name]) => ({ sourceId, name: name || sourceId, username: sourceId, email: null })),
    tasks,
  });
}

/** Deck writes lists as objects by id. */
function members(value: JsonValue | undefined, read: Shape, path: string): JsonObject[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).filter(isObject);
  return Object.entries(read.object(value, path)).flatMap(([key, member]) =>
    isObject(member) ? [member] : (read.object(member, `${path}.${key}`), []),
  );
}
