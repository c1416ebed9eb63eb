import { compileCalendar, parseDay, parseWall, type Calendar, workUnits, type WorkUnits } from "@rondo/core/calendar";
import type { Answer } from "../api/index.ts";

export type Plan = Answer<"GET /projects/:p/plan">;
export type PlanTask = Plan["tasks"][number];
export type PlanLink = Plan["links"][number];
export type PlanEntry = Plan["entries"][number];
export type Place = NonNullable<PlanTask["plan"]>;

/** A task as a line of the tree, in reading order. */
export type Row = {
  readonly task: PlanTask;
  readonly place: Place;
  readonly entry: PlanEntry | undefined;
  readonly depth: number;
  /** "2.1.3", as planners count. */
  readonly number: string;
  readonly inside: number;
  readonly collapsed: boolean;
  /** Among its siblings, from 1; with how many there are. */
  readonly at: number;
  readonly of: number;
};

/** The tree of a plan, line by line. Tasks inside a collapsed one are left out. */
export function rowsOf(plan: Plan, collapsed: ReadonlySet<string> = new Set()): readonly Row[] {
  if (collapsed.size > 0) return linesOf(plan, collapsed);
  const known = whole.get(plan) ?? linesOf(plan, collapsed);
  whole.set(plan, known);
  return known;
}

/** The grid, the numbers of tasks and the facts above them are all of the same lines. */
const whole = new WeakMap<Plan, readonly Row[]>();

function linesOf(plan: Plan, collapsed: ReadonlySet<string>): Row[] {
  const children = childrenOf(plan.tasks);
  const entries = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  const rows: Row[] = [];
  const walk = (parent: string | null, depth: number, prefix: string) => {
    const siblings = children.get(parent) ?? [];
    siblings.forEach((task, index) => {
      const number = prefix === "" ? String(index + 1) : `${prefix}.${index + 1}`;
      const inside = children.get(task.id)?.length ?? 0;
      const shut = inside > 0 && collapsed.has(task.id);
      rows.push({
        task,
        place: placeOf(task),
        entry: entries.get(task.id),
        depth,
        number,
        inside,
        collapsed: shut,
        at: index + 1,
        of: siblings.length,
      });
      if (inside > 0 && !shut) walk(task.id, depth + 1, number);
    });
  };
  walk(null, 0, "");
  return rows;
}

/** Tasks by their parent, in order. A parent that is not in the plan counts as none. */
export function childrenOf(tasks: readonly PlanTask[]): Map<string | null, PlanTask[]> {
  const known = new Set(tasks.map((task) => task.id));
  const children = new Map<string | null, PlanTask[]>();
  for (const task of tasks) {
    const above = placeOf(task).parentId;
    const parent = above !== null && known.has(above) ? above : null;
    const list = children.get(parent);
    if (list) list.push(task);
    else children.set(parent, [task]);
  }
  for (const list of children.values()) list.sort(inOrder);
  return children;
}

export function inOrder(a: PlanTask, b: PlanTask): number {
  const [one, other] = [placeOf(a).position, placeOf(b).position];
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
}

const nowhere: Place = {
  parentId: null,
  position: "",
  column: null,
  milestone: false,
  workingMinutes: 0,
  notBeforeWall: null,
  deadline: null,
  planning: {},
};

export function placeOf(task: PlanTask): Place {
  return task.plan ?? nowhere;
}

/** Closed in any way: completed, or withdrawn with its project. */
export function isClosed(task: PlanTask): boolean {
  return task.completion !== null || task.closedAs !== null;
}

/** Open, and planned to be finished before now, or past the deadline it has. `now` is wall clock. */
export function isLate(row: Pick<Row, "task" | "place" | "entry">, now: string): boolean {
  if (isClosed(row.task) || !row.entry) return false;
  return row.entry.finish < now || (row.place.deadline !== null && row.entry.finish > row.place.deadline);
}

const known = new Map<string, number>();

/** A wall-clock moment as minutes. A plan of 10,000 tasks says some thousand moments forty thousand times, at each drawing. */
export function minuteOf(wall: string): number {
  const kept = known.get(wall);
  if (kept !== undefined) return kept;
  const minutes = parseWall(wall) ?? 0;
  if (known.size > 50_000) known.clear();
  known.set(wall, minutes);
  return minutes;
}

/** The plan's calendar, compiled for the years that it reaches. */
export function calendarOf(plan: Pick<Plan, "calendar" | "start" | "finish">): Calendar {
  const year = 525_600;
  return compileCalendar(plan.calendar, { from: minuteOf(plan.start) - year, to: minuteOf(plan.finish) + 3 * year });
}

/** The usual working day of a week: where most days begin and end, and how much work is in one and in a week. */
export function usualDay(week: Plan["calendar"]["week"]): { readonly from: number; readonly to: number } & WorkUnits {
  const days = week.filter((shifts) => shifts.length > 0);
  return {
    from: Math.min(480, ...days.map((shifts) => shifts[0]?.from ?? 480)),
    to: Math.max(...days.map((shifts) => shifts.at(-1)?.to ?? 1020), 540),
    ...workUnits(week),
  };
}

/** `YYYY-MM-DD` of a wall-clock moment; the day is a real one, or "". */
export function dayPart(wall: string): string {
  const day = wall.slice(0, 10);
  return parseDay(day) === null ? "" : day;
}
