import type { AnswerOf, operations } from "@rondo/contract";
import type { CalendarDefinition } from "@rondo/core/calendar";
import { type DrivenBy, type Plan as CorePlan, type PlanEntry, type PlanTask as CoreTask, staffOf } from "@rondo/core/plan";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import type { Task } from "../tasks/index.ts";
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

/** The row of each task. */
export function taskRows({ ids, count }: Pick<TaskColumns, "ids" | "count">): Map<string, number> {
  return new Map(idsIn(ids, count).map((id, row) => [id, row]));
}

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
  rowOf: ReadonlyMap<string, number>,
  owners: readonly number[],
): { readonly tasks: string; readonly links: string } {
  const at = (id: string): number => rowOf.get(id) ?? -1;
  const starts = Array.from<string | null>({ length: all.count }).fill(null);
  const finishes = starts.slice();
  const critical: number[] = [];
  const [begun, ended] = [listed(entries.starts), listed(entries.finishes)];
  idsIn(entries.ids, entries.count).forEach((id, index) => {
    const row = rowOf.get(id);
    if (row === undefined) return;
    starts[row] = begun[index] ?? null;
    finishes[row] = ended[index] ?? null;
    if (entries.critical[index] === "1") critical.push(row);
  });
  return {
    tasks: objectOf({
      ids: all.count === 0 ? "[]" : `["${all.ids}"]`,
      titles: `[${all.titles}]`,
      parents: `[${listed(all.parents).map(remembering((id) => (id === "-" ? -1 : at(id))))}]`,
      positions: `[${all.positions}]`,
      columns: `[${all.columns}]`,
      minutes: `[${all.minutes}]`,
      versions: `[${all.versions}]`,
      owners: `[${owners}]`,
      milestones: `[${rowsMarked(all.milestones)}]`,
      critical: `[${critical.toSorted((a, b) => a - b)}]`,
      starts: moments(starts),
      finishes: moments(finishes),
    }),
    links: presentLinks(links, at),
  };
}

function presentLinks({ all, more }: ReadColumns["links"], at: (id: string) => number): string {
  const ends = [listed(all.from).map(at), listed(all.to).map(at)] as const;
  const ids = idsIn(all.ids, all.count);
  // Links of trashed tasks wait for them.
  const here = ids.flatMap((_, index) => (ends[0][index]! < 0 || ends[1][index]! < 0 ? [] : [index]));
  const every = here.length === all.count;
  const pick = <T>(list: readonly T[]): readonly T[] => (every ? list : here.map((index) => list[index]!));
  const linkOf = more.length === 0 ? new Map<string, number>() : numbered(pick(ids));
  return objectOf({
    ids: all.count > 0 && every ? `["${all.ids}"]` : JSON.stringify(pick(ids)),
    from: `[${pick(ends[0])}]`,
    to: `[${pick(ends[1])}]`,
    versions: `[${every ? all.versions : pick(listed(all.versions))}]`,
    more: JSON.stringify(
      more.flatMap((row) => {
        const link = linkOf.get(row.link_id);
        return link === undefined ? [] : [{ link, type: row.type, lagMinutes: row.lag_minutes, lagKind: row.lag_kind }];
      }),
    ),
  });
}

export function presentMore(
  { saying, done }: ReadColumns,
  rowOf: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
): Columns["more"] {
  return saying.map((row) => {
    const { team, dueAt, priority, completion, closedAs, fields } = presentBoardTask(row, done.get(row.task_id), names);
    return {
      row: rowOf.get(row.task_id) ?? -1,
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

/** The JSON of an object whose members are JSON already. */
export function objectOf(members: Readonly<Record<string, string>>): string {
  return `{${Object.entries(members).map(([name, json]) => `"${name}":${json}`)}}`;
}

/** Those that are one inside another stand together: the same is not looked up twice. */
function remembering(find: (id: string) => number): (id: string) => number {
  let [last, row] = ["", -1];
  return (id) => {
    if (id !== last) [last, row] = [id, find(id)];
    return row;
  };
}

function rowsMarked(marks: string): number[] {
  const rows: number[] = [];
  for (let row = marks.indexOf("1"); row >= 0; row = marks.indexOf("1", row + 1)) rows.push(row);
  return rows;
}

function moments(list: readonly (string | null)[]): string {
  if (list.length === 0) return "[]";
  return list.includes(null) ? JSON.stringify(list) : `["${list.join('","')}"]`;
}

const columnId = 36;

function idsIn(text: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => text.slice(index * (columnId + 3), index * (columnId + 3) + columnId));
}

function listed(text: string): string[] {
  return text === "" ? [] : text.split(",");
}

function numbered(list: readonly string[]): Map<string, number> {
  return new Map(list.map((value, index) => [value, index]));
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
    })),
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
