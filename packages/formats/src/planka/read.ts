import { blankProject, blankTask } from "../draft/blank.ts";
import { namesDone } from "../draft/done.ts";
import type { Reading, TaskDraft } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { boardNotes, readLine, unverified } from "../draft/told.ts";
import { isArray, isObject, type JsonObject, type JsonValue, shape } from "../json/index.ts";

export function looksLikePlanka(value: JsonValue): boolean {
  return (
    isObject(value) &&
    isObject(value["item"] ?? null) &&
    isObject(value["included"] ?? null) &&
    isArray((value["included"] as JsonObject)["cards"]) &&
    isArray((value["included"] as JsonObject)["lists"])
  );
}

/** A Planka board as its API gives it (`GET /api/boards/:id`): the board as `item`, everything else in `included`. */
export function readPlankaJson(value: JsonValue, before: Reading["findings"] = []): Reading {
  if (!isObject(value)) throw unreadable("This is no Planka board");
  const read = shape();
  const all = read.object(value["included"], "included");
  const part = (key: string): readonly JsonObject[] => read.objects(all, key, "included.");
  const id = (entry: JsonObject, key = "id"): string => read.text(entry, key, "included.");
  const cards = part("cards");
  if (cards.length > 200_000) throw tooLarge("200000 cards in one board");
  const lists = part("lists").map((list, at) => ({
    sourceId: id(list),
    name: id(list, "name") || "List without a name",
    position: read.number(list, "position", "included.") ?? at,
    archived: id(list, "type") === "archive",
    done: id(list, "type") === "closed" || namesDone(id(list, "name")),
  }));
  const known = new Map(lists.map((list) => [list.sourceId, list]));
  const of = (key: string, by = "cardId"): Map<string, JsonObject[]> => Map.groupBy(part(key), (entry) => id(entry, by));
  const [labels, members, files, talk, taskLists, oldTasks] = [
    of("cardLabels"),
    of("cardMemberships"),
    of("attachments"),
    of("comments"),
    of("taskLists"),
    of("tasks"),
  ];
  const tasksOfList = of("tasks", "taskListId");
  const taken = new Set<string>();
  const items = (entries: readonly JsonObject[]) =>
    entries.map((task) => ({ sourceId: id(task), title: id(task, "name"), done: read.flag(task, "isCompleted", "included.") }));
  const tasks = cards.map((card, at): TaskDraft => {
    const own = id(card);
    const sourceId = own === "" || taken.has(own) ? `card${at + 1}` : own;
    taken.add(sourceId);
    const list = known.get(id(card, "listId"));
    const completed = list?.done === true || read.flag(card, "isClosed", "included.") || read.flag(card, "isDueCompleted", "included.");
    // Of a newer Planka, tasks name their list and may name the card as well.
    const direct = (oldTasks.get(own) ?? []).filter((task) => id(task, "taskListId") === "");
    return blankTask({
      sourceId,
      title: id(card, "name") || "Card without a name",
      position: read.number(card, "position", "included.") ?? at,
      notes: id(card, "description"),
      list: list?.sourceId ?? null,
      labels: (labels.get(own) ?? []).map((entry) => id(entry, "labelId")),
      members: (members.get(own) ?? []).map((entry) => id(entry, "userId")),
      due: read.instant(card, "dueDate", "included."),
      createdAt: read.instant(card, "createdAt", "included."),
      completed,
      completedAt: completed && list?.done === true ? read.instant(card, "listChangedAt", "included.") : null,
      archived: list?.archived === true,
      checklists: [
        ...(direct.length === 0 ? [] : [{ sourceId: `${sourceId}k`, title: "Tasks", items: items(direct) }]),
        ...(taskLists.get(own) ?? []).map((entry) => ({
          sourceId: id(entry),
          title: id(entry, "name") || "Tasks",
          items: items(tasksOfList.get(id(entry)) ?? []),
        })),
      ],
      comments: (talk.get(own) ?? []).map((entry) => ({
        sourceId: id(entry),
        author: read.textOrNull(entry, "userId", "included."),
        at: read.instant(entry, "createdAt", "included."),
        text: id(entry, "text"),
      })),
      attachments: (files.get(own) ?? []).map((entry) => ({ sourceId: id(entry), name: id(entry, "name") || "attachment", url: null })),
    });
  });
  const board = read.object(value["item"], "item");
  const draft = blankProject({
    sourceId: read.text(board, "id", "item."),
    name: read.text(board, "name", "item.") || "Board without a name",
    lists: lists.sort((a, b) => a.position - b.position),
    labels: part("labels").map((label) => ({
      sourceId: id(label),
      name: id(label, "name") || id(label, "color") || "label",
      colour: read.textOrNull(label, "color", "included."),
    })),
    members: part("users").map((user) => ({
      sourceId: id(user),
      name: id(user, "name") || id(user, "username"),
      username: read.textOrNull(user, "username", "included."),
      email: read.textOrNull(user, "email", "included."),
    })),
    tasks,
  });
  const sum = (count: (task: TaskDraft) => number): number => tasks.reduce((total, task) => total + count(task), 0);
  const counts = {
    read: {
      lists: lists.length,
      cards: cards.length,
      labels: part("labels").length,
      members: part("users").length,
      checkItems: part("tasks").length,
      comments: part("comments").length,
      attachments: part("attachments").length,
    },
    carried: {
      lists: draft.lists.length,
      cards: tasks.length,
      labels: draft.labels.length,
      members: draft.members.length,
      checkItems: sum((task) => task.checklists.reduce((inner, list) => inner + list.items.length, 0)),
      comments: sum((task) => task.comments.length),
      attachments: sum((task) => task.attachments.length),
    },
  };
  return {
    format: "planka",
    drafts: [draft],
    counts,
    findings: [readLine(counts), unverified("Planka"), ...before, ...boardNotes([draft]), ...read.findings()],
  };
}
