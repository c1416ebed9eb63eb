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
  /** The name of a further line of the same task, where it stands under several headings. */
  readonly line?: string;
  /** Its place among the plan's tasks. */
  readonly row: number;
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

/** A number of each, as a column. `Int32Array.from` with a function takes ten times as long. */
export function numbersOf<One>(list: readonly One[], read: (one: One) => number): Int32Array {
  const numbers = new Int32Array(list.length);
  for (let row = 0; row < list.length; row += 1) numbers[row] = read(list[row]!);
  return numbers;
}

/** The tree of a plan, line by line. Tasks inside a collapsed one are left out. */
export function rowsOf(plan: Plan, collapsed: ReadonlySet<string> = new Set()): readonly Row[] {
  const { tasks, entries } = plan;
  const kept = whole.get(entries);
  const known = kept?.tasks === tasks ? kept.rows : linesOf(plan);
  if (kept?.rows !== known) whole.set(entries, { tasks, rows: known });
  return collapsed.size === 0 ? known : withoutInner(known, collapsed);
}

/** The grid, the numbers of tasks and the facts above them are all of the same lines, and so is a plan whose float has come. */
const whole = new WeakMap<readonly PlanEntry[], { readonly tasks: readonly PlanTask[]; readonly rows: readonly Row[] }>();

function withoutInner(rows: readonly Row[], collapsed: ReadonlySet<string>): Row[] {
  const left: Row[] = [];
  let shut = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    if (row.depth > shut) continue;
    const is = row.inside > 0 && collapsed.has(row.task.id);
    shut = is ? row.depth : Number.POSITIVE_INFINITY;
    left.push(is ? { ...row, collapsed: true } : row);
  }
  return left;
}

function linesOf(plan: Plan): Row[] {
  const { tasks } = plan;
  const { begin, inside } = familiesOf(tasks);
  const rows: Row[] = [];
  const walk = (parent: number, depth: number, prefix: string) => {
    const [from, to] = [begin[parent + 1]!, begin[parent + 2]!];
    for (let at = from; at < to; at += 1) {
      const row = inside[at]!;
      const number = prefix === "" ? String(at - from + 1) : `${prefix}.${at - from + 1}`;
      const within = begin[row + 2]! - begin[row + 1]!;
      rows.push({
        task: tasks[row]!,
        row,
        place: placeOf(tasks[row]!),
        entry: entryAt(plan, row),
        depth,
        number,
        inside: within,
        collapsed: false,
        at: at - from + 1,
        of: to - from,
      });
      if (within > 0) walk(row, depth + 1, number);
    }
  };
  walk(-1, 0, "");
  return rows;
}

/** Rows by the row they are in, in order: those in row n stand from `begin[n + 1]` to `begin[n + 2]`, those in none come first. */
type Families = { readonly begin: Int32Array; readonly inside: Int32Array };

const families = new WeakMap<readonly PlanTask[], Families>();

function familiesOf(tasks: readonly PlanTask[]): Families {
  const known = families.get(tasks) ?? familiesIn(tasks);
  families.set(tasks, known);
  return known;
}

function familiesIn(tasks: readonly PlanTask[]): Families {
  const parents = parentRows(tasks);
  const begin = new Int32Array(tasks.length + 2);
  for (const parent of parents) begin[parent + 2]! += 1;
  for (let at = 1; at < begin.length; at += 1) begin[at]! += begin[at - 1]!;
  const free = begin.slice();
  const inside = new Int32Array(tasks.length);
  parents.forEach((parent, row) => (inside[free[parent + 1]!++] = row));
  for (let parent = -1; parent < tasks.length; parent += 1) {
    if (begin[parent + 2]! - begin[parent + 1]! < 2) continue;
    const siblings = inside.subarray(begin[parent + 1], begin[parent + 2]);
    // As the server tells them they are in order already.
    if (siblings.some((row, at) => at > 0 && inOrder(tasks[siblings[at - 1]!]!, tasks[row]!) > 0))
      siblings.sort((a, b) => inOrder(tasks[a]!, tasks[b]!));
  }
  return { begin, inside };
}

const parentsOf = new WeakMap<readonly PlanTask[], Int32Array>();

/** The row that each is in, −1 for none; a parent that is not in the plan counts as none. */
export function parentRows(tasks: readonly PlanTask[], told?: Int32Array): Int32Array {
  const rows = told ?? parentsOf.get(tasks) ?? numbersOf(tasks, (task) => rowOf(tasks).get(placeOf(task).parentId ?? "") ?? -1);
  parentsOf.set(tasks, rows);
  return rows;
}

/** The rows that each link leads from and to, −1 for what is not in the plan. */
export type Ends = { readonly from: Int32Array; readonly to: Int32Array };

const endsOf = new WeakMap<readonly PlanLink[], { readonly tasks: readonly PlanTask[]; readonly ends: Ends }>();

export function linkEnds({ tasks, links }: Pick<Plan, "tasks" | "links">, told?: Ends): Ends {
  const known = endsOf.get(links);
  if (!told && known?.tasks === tasks) return known.ends;
  const rows = told ? null : rowOf(tasks);
  const ends = told ?? {
    from: numbersOf(links, (link) => rows!.get(link.fromId) ?? -1),
    to: numbersOf(links, (link) => rows!.get(link.toId) ?? -1),
  };
  endsOf.set(links, { tasks, ends });
  return ends;
}

/** The moments that a plan's entries say, each once, and which of them its rows start and finish at; −1 for none. */
export type Moments = { readonly texts: readonly string[]; readonly start: Int32Array; readonly finish: Int32Array };

const momentsIn = new WeakMap<readonly PlanEntry[], { readonly tasks: readonly PlanTask[]; readonly moments: Moments }>();

export function momentsOf(plan: Pick<Plan, "tasks" | "entries">, told?: Moments): Moments {
  const { tasks, entries } = plan;
  const known = momentsIn.get(entries);
  if (!told && known?.tasks === tasks) return known.moments;
  const moments = told ?? momentsSaid(plan);
  momentsIn.set(entries, { tasks, moments });
  return moments;
}

function momentsSaid(plan: Pick<Plan, "tasks" | "entries">): Moments {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (text: string | undefined): number => {
    if (text === undefined) return -1;
    const known = numbers.get(text) ?? texts.push(text) - 1;
    numbers.set(text, known);
    return known;
  };
  const [start, finish] = [new Int32Array(plan.tasks.length), new Int32Array(plan.tasks.length)];
  for (let row = 0; row < plan.tasks.length; row += 1) {
    const entry = entryAt(plan, row);
    start[row] = numberOf(entry?.start);
    finish[row] = numberOf(entry?.finish);
  }
  return { texts, start, finish };
}

const rowsById = new WeakMap<readonly PlanTask[], ReadonlyMap<string, number>>();

/** The place of each task in the list, by its id. */
export function rowOf(tasks: readonly PlanTask[]): ReadonlyMap<string, number> {
  const known = rowsById.get(tasks) ?? new Map(tasks.map((task, row) => [task.id, row]));
  rowsById.set(tasks, known);
  return known;
}

export function taskOf(plan: Plan, id: string | null): PlanTask | undefined {
  return id === null ? undefined : plan.tasks[rowOf(plan.tasks).get(id) ?? -1];
}

export function entryOf(plan: Plan, id: string): PlanEntry | undefined {
  const row = rowOf(plan.tasks).get(id);
  return row === undefined ? undefined : entryAt(plan, row);
}

const entriesById = new WeakMap<readonly PlanEntry[], ReadonlyMap<string, PlanEntry>>();

/** The entry of the task in this row: entries stand in the order of the tasks unless somebody has just been added or is gone. */
export function entryAt({ tasks, entries }: Pick<Plan, "tasks" | "entries">, row: number): PlanEntry | undefined {
  const id = tasks[row]?.id;
  const entry = entries[row];
  if (id === undefined || entry?.taskId === id) return entry;
  const known = entriesById.get(entries) ?? new Map(entries.map((one) => [one.taskId, one]));
  entriesById.set(entries, known);
  return known.get(id);
}

const children = new WeakMap<readonly PlanTask[], ReadonlyMap<string | null, readonly PlanTask[]>>();

/** Tasks by their parent, in order. A parent that is not in the plan counts as none. */
export function childrenOf(tasks: readonly PlanTask[]): ReadonlyMap<string | null, readonly PlanTask[]> {
  const known = children.get(tasks) ?? childrenIn(tasks);
  children.set(tasks, known);
  return known;
}

function childrenIn(tasks: readonly PlanTask[]): Map<string | null, PlanTask[]> {
  const known = rowOf(tasks);
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
