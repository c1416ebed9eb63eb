import type { CalendarDefinition } from "@rondo/core/calendar";
import type { Plan } from "@rondo/core/plan";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import { writeRondo } from "@rondo/formats/rondo";
import { instantAt } from "./dates.ts";
import type { World, WorldProject, WorldTask } from "./world.ts";

/**
 * A world's project as a file of Rondo's own JSON, to be imported: only an import may tell of work that was finished
 * before today, and of what was said about it then. Members of the file are members here, by their e-mail address.
 */
export function projectFile(project: WorldProject, world: World, calendar: CalendarDefinition): Uint8Array {
  return new TextEncoder().encode(writeRondo([draftOf(project, world, calendar)]));
}

function draftOf(project: WorldProject, world: World, calendar: CalendarDefinition): ProjectDraft {
  return {
    kind: "project",
    sourceId: project.key,
    name: project.name,
    description: project.goal,
    url: null,
    archived: false,
    labels: [],
    fields: [],
    history: [],
    lists: project.columns.map((name, position) => ({ sourceId: name, name, position, archived: false, done: false })),
    members: world.people.map(({ key, name, email }) => ({ sourceId: key, name, username: null, email })),
    tasks: project.tasks.map((task, position) => taskOf(task, position, project, world.zone)),
    plan: planOf(project, calendar),
  };
}

function taskOf(task: WorldTask, position: number, project: WorldProject, zone: string): TaskDraft {
  const isSummary = project.tasks.some((other) => other.in === task.id);
  return {
    sourceId: task.id,
    title: task.title,
    notes: task.notes ?? "",
    url: null,
    parent: task.in ?? null,
    position,
    labels: [],
    members: task.owner == null ? [] : [task.owner],
    archived: false,
    fields: [],
    checklists: [],
    attachments: [],
    history: [],
    list: isSummary ? null : (task.column ?? (task.done === undefined ? project.columns[0] : project.columns.at(-1)) ?? null),
    start: null,
    due: task.due ?? null,
    createdAt: instantAt(project.start, zone),
    completed: task.done !== undefined,
    completedAt: task.done === undefined ? null : instantAt(task.done, zone),
    comments: (task.comments ?? []).map(([author, at, text], index) => ({
      sourceId: `${task.id}-${index}`,
      author,
      at: instantAt(at, zone),
      text,
    })),
  };
}

function planOf(project: WorldProject, calendar: CalendarDefinition): Plan {
  const parents = new Set(project.tasks.map((task) => task.in));
  return {
    start: project.start,
    calendar,
    tasks: project.tasks.map((task) => ({
      id: task.id,
      parent: task.in ?? null,
      title: task.title,
      workingMinutes: task.milestone || parents.has(task.id) ? 0 : minutesOf(task.days ?? 1),
      ...(parents.has(task.id) && { heading: true }),
      ...(task.deadline !== undefined && { deadline: task.deadline }),
      ...(task.began !== undefined && task.done !== undefined && { finished: { start: task.began, finish: task.done } }),
    })),
    links: project.tasks.flatMap((task) =>
      (task.after ?? []).map((link) =>
        typeof link === "string"
          ? { from: link, to: task.id, type: "FS" as const, lag: { minutes: 0, kind: "working" as const } }
          : {
              from: link.task,
              to: task.id,
              type: link.type ?? ("FS" as const),
              lag: { minutes: link.lag ?? 0, kind: link.kind ?? ("working" as const) },
            },
      ),
    ),
  };
}

/** The library works seven hours a day. */
export function minutesOf(days: number): number {
  return Math.round(days * 420);
}
