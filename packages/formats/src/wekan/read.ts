import { type Finding, words } from "@rondo/core/kernel";
import { blankProject, blankTask } from "../draft/blank.ts";
import { completionMoment, namesDone } from "../draft/done.ts";
import type { Reading } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { boardNotes, readLine } from "../draft/told.ts";
import { isArray, isObject, type JsonObject, type JsonValue, shape } from "../json/index.ts";
import { readActivities } from "./activities.ts";
import { readFields } from "./fields.ts";

export function looksLikeWekan(value: JsonValue): boolean {
  return isObject(value) && typeof value["_format"] === "string" && value["_format"].startsWith("wekan-board");
}

/** A WeKan board export (`_format: "wekan-board-1.0.0"`). Swimlanes become a field of the card. */
export function readWekanJson(value: JsonValue, before: readonly Finding[] = []): Reading {
  if (!isObject(value)) throw unreadable("This is no WeKan board: a board export is one JSON object");
  if (isArray(value["cards"]) && value["cards"].length > 200_000) throw tooLarge("200000 cards in one board");
  const read = shape();
  const lists = read.objects(value, "lists", "").map((list, index) => ({
    sourceId: read.text(list, "_id", `lists[${index}].`),
    name: read.text(list, "title", `lists[${index}].`) || "List without a name",
    position: read.number(list, "sort", `lists[${index}].`) ?? index,
    archived: read.flag(list, "archived", `lists[${index}].`),
    done: namesDone(read.text(list, "title", `lists[${index}].`)),
  }));
  const inList = new Map(lists.map((list) => [list.sourceId, list]));
  const labels = read.objects(value, "labels", "").map((label) => ({
    sourceId: read.text(label, "_id", "labels."),
    name: read.text(label, "name", "labels.") || read.text(label, "color", "labels."),
    colour: read.textOrNull(label, "color", "labels."),
  }));
  const members = read.objects(value, "users", "").map((user) => {
    const username = read.textOrNull(user, "username", "users.");
    return {
      sourceId: read.text(user, "_id", "users."),
      name: read.text(read.object(user["profile"], "users.profile"), "fullname", "users.profile.") || (username ?? "?"),
      username,
      email: null,
    };
  });
  const swimlanes = new Map(
    read.objects(value, "swimlanes", "").map((lane) => [read.text(lane, "_id", "swimlanes."), read.text(lane, "title", "swimlanes.")]),
  );
  const manyLanes = swimlanes.size > 1;
  const of = (key: string, by = "cardId"): ((whose: string) => readonly JsonObject[]) => {
    const groups = Map.groupBy(read.objects(value, key, ""), (entry) => read.text(entry, by, `${key}.`));
    return (whose) => groups.get(whose) ?? [];
  };
  const [checklistsOf, commentsOf, filesOf] = [of("checklists"), of("comments"), of("attachments")];
  const itemsOf = of("checklistItems", "checklistId");
  const fields = readFields(value, read);
  const history = readActivities(value, read);
  const historyOf = Map.groupBy(history, ({ subject }) => subject);
  const here = new Set(read.objects(value, "cards", "").map((card, index) => read.text(card, "_id", "cards.") || `#${index}`));

  const tasks = read.objects(value, "cards", "").map((card, index) => {
    const path = `cards[${index}].`;
    const sourceId = read.text(card, "_id", path) || `#${index}`;
    const list = inList.get(read.text(card, "listId", path));
    const past = historyOf.get(sourceId) ?? [];
    const endedAt = read.instant(card, "endAt", path);
    const lane = swimlanes.get(read.text(card, "swimlaneId", path));
    const parent = read.text(card, "parentId", path);
    return blankTask({
      sourceId,
      title: read.text(card, "title", path) || "Card without a name",
      position: read.number(card, "sort", path) ?? index,
      notes: read.text(card, "description", path),
      list: list?.sourceId ?? null,
      parent: parent !== sourceId && here.has(parent) ? parent : null,
      labels: read.texts(card, "labelIds", path),
      members: [...new Set([...read.texts(card, "members", path), ...read.texts(card, "assignees", path)])],
      start: read.instant(card, "startAt", path),
      due: read.instant(card, "dueAt", path),
      createdAt: read.instant(card, "createdAt", path),
      completed: endedAt !== null || list?.done === true,
      completedAt: endedAt ?? (list?.done === true ? completionMoment(past, list) : null),
      archived: read.flag(card, "archived", path),
      fields: [...(manyLanes && lane !== undefined ? [{ field: "swimlane", value: lane }] : []), ...fields.valuesOf(card, path)],
      checklists: checklistsOf(sourceId).map((checklist) => {
        const id = read.text(checklist, "_id", "checklists.");
        return {
          sourceId: id,
          title: read.text(checklist, "title", "checklists.") || "Checklist",
          items: itemsOf(id).map((item) => ({
            sourceId: read.text(item, "_id", "checklistItems."),
            title: read.text(item, "title", "checklistItems."),
            done: read.flag(item, "isFinished", "checklistItems."),
          })),
        };
      }),
      comments: commentsOf(sourceId).map((comment) => ({
        sourceId: read.text(comment, "_id", "comments."),
        author: read.textOrNull(comment, "userId", "comments."),
        at: read.instant(comment, "createdAt", "comments."),
        text: read.text(comment, "text", "comments."),
      })),
      attachments: filesOf(sourceId).map((attached) => ({
        sourceId: read.text(attached, "_id", "attachments."),
        name: read.text(attached, "name", "attachments.") || "attachment",
        url: null,
      })),
      history: past,
    });
  });
  const board = blankProject({
    sourceId: read.text(value, "_id", ""),
    name: read.text(value, "title", "") || "Board without a name",
    description: read.text(value, "description", ""),
    archived: read.flag(value, "archived", ""),
    lists: lists.sort((a, b) => a.position - b.position),
    labels,
    members,
    fields: [
      ...(manyLanes ? [{ sourceId: "swimlane", name: "Swimlane", kind: "choice" as const, choices: [...swimlanes.values()] }] : []),
      ...fields.all,
    ],
    tasks,
    history: history.filter(({ subject }) => subject === null || !here.has(subject)),
  });
  const length = (key: string): number => (isArray(value[key]) ? value[key].length : 0);
  const checklists = tasks.flatMap((task) => task.checklists);
  const counts = {
    read: {
      lists: length("lists"),
      cards: length("cards"),
      labels: length("labels"),
      members: length("users"),
      checklists: length("checklists"),
      checkItems: length("checklistItems"),
      comments: length("comments"),
      attachments: length("attachments"),
      activities: length("activities"),
      customFields: length("customFields"),
      rules: length("rules"),
    },
    carried: {
      lists: lists.length,
      cards: tasks.length,
      labels: labels.length,
      members: members.length,
      checklists: checklists.length,
      checkItems: checklists.reduce((sum, checklist) => sum + checklist.items.length, 0),
      comments: tasks.reduce((sum, task) => sum + task.comments.length, 0),
      attachments: tasks.reduce((sum, task) => sum + task.attachments.length, 0),
      activities: history.length,
      customFields: fields.all.length,
      rules: 0,
    },
  };
  const { rules } = counts.read;
  const notCarried: Finding[] =
    rules === 0
      ? []
      : [
          {
            code: "not_carried",
            severity: "warning",
            ...words`${rules} rules of WeKan are not carried.`,
            subject: "rules",
            params: { count: rules },
          },
        ];
  return {
    format: "wekan",
    drafts: [board],
    counts,
    findings: [readLine(counts), ...before, ...notCarried, ...boardNotes([board]), ...read.findings()],
  };
}
