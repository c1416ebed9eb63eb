import { words } from "@rondo/core/kernel";
import { blankProject, blankTask } from "../draft/blank.ts";
import { namesDone } from "../draft/done.ts";
import type { ListDraft, Reading, TaskDraft } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { boardNotes, readLine, unverified } from "../draft/told.ts";
import { isArray, isObject, type JsonObject, type JsonValue, shape } from "../json/index.ts";

/** Issues (`gh issue list --json …`, or the REST API), or the items of a project (`gh project item-list --format json`). */
export function looksLikeGithub(value: JsonValue): boolean {
  const first = itemsOf(value)[0];
  if (first === undefined) return false;
  if (isObject(value)) return "content" in first && ("status" in first || "title" in first || "fieldValues" in first);
  return "title" in first && ("number" in first || "html_url" in first) && ("state" in first || "labels" in first || "assignees" in first);
}

function itemsOf(value: JsonValue): readonly JsonObject[] {
  const list = isArray(value) ? value : isObject(value) && isArray(value["items"]) ? value["items"] : (projectOf(value)?.items ?? []);
  return (list as readonly JsonValue[]).filter(isObject).map(plainItem);
}

/** The answer of `gh api graphql` about a project: the project is somewhere below `data`. */
function projectOf(value: JsonValue, depth = 0): { title: string | null; items: readonly JsonValue[] } | null {
  if (!isObject(value) || depth > 4) return null;
  const items = value["items"];
  if (isObject(items ?? null) && isArray((items as JsonObject)["nodes"]))
    return {
      title: typeof value["title"] === "string" ? value["title"] : null,
      items: (items as JsonObject)["nodes"] as readonly JsonValue[],
    };
  for (const key of ["data", "organization", "user", "viewer", "repository", "projectV2", "node"])
    if (Object.hasOwn(value, key)) {
      const found = projectOf(value[key] as JsonValue, depth + 1);
      if (found !== null) return found;
    }
  return null;
}

/** What GraphQL writes as `{ nodes: [...] }` and as values of named fields, as `gh project item-list` writes it. */
function plainItem(item: JsonObject): JsonObject {
  const nodes = (key: string, from: JsonObject): readonly JsonValue[] | null => {
    const list = isObject(from[key] ?? null) ? (from[key] as JsonObject)["nodes"] : undefined;
    return list !== undefined && isArray(list) ? list : null;
  };
  const values = nodes("fieldValues", item);
  if (values === null) return item;
  const content = isObject(item["content"] ?? null) ? (item["content"] as JsonObject) : {};
  const lists = ["assignees", "labels", "comments"].flatMap((key) => {
    const list = nodes(key, content);
    return list === null ? [] : [[key, list] as const];
  });
  const fields = values.filter(isObject).flatMap((value) => {
    const field = isObject(value["field"] ?? null) ? (value["field"] as JsonObject)["name"] : undefined;
    const own = ["name", "text", "number", "date", "title"].map((key) => value[key]).find((one) => one !== undefined && one !== null);
    return typeof field === "string" && own !== undefined ? [[field.toLowerCase(), own] as const] : [];
  });
  return { ...Object.fromEntries(fields), ...item, content: { ...content, ...Object.fromEntries(lists) } };
}

/** What has a place of its own in a task; any other plain value of an item is a field that somebody made for the project. */
const placed = new Set(["id", "title", "status", "content", "repository", "labels", "assignees", "milestone", "fieldValues", "type"]);

function ownFields(item: JsonObject): readonly (readonly [name: string, value: string])[] {
  return Object.entries(item).flatMap(([name, value]) => {
    const own = isObject(value) ? value["title"] : value;
    return placed.has(name) || (typeof own !== "string" && typeof own !== "number") || own === "" ? [] : [[name, String(own)] as const];
  });
}

const dueFields = new Set(["due", "due date", "target date", "end date", "deadline", "end"]);
const startFields = new Set(["start", "start date", "begin date"]);

export function readGithubJson(value: JsonValue, before: Reading["findings"] = []): Reading {
  const items = itemsOf(value);
  if (items.length === 0) throw unreadable("This is no list of issues or project items");
  if (items.length > 100_000) throw tooLarge("100000 issues in one file");
  const read = shape();
  const lists = new Map<string, ListDraft>();
  const labels = new Map<string, string | null>();
  const members = new Set<string>();
  let comments = 0;
  const taken = new Set<string>();
  const tasks = items.map((item, position): TaskDraft => {
    const path = `[${position}].`;
    const content = isObject(item["content"] ?? null) ? (item["content"] as JsonObject) : item;
    const any = (...keys: readonly string[]): string | null =>
      keys
        .map((key) => read.textOrNull(item, key, path) ?? read.textOrNull(content, key, path))
        .find((text) => text !== null && text !== "") ?? null;
    const named = (key: string, names: readonly string[]): string[] => {
      const from = isArray(item[key]) ? item : content;
      return (isArray(from[key]) ? (from[key] as readonly JsonValue[]) : [])
        .flatMap((entry) =>
          typeof entry === "string"
            ? [entry]
            : isObject(entry)
              ? [names.map((name) => read.textOrNull(entry, name, path)).find((text) => text !== null) ?? ""]
              : [],
        )
        .filter((text) => text !== "");
    };
    const state = (any("state") ?? "").toLowerCase();
    const status = any("status") ?? (state === "" ? null : state === "closed" || state === "merged" ? "Closed" : "Open");
    const closedAt =
      read.instant(content, "closed_at", path) ?? read.instant(content, "closedAt", path) ?? read.instant(item, "closedAt", path);
    const done = state === "closed" || state === "merged" || closedAt !== null || (status !== null && namesDone(status));
    if (status !== null && !lists.has(status))
      lists.set(status, { sourceId: status, name: status, position: lists.size, archived: false, done: namesDone(status) });
    const own = named("labels", ["name"]);
    for (const label of own) if (!labels.has(label)) labels.set(label, null);
    const people = named("assignees", ["login", "name"]);
    for (const login of people) members.add(login);
    const talk = isArray(content["comments"]) ? read.objects(content, "comments", path) : [];
    comments += isArray(content["comments"]) ? talk.length : Math.max(0, read.number(content, "comments", path) ?? 0);
    const number = any("number", "id") ?? "";
    const sourceId = number === "" || taken.has(number) ? `item${position + 1}` : number;
    taken.add(sourceId);
    const extra = item["content"] === undefined ? [] : ownFields(item);
    const day = (fields: ReadonlySet<string>): string | null =>
      extra.flatMap(([name, value]) => (fields.has(name) && /^\d{4}-\d{2}-\d{2}/.test(value) ? [value.slice(0, 10)] : []))[0] ?? null;
    const [start, due] = [day(startFields), day(dueFields)];
    const kept = extra.filter(([name]) => !(start !== null && startFields.has(name)) && !(due !== null && dueFields.has(name)));
    const milestone = isObject(content["milestone"] ?? null) ? read.textOrNull(content["milestone"] as JsonObject, "title", path) : null;
    return blankTask({
      sourceId,
      title: any("title") ?? "Issue without a name",
      position,
      notes: any("body") ?? "",
      url: any("html_url", "url"),
      list: status,
      labels: own,
      members: people,
      createdAt: read.instant(content, "created_at", path) ?? read.instant(content, "createdAt", path),
      completed: done,
      completedAt: done ? closedAt : null,
      start,
      due,
      fields: [
        ...(milestone === null ? [] : [{ field: "Milestone of", value: milestone }]),
        ...kept.map(([field, value]) => ({ field, value })),
      ],
      comments: talk.map((comment, at) => ({
        sourceId: `${sourceId}c${at}`,
        author: isObject(comment["author"] ?? null) ? read.textOrNull(comment["author"] as JsonObject, "login", path) : null,
        at: read.instant(comment, "createdAt", path) ?? read.instant(comment, "created_at", path),
        text: read.text(comment, "body", path),
      })),
    });
  });
  const carriedComments = tasks.reduce((sum, task) => sum + task.comments.length, 0);
  const draft = blankProject({
    sourceId: "github",
    name: projectOf(value)?.title ?? nameOf(tasks) ?? "GitHub issues",
    lists: [...lists.values()],
    labels: [...labels].map(([name, colour]) => ({ sourceId: name, name, colour })),
    members: [...members].map((login) => ({ sourceId: login, name: login, username: login, email: null })),
    fields: [...new Set(tasks.flatMap((task) => task.fields.map(({ field }) => field)))].map((name) => ({
      sourceId: name,
      name,
      kind: "text",
      choices: [],
    })),
    tasks,
  });
  const counts = {
    read: { issues: items.length, labels: labels.size, members: members.size, comments },
    carried: { issues: tasks.length, labels: labels.size, members: members.size, comments: carriedComments },
  };
  const lost: Reading["findings"] =
    comments > carriedComments
      ? [
          {
            code: "comments_not_in_file",
            severity: "warning",
            ...words`${comments - carriedComments} comments are counted but not in the file.`,
            subject: "comments",
            params: { missing: comments - carriedComments },
          },
        ]
      : [];
  return {
    format: "github",
    drafts: [draft],
    counts,
    findings: [readLine(counts), unverified("GitHub"), ...before, ...lost, ...boardNotes([draft]), ...read.findings()],
  };
}

/** The repository, where the addresses of the issues agree on one. */
function nameOf(tasks: readonly TaskDraft[]): string | null {
  const names = new Set(tasks.flatMap((task) => /github\.com\/([^/]+\/[^/]+)\//.exec(task.url ?? "")?.[1] ?? []));
  return names.size === 1 ? ([...names][0] ?? null) : null;
}
