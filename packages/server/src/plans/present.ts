import type { AnswerOf, operations } from "@rondo/contract";
import type { DrivenBy, PlanEntry } from "@rondo/core/plan";
import type { WorkingTime } from "../calendars/index.ts";
import type { Task } from "../tasks/index.ts";
import type { BoardRow, DoneRow, LinkRow } from "./store.ts";

export type Link = AnswerOf<typeof operations.addLink>;
type Plan = AnswerOf<typeof operations.getPlan>;
type Entry = Plan["entries"][number];

export const priorities: readonly Task["priority"][] = ["none", "low", "high", "urgent"];

export function presentLink(row: LinkRow): Link {
  return { id: row.link_id, fromId: row.from_id, toId: row.to_id, type: row.type, lagMinutes: row.lag_minutes, lagKind: row.lag_kind, version: row.version };
}

export function presentBoardTask(row: BoardRow, done: DoneRow | undefined, names: ReadonlyMap<string, string>): Plan["tasks"][number] {
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? "" });
  return {
    id: row.task_id, title: row.title, owner: ref(row.owner_id), team: ref(row.team_id),
    dueAt: row.due_at, priority: priorities[row.priority] ?? "none",
    completion: done === undefined ? null : { by: ref(done.completed_by), at: done.completed_at },
    closedAs: row.closed_as, version: row.version,
    plan: {
      parentId: row.parent_id, position: row.position, column: row.board_column, milestone: row.milestone, workingMinutes: row.working_minutes,
      notBeforeWall: row.not_before_wall, deadline: row.deadline_wall, planning: row.planning,
    },
  };
}

export function presentEntry(entry: PlanEntry, links: readonly LinkRow[]): Entry {
  return {
    taskId: entry.id, start: entry.start, finish: entry.finish,
    earlyStart: entry.earlyStart, earlyFinish: entry.earlyFinish, lateStart: entry.lateStart, lateFinish: entry.lateFinish,
    totalFloatMinutes: entry.totalSlackMinutes, freeFloatMinutes: entry.freeSlackMinutes,
    critical: entry.critical, summary: entry.summary, drivenBy: presentDriver(entry.drivenBy, links),
  };
}

function presentDriver(by: DrivenBy, links: readonly LinkRow[]): Entry["drivenBy"] {
  switch (by.kind) {
    case "link": return { kind: "link", taskId: by.from, linkId: links[by.link]?.link_id ?? null };
    case "constraint": return { kind: "constraint", taskId: by.of, linkId: null };
    case "started":
    case "finished": return { kind: "actual", taskId: null, linkId: null };
    case "children": return { kind: "summary", taskId: null, linkId: null };
    case "projectStart":
    case "standing": return { kind: by.kind, taskId: null, linkId: null };
    case "pinned":
    case "asLateAsPossible":
    case "projectFinish": return { kind: "constraint", taskId: null, linkId: null };
  }
}

export function presentCalendar({ definition }: WorkingTime): Plan["calendar"] {
  const shifts = (list: readonly { from: number; to: number }[]) => list.map(({ from, to }) => ({ from, to }));
  return {
    week: definition.week.map(shifts),
    exceptions: definition.exceptions.map((exception) => ({ from: exception.from, to: exception.to, name: exception.name ?? "", shifts: shifts(exception.shifts) })),
  };
}
