import type { AnswerOf, operations } from "@rondo/contract";
import type { CalendarDefinition } from "@rondo/core/calendar";
import { type DrivenBy, type OwnHours, type Plan as CorePlan, type PlanEntry, type PlanTask as CoreTask, staffOf } from "@rondo/core/plan";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import type { Task } from "../tasks/index.ts";
import { bytesOf, IdRows } from "./present/id-rows.ts";
import type { BoardRow, DoneRow, EntryColumns, LinkColumns, LinkRow, TaskColumns } from "./store.ts";

export type Link = AnswerOf<typeof operations.addLink>;
type Plan = AnswerOf<typeof operations.getPlan>;
type Entry = Plan["entries"][number];

export const priorities: readonly Task["priority"][] = ["none", "low", "high", "urgent"];

export function presentLink(row: LinkRow): Link {
  return {
    id: row.link_id,
    fromId: row.from_id,
    toId: row.to_id,
    type: row.type,
    lagMinutes: row.lag_minutes,
    lagKind: row.lag_kind,
    version: row.version,
  };
}

export function presentBoardTask(row: BoardRow, done: DoneRow | undefined, names: ReadonlyMap<string, string>): Plan["tasks"][number] {
  const ref = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? "" });
  return {
    id: row.task_id,
    title: row.title,
    owner: ref(row.owner_id),
    team: ref(row.team_id),
    dueAt: row.due_at,
    priority: priorities[row.priority] ?? "none",
    completion: done === undefined ? null : { by: ref(done.completed_by), at: done.completed_at },
    closedAs: row.closed_as,
    version: row.version,
    ...(Object.keys(row.fields).length > 0 && { fields: row.fields }),
    plan: {
      parentId: row.parent_id,
      position: row.position,
      column: row.board_column,
      milestone: row.milestone,
      workingMinutes: row.working_minutes,
      notBeforeWall: row.not_before_wall,
      deadline: row.deadline_wall,
      planning: row.planning,
    },
  };
}

type Columns = AnswerOf<typeof operations.getPlanColumns>;

/** What columns are put together of, read table by table. */
export type ReadColumns = {
  readonly all: TaskColumns;
  readonly entries: EntryColumns;
  readonly links: { readonly all: LinkColumns; readonly more: readonly LinkRow[] };
  readonly saying: readonly BoardRow[];
  readonly done: ReadonlyMap<string, DoneRow>;
};

/** Owners by number, in the order in which they own something; −1 is nobody. */
export function ownersIn({ owners }: Pick<TaskColumns, "owners">): {
  readonly people: readonly string[];
  readonly rows: readonly number[];
} {
  const numbers = new Map<string, number>();
  const rows = listed(owners).map((id) => {
    if (id === "-") return -1;
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return known;
  });
  return { people: [...numbers.keys()], rows };
}

/** Tasks and links of a plan in columns, as JSON: what is long is never read and written again. */
export function presentColumns(
  { all, entries, links }: ReadColumns,
  rows: IdRows,
  owners: readonly number[],
): { readonly tasks: string; readonly links: string } {
  const dates = datesOf(entries, rows);
  return {
    tasks: objectOf({
      ids: base64(all.ids),
      titles: `[${all.titles}]`,
      parents: numbersOf(rows.of(bytesIn(all.parents))),
      positions: `[${all.positions}]`,
      columns: `[${all.columns}]`,
      minutes: `[${all.minutes}]`,
      versions: `[${all.versions}]`,
      owners: numbersOf(owners),
      milestones: `[${rowsMarked(all.milestones)}]`,
      critical: `[${dates.critical}]`,
      moments: JSON.stringify(dates.moments),
      starts: numbersOf(dates.starts),
      finishes: numbersOf(dates.finishes),
    }),
    links: presentLinks(links, rows),
  };
}

/** The dates of each row; a plan has few moments and many dates. */
function datesOf({ ids, starts: begun, finishes: ended, critical: marks }: EntryColumns, rows: IdRows) {
  const starts = new Int32Array(rows.count).fill(-1);
  const finishes = starts.slice();
  const critical: number[] = [];
  const numbers = new Map<string, number>();
  const number = (moment: string): number => {
    const known = numbers.get(moment) ?? numbers.size;
    numbers.set(moment, known);
    return known;
  };
  const [from, to] = [listed(begun), listed(ended)];
  rows.of(bytesIn(ids)).forEach((row, index) => {
    if (row < 0) return;
    starts[row] = number(from[index]!);
    finishes[row] = number(to[index]!);
    if (marks[index] === "1") critical.push(row);
  });
  return { moments: [...numbers.keys()], starts, finishes, critical: critical.sort((a, b) => a - b) };
}

function presentLinks({ all, more }: ReadColumns["links"], rows: IdRows): string {
  const ids = bytesIn(all.ids);
  const [from, to] = [rows.of(bytesIn(all.from)), rows.of(bytesIn(all.to))];
  // Links of trashed tasks wait for them.
  const every = !from.includes(-1) && !to.includes(-1);
  const here = every ? [] : [...from.keys()].filter((link) => from[link]! >= 0 && to[link]! >= 0);
  const pick = <T>(list: ArrayLike<T>): ArrayLike<T> => (every ? list : here.map((link) => list[link]!));
  const shown = every ? ids : Buffer.concat(here.map((link) => ids.subarray(16 * link, 16 * link + 16)));
  const numbers = more.length === 0 ? [] : new IdRows(shown).of(bytesOf(more.map((row) => row.link_id)));
  return objectOf({
    ids: `"${shown.toString("base64")}"`,
    from: numbersOf(pick(from)),
    to: numbersOf(pick(to)),
    versions: `[${every ? all.versions : pick(listed(all.versions))}]`,
    more: JSON.stringify(
      more.flatMap((row, index) =>
        numbers[index]! < 0 ? [] : [{ link: numbers[index], type: row.type, lagMinutes: row.lag_minutes, lagKind: row.lag_kind }],
      ),
    ),
  });
}

export function presentMore({ saying, done }: ReadColumns, rows: IdRows, names: ReadonlyMap<string, string>): Columns["more"] {
  const numbers = rows.of(bytesOf(saying.map((row) => row.task_id)));
  return saying.map((row, index) => {
    const { team, dueAt, priority, completion, closedAs, fields } = presentBoardTask(row, done.get(row.task_id), names);
    return {
      row: numbers[index]!,
      team,
      dueAt,
      priority,
      completion,
      closedAs,
      ...(fields && { fields }),
      notBeforeWall: row.not_before_wall,
      deadline: row.deadline_wall,
      planning: row.planning,
    };
  });
}

/** The JSON of an object whose members are JSON already: put one after the other, they are copied once, as the bytes that are sent. */
export function objectOf(members: Readonly<Record<string, string>>): string {
  let json = "";
  for (const [name, member] of Object.entries(members)) json += `${json === "" ? "{" : ","}"${name}":${member}`;
  return `${json}}`;
}

/** The JSON of a list of whole numbers: digit by digit a hundred thousand take a tenth of what `join` takes. */
export function numbersOf(list: ArrayLike<number>): string {
  // Up to 11 characters and a comma each, and the brackets.
  const bytes = Buffer.allocUnsafe(12 * list.length + 2);
  let at = 0;
  bytes[at++] = 91;
  for (let index = 0; index < list.length; index += 1) {
    if (index > 0) bytes[at++] = 44;
    let rest = list[index]!;
    if (rest < 0) {
      bytes[at++] = 45;
      rest = -rest;
    }
    let end = at + 1;
    for (let size = 10; size <= rest; size *= 10) end += 1;
    for (let digit = end - 1; digit >= at; digit -= 1) {
      bytes[digit] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    at = end;
  }
  bytes[at++] = 93;
  return bytes.toString("latin1", 0, at);
}

function rowsMarked(marks: string): number[] {
  const rows: number[] = [];
  for (let row = marks.indexOf("1"); row >= 0; row = marks.indexOf("1", row + 1)) rows.push(row);
  return rows;
}

/** Postgres breaks base64 into lines. */
function base64(text: string): string {
  return `"${text.replaceAll("\n", "")}"`;
}

function bytesIn(text: string): Buffer {
  return Buffer.from(text, "base64");
}

function listed(text: string): string[] {
  return text === "" ? [] : text.split(",");
}

export function presentEntry(entry: PlanEntry, links: readonly LinkRow[]): Entry {
  return {
    taskId: entry.id,
    start: entry.start,
    finish: entry.finish,
    earlyStart: entry.earlyStart,
    earlyFinish: entry.earlyFinish,
    lateStart: entry.lateStart,
    lateFinish: entry.lateFinish,
    totalFloatMinutes: entry.totalSlackMinutes,
    freeFloatMinutes: entry.freeSlackMinutes,
    critical: entry.critical && links.length > 0,
    summary: entry.summary,
    drivenBy: presentDriver(entry.drivenBy, links),
  };
}

function presentDriver(by: DrivenBy, links: readonly LinkRow[]): Entry["drivenBy"] {
  switch (by.kind) {
    case "link":
      return { kind: "link", taskId: by.from, linkId: links[by.link]?.link_id ?? null };
    case "constraint":
      return { kind: "constraint", taskId: by.of, linkId: null };
    case "started":
    case "finished":
      return { kind: "actual", taskId: null, linkId: null };
    case "children":
      return { kind: "summary", taskId: null, linkId: null };
    case "projectStart":
    case "projectFinish":
    case "standing":
      return { kind: by.kind, taskId: null, linkId: null };
    case "pinned":
    case "asLateAsPossible":
      return { kind: "constraint", taskId: null, linkId: null };
  }
}

export function presentCalendar(definition: Pick<CalendarDefinition, "week" | "exceptions">): Plan["calendar"] {
  const shifts = (list: readonly { from: number; to: number }[]) => list.map(({ from, to }) => ({ from, to }));
  return {
    week: definition.week.map(shifts),
    exceptions: definition.exceptions.map((exception) => ({
      from: exception.from,
      to: exception.to,
      name: exception.name ?? "",
      shifts: shifts(exception.shifts),
      ...(exception.repeats && { repeats: exception.repeats as NonNullable<Plan["calendar"]["exceptions"][number]["repeats"]> }),
    })),
  };
}

export function presentHours({ person, week, leave }: OwnHours): Plan["hours"][number] {
  return {
    personId: person,
    week: week === null ? null : Array.from({ length: 7 }, (_, day) => (week[day] ?? []).map(({ from, to }) => ({ from, to }))),
    leave: leave.map(({ from, to }) => ({ from, to })),
  };
}

/** A task that only stands where it was put, held there by a date. */
export function fixed(tasks: readonly CoreTask[], entries: readonly PlanEntry[]): CoreTask[] {
  const standing = new Map(entries.flatMap((entry) => (entry.drivenBy.kind === "standing" ? [[entry.id, entry.start] as const] : [])));
  return tasks.map((task) => {
    const at = standing.get(task.id);
    return at === undefined || task.constraint !== undefined ? task : { ...task, constraint: { type: "SNET", at } };
  });
}

export function presentDraft(
  project: { readonly project_id: string; readonly name: string; readonly goal: string },
  rows: readonly BoardRow[],
  plan: CorePlan,
  notes: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): ProjectDraft {
  return {
    kind: "project",
    sourceId: project.project_id,
    name: project.name,
    description: project.goal,
    url: null,
    archived: false,
    lists: [],
    labels: [],
    fields: [],
    history: [],
    members: [...names].map(([sourceId, name]) => ({ sourceId, name, username: null, email: null })),
    tasks: rows.map((row, position): TaskDraft => {
      const { assignments, placeholders } = staffOf(row.owner_id, row.planning);
      const type = row.planning.taskType;
      return {
        sourceId: row.task_id,
        title: row.title,
        notes: notes.get(row.task_id) ?? "",
        url: null,
        list: null,
        parent: row.parent_id,
        position,
        labels: [],
        members: assignments.map((share) => share.personId),
        shares: Object.fromEntries(assignments.map((share) => [share.personId, share.percent])),
        ...(placeholders.length > 0 && { placeholders }),
        ...(type && { type: { fixed: type.fixed, ...(type.effortDriven && { effortDriven: true }) } }),
        start: null,
        due: row.due_at,
        createdAt: null,
        completed: row.closed_as === "completed",
        completedAt: null,
        archived: false,
        fields: [],
        checklists: [],
        comments: [],
        attachments: [],
        history: [],
      };
    }),
    plan,
  };
}
