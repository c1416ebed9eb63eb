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
  if (isObject(value)) return "content" in first && ("status" in first || "title" in first);
  return "title" in first && ("number" in first || "html_url" in first) && ("state" in first || "labels" in first || "assignees" in first);
}

function itemsOf(value: JsonValue): readonly JsonObject[] {
  const list = isArray(value) ? value : isObject(value) && isArray(value["items"]) ? value["items"] : [];
  return (list as readonly JsonValue[]).filter(isObject);
}

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
      fields: milestone === null ? [] : [{ field: "Milestone of", value: milestone }],
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
    name: nameOf(tasks) ?? "GitHub issues",
    lists: [...lists.values()],
    labels: [...labels].map(([name, colour]) => ({ sourceId: name, name, colour })),
    members: [...members].map((login) => ({ sourceId: login, name: login, username: login, email: null })),
    fields: tasks.some((task) => task.fields.length > 0)
      ? [{ sourceId: "Milestone of", name: "Milestone of", kind: "text", choices: [] }]
      : [],
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
