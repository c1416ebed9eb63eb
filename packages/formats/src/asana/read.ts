import { blankProject, blankTask } from "../draft/blank.ts";
import { namesDone } from "../draft/done.ts";
import type { FieldDraft, ListDraft, ProjectDraft, Reading, TaskDraft } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { words } from "@rondo/core/kernel";
import { boardNotes, readLine, unverified } from "../draft/told.ts";
import { isArray, isObject, type JsonObject, type JsonValue, shape, type Shape } from "../json/index.ts";

export function looksLikeAsana(value: JsonValue): boolean {
  if (!isObject(value) || !isArray(value["data"])) return false;
  const first = (value["data"] as readonly JsonValue[]).find(isObject);
  return first !== undefined && "gid" in first && "name" in first;
}

/** Asana's export of a project as JSON: tasks with their sections, sub-tasks inside their parents. */
export function readAsanaJson(value: JsonValue, before: Reading["findings"] = []): Reading {
  if (!isObject(value)) throw unreadable("This is no Asana export: it has no “data”");
  const read = shape();
  const all: { task: JsonObject; parent: string | null }[] = [];
  const walk = (tasks: readonly JsonObject[], parent: string | null, depth: number): void => {
    for (const task of tasks) {
      if (all.length >= 100_000) throw tooLarge("100000 tasks in one file");
      all.push({ task, parent });
      if (depth < 10) walk(read.objects(task, "subtasks", "data."), read.text(task, "gid", "data."), depth + 1);
    }
  };
  walk(read.objects(value, "data", ""), null, 0);
  // A parent comes before what is in it, so that where it stands is known by then.
  const projects = new Map<string, string>();
  const projectOf = ({ task, parent }: { task: JsonObject; parent: string | null }): string => {
    const own = placesOf(task, read)[0]?.project || projects.get(parent ?? parentOf(task, read)) || "";
    projects.set(read.text(task, "gid", "data."), own);
    return own;
  };
  const drafts = [...Map.groupBy(all, projectOf)].map(([name, own]) => project(name, own, read));
  const tasks = drafts.flatMap((draft) => draft.tasks);
  const waits = all.reduce((sum, { task }) => sum + read.objects(task, "dependencies", "data.").length, 0);
  const comments = tasks.reduce((sum, task) => sum + task.comments.length, 0);
  const nouns = {
    comments,
    projects: drafts.length,
    tags: new Set(tasks.flatMap((task) => task.labels)).size,
    members: new Set(tasks.flatMap((task) => task.members)).size,
    sections: drafts.reduce((sum, draft) => sum + draft.lists.length, 0),
  };
  const counts = {
    read: { tasks: all.length, ...nouns, dependencies: waits },
    carried: { tasks: tasks.length, ...nouns, dependencies: 0 },
  };
  const lost: Reading["findings"] =
    waits === 0
      ? []
      : [
          {
            code: "not_carried",
            severity: "warning",
            ...words`${waits} dependencies between tasks are not carried.`,
            subject: "dependencies",
            params: { count: waits },
          },
        ];
  return {
    format: "asana",
    drafts,
    counts,
    findings: [readLine(counts), unverified("Asana"), ...before, ...lost, ...boardNotes(drafts), ...read.findings()],
  };
}

/** Where a task stands; files without memberships name its projects alone. */
function placesOf(task: JsonObject, read: Shape): { project: string; section: string }[] {
  const places = read.objects(task, "memberships", "data.").map((place) => ({
    project: read.text(read.object(place["project"], "data.memberships.project"), "name", "data."),
    section: read.text(read.object(place["section"], "data.memberships.section"), "name", "data."),
  }));
  if (places.length > 0) return places;
  return read.objects(task, "projects", "data.").map((named) => ({ project: read.text(named, "name", "data."), section: "" }));
}

/** Whoever wrote it, by the id that an assignee has, else by name. */
function authorOf(story: JsonObject, read: Shape): string | null {
  const by = read.object(story["created_by"], "data.stories.created_by");
  return read.text(by, "gid", "data.") || read.text(by, "name", "data.") || null;
}

function parentOf(task: JsonObject, read: Shape): string {
  return read.text(read.object(task["parent"], "data.parent"), "gid", "data.parent.");
}

function project(name: string, all: readonly { task: JsonObject; parent: string | null }[], read: Shape): ProjectDraft {
  const lists = new Map<string, ListDraft>();
  const people = new Map<string, { name: string; email: string | null }>();
  const labels = new Set<string>();
  const fields = new Map<string, FieldDraft>();
  const taken = new Set<string>();
  const here = new Set(all.map(({ task }) => read.text(task, "gid", "data.")));
  const tasks = all.map(({ task, parent }, position): TaskDraft => {
    const gid = read.text(task, "gid", "data.");
    const sourceId = gid === "" || taken.has(gid) ? `task${position + 1}` : gid;
    taken.add(sourceId);
    const section = placesOf(task, read)[0]?.section ?? "";
    if (section !== "" && !lists.has(section))
      lists.set(section, { sourceId: section, name: section, position: lists.size, archived: false, done: namesDone(section) });
    const assignee = isObject(task["assignee"] ?? null) ? (task["assignee"] as JsonObject) : null;
    const person = assignee === null ? "" : read.text(assignee, "gid", "data.") || read.text(assignee, "name", "data.");
    if (assignee !== null && person !== "")
      people.set(person, { name: read.text(assignee, "name", "data.") || person, email: read.textOrNull(assignee, "email", "data.") });
    const tags = read
      .objects(task, "tags", "data.")
      .map((tag) => read.text(tag, "name", "data."))
      .filter((tag) => tag !== "");
    for (const tag of tags) labels.add(tag);
    const values = read.objects(task, "custom_fields", "data.").flatMap((field) => {
      const [label, text] = [read.text(field, "name", "data."), read.text(field, "display_value", "data.")];
      if (label === "" || text === "") return [];
      if (!fields.has(label)) fields.set(label, { sourceId: label, name: label, kind: "text", choices: [] });
      return [{ field: label, value: text }];
    });
    const above = parent ?? parentOf(task, read);
    const completed = read.flag(task, "completed", "data.");
    return blankTask({
      sourceId,
      title: read.text(task, "name", "data.") || "Task without a name",
      position,
      notes: read.text(task, "notes", "data."),
      url: read.textOrNull(task, "permalink_url", "data."),
      list: section === "" ? null : section,
      parent: above !== sourceId && here.has(above) ? above : null,
      labels: tags,
      members: person === "" ? [] : [person],
      start: read.instant(task, "start_at", "data.") ?? read.textOrNull(task, "start_on", "data."),
      due: read.instant(task, "due_at", "data.") ?? read.textOrNull(task, "due_on", "data."),
      createdAt: read.instant(task, "created_at", "data."),
      completed,
      completedAt: completed ? read.instant(task, "completed_at", "data.") : null,
      fields: values,
      comments: read
        .objects(task, "stories", "data.")
        .filter(
          (story) => read.text(story, "type", "data.") === "comment" || read.text(story, "resource_subtype", "data.") === "comment_added",
        )
        .map((story, at) => ({
          sourceId: read.text(story, "gid", "data.") || `${sourceId}c${at}`,
          author: authorOf(story, read),
          at: read.instant(story, "created_at", "data."),
          text: read.text(story, "text", "data."),
        })),
    });
  });
  return blankProject({
    sourceId: name || "asana",
    name: name || "Asana",
    lists: [...lists.values()],
    labels: [...labels].map((label) => ({ sourceId: label, name: label, colour: null })),
    members: [...people].map(([sourceId, own]) => ({ sourceId, name: own.name, username: null, email: own.email })),
    fields: [...fields.values()],
    tasks,
  });
}
