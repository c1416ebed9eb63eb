import { formatWall, parseWall } from "@rondo/core/calendar";
import {
  closedUp,
  type OwnHours,
  People,
  type Plan,
  type PlanTask,
  type ScheduledPlan,
  type Staff,
  schedulePlan,
  staffOf,
} from "@rondo/core/plan";
import { type CalendarRow, type WorkingTime, calendarsAmong, workingTime } from "../calendars/index.ts";
import { ownHours } from "../capacity/index.ts";
import type { Tx } from "../database/index.ts";
import { clockOf } from "./clock.ts";
import {
  type BoardRow,
  type DoneRow,
  type EntryRow,
  type LinkRow,
  type PlanHead,
  type PlannedRow,
  type StoredEntry,
  boardRows,
  completionsOf,
  dropEntries,
  entriesOf,
  linksOf,
  plannedRows,
  saveEntries,
  saveSpan,
} from "./store.ts";

/** What was done of a plan, the calendars of its tasks, and the dates it had when it was. */
export type WorkRecord = {
  readonly done: ReadonlyMap<string, DoneRow>;
  readonly entries: ReadonlyMap<string, StoredEntry>;
  /** Those that tasks name. */
  readonly calendars: readonly CalendarRow[];
  /** Of whoever works on it, where its dates follow them. */
  readonly hours: readonly OwnHours[];
};

/** What a change says about where tasks stand beside the plan itself. */
type Moved = {
  /** Tasks that are moved on purpose: they and what is inside them do not stay where they stood. */
  readonly free?: readonly string[] | undefined;
  /** Tasks that go back to where they stood once. */
  readonly back?: ReadonlyMap<string, Stood> | undefined;
  /** The hours that dates followed until now, of those that they follow now. */
  readonly hoursWere?: ((are: readonly OwnHours[]) => readonly OwnHours[]) | undefined;
  /** Where the project began, if that changes: everything goes along. */
  readonly startBefore?: string | undefined;
};
type Stood = { readonly start: string; readonly finish: string };

/** What `task.planning` holds is a part of the core's task, as the contract checked it. */
type Said = Pick<PlanTask, "constraint" | "started" | "remainingMinutes" | "pinned" | "pauses" | "elapsed" | "interruptible">;

/** The plan's rows as the core takes them. Completed work stands where it was done. */
export function planOf(
  head: Pick<PlanHead, "start" | "finish_by" | "link_policy">,
  time: WorkingTime,
  rows: readonly PlannedRow[],
  links: readonly LinkRow[],
  record: WorkRecord,
  moved: Moved = {},
): Plan {
  const here = new Set(rows.map((row) => row.task_id));
  const named = new Set(record.calendars.map((row) => row.calendar_id));
  const policy = policyOf(head);
  const calendars = Object.fromEntries(record.calendars.map(({ calendar_id, week, exceptions }) => [calendar_id, { week, exceptions }]));
  const people = new People({ calendar: time.definition, calendars }, record.hours);
  const stood =
    policy === "earliest" ? () => undefined : standing({ start: head.start, calendar: time.calendar }, rows, record.entries, moved);
  return {
    start: head.start,
    ...(head.finish_by !== null && { finish: head.finish_by }),
    calendar: time.definition,
    calendars: people.calendars,
    linkPolicy: policy,
    tasks: rows.map((row) => {
      const done = record.done.get(row.task_id);
      const at = stood(row.task_id);
      const calendar = row.planning.calendarId !== undefined && named.has(row.planning.calendarId) ? row.planning.calendarId : undefined;
      return {
        id: row.task_id,
        parent: row.parent_id !== null && here.has(row.parent_id) ? row.parent_id : null,
        title: row.title,
        workingMinutes: row.milestone ? 0 : row.working_minutes,
        ...(row.not_before_wall !== null && { constraint: { type: "SNET" as const, at: row.not_before_wall } }),
        ...(row.deadline_wall !== null && { deadline: row.deadline_wall }),
        ...(row.planning as Said),
        ...(calendar !== undefined && { calendar }),
        ...(record.hours.length > 0 && crewOf(people, row, calendar)),
        ...(at !== undefined && { stood: at }),
        ...(done !== undefined && { finished: finished(row, done, record.entries.get(row.task_id), time) }),
      };
    }),
    links: links.map((link) => ({
      from: link.from_id,
      to: link.to_id,
      type: link.type,
      lag: { minutes: link.lag_minutes, kind: link.lag_kind },
    })),
  };
}

function crewOf(
  people: People,
  { owner_id, milestone, working_minutes, planning }: PlannedRow,
  calendar: string | undefined,
): Pick<PlanTask, "crew"> {
  const { pauses, elapsed } = planning as Said;
  const task = {
    workingMinutes: milestone ? 0 : working_minutes,
    ...(pauses && { pauses }),
    ...(elapsed && { elapsed }),
    ...(calendar !== undefined && { calendar }),
  };
  return people.crewOf(
    staffOf(owner_id, planning).assignments.map((one) => one.personId),
    task,
  );
}

/** Counted back from its finish, everything has one place. */
export function policyOf({ finish_by, link_policy }: Pick<PlanHead, "finish_by" | "link_policy">): PlanHead["link_policy"] {
  return finish_by === null ? link_policy : "earliest";
}

/** Where each task stood, as the passes take it: put back, taken along with the project's start, free to go. */
function standing(
  { start, calendar }: { readonly start: string; readonly calendar: WorkingTime["calendar"] },
  rows: readonly PlannedRow[],
  entries: ReadonlyMap<string, StoredEntry>,
  { free = [], back, startBefore }: Moved,
): (id: string) => PlanTask["stood"] {
  const going = new Set(free);
  for (const above of going) for (const row of rows) if (row.parent_id === above) going.add(row.task_id);
  // From the first working minute to the first working minute: a start on a Saturday is the Monday's.
  const begins = (text: string): number => calendar.next(parseWall(text) ?? 0);
  const by = startBefore === undefined ? 0 : begins(start) - begins(startBefore);
  const along = (text: string): string => (by === 0 ? text : formatWall((parseWall(text) ?? 0) + by));
  return (id) => {
    const at = back?.get(id) ?? entries.get(id);
    return at === undefined ? undefined : { start: along(at.start), finish: along(at.finish), free: going.has(id) };
  };
}

export async function recordOf(tx: Tx, head: Pick<PlanHead, "project_id" | "own_hours">, rows: readonly PlannedRow[]): Promise<WorkRecord> {
  return {
    done: await completionsOf(tx, rows),
    entries: await entriesOf(tx, head.project_id),
    calendars: await calendarsOf(tx, rows),
    hours: await hoursOf(tx, head, rows),
  };
}

/** Hours and leave of whoever is on these tasks; of nobody where dates do not follow them. */
export async function hoursOf(
  tx: Tx,
  { own_hours }: Pick<PlanHead, "own_hours">,
  rows: readonly Pick<PlannedRow, "owner_id" | "planning">[],
): Promise<OwnHours[]> {
  if (!own_hours) return [];
  return ownHours(tx, [...new Set(rows.flatMap((row) => staffOf(row.owner_id, row.planning).assignments.map((one) => one.personId)))]);
}

export function calendarsOf(tx: Tx, rows: readonly Pick<PlannedRow, "planning">[]): Promise<CalendarRow[]> {
  return calendarsAmong(tx, [...new Set(rows.flatMap((row) => row.planning.calendarId ?? []))]);
}

/** Links whose two ends are both in the plan; those of trashed tasks wait for them. */
export function linksAmong(rows: readonly PlannedRow[], links: readonly LinkRow[]): LinkRow[] {
  const here = new Set(rows.map((row) => row.task_id));
  return links.filter((link) => here.has(link.from_id) && here.has(link.to_id));
}

/** Computes the schedule again and writes what changed; whoever calls holds the plan's lock. */
export async function recompute(tx: Tx, head: PlanHead, moved: Moved = {}): Promise<ScheduledPlan> {
  const time = await workingTime(tx, head.calendar_id);
  const rows = await plannedRows(tx, head.project_id);
  const links = linksAmong(rows, await linksOf(tx, head.project_id));
  const record = await recordOf(tx, head, rows);
  const followed = (hours: readonly OwnHours[], how: Moved): Plan => planOf(head, time, rows, links, { ...record, hours }, how);
  const { hoursWere } = moved;
  const plan = followed(record.hours, moved);
  const back = hoursWere === undefined ? new Map<string, Stood>() : closedUp(followed(hoursWere(record.hours), moved), plan);
  const scheduled = schedulePlan(back.size === 0 ? plan : followed(record.hours, { ...moved, back }));
  await saveEntries(tx, head.project_id, changedEntries(scheduled, record.entries, time.zone, links.length > 0));
  const finish = isPlanned(rows, links) ? scheduled.finish : null;
  const start = head.finish_by === null ? head.start : scheduled.start;
  if (finish !== head.finish || start !== head.start) await saveSpan(tx, head.project_id, { start, finish });
  return scheduled;
}

/** The hours that the dates of a plan follow. */
export async function hoursFollowed(tx: Tx, head: PlanHead): Promise<OwnHours[]> {
  return head.own_hours ? hoursOf(tx, head, await plannedRows(tx, head.project_id)) : [];
}

/** A board whose cards say nothing of when or how long, and wait for nothing, has no finish that one should be told. */
function isPlanned(rows: readonly PlannedRow[], links: readonly LinkRow[]): boolean {
  return (
    links.length > 0 ||
    rows.some(
      (row) =>
        row.working_minutes > 0 ||
        row.milestone ||
        row.not_before_wall !== null ||
        row.deadline_wall !== null ||
        Object.keys(row.planning).some((key) => key !== "guessed" && key !== "interruptible"),
    )
  );
}

/** The schedule as it stands, without writing anything. */
export async function scheduleNow(tx: Tx, head: PlanHead): Promise<{ plan: Plan; scheduled: ScheduledPlan }> {
  const rows = await plannedRows(tx, head.project_id);
  const links = linksAmong(rows, await linksOf(tx, head.project_id));
  const record = await recordOf(tx, head, rows);
  const plan = planOf(head, await workingTime(tx, head.calendar_id), rows, links, record);
  return { plan, scheduled: schedulePlan(plan) };
}

/** A plan with the rows and links that it was computed from. */
export type Computed = { readonly rows: readonly BoardRow[]; readonly links: readonly LinkRow[]; readonly scheduled: ScheduledPlan };

/** The plan as it stands, and as it would be with other rows, links or another start. Nothing is written. */
export async function computedOtherwise(
  tx: Tx,
  head: PlanHead,
  start: string | null,
  otherwise: (stands: { rows: BoardRow[]; links: LinkRow[] }) => { rows: BoardRow[]; links: LinkRow[]; free: readonly string[] },
): Promise<{ real: Computed; assumed: Computed; time: WorkingTime }> {
  const rows = await boardRows(tx, head.project_id);
  const links = linksAmong(rows, await linksOf(tx, head.project_id));
  const other = otherwise({ rows, links });
  const time = await workingTime(tx, head.calendar_id);
  const both = [...rows, ...other.rows];
  const record = { ...(await recordOf(tx, head, rows)), calendars: await calendarsOf(tx, both), hours: await hoursOf(tx, head, both) };
  const begun = start === null || head.finish_by !== null ? {} : { startBefore: head.start };
  // Of a plan counted back from its finish it is that which is another.
  const there = start === null ? head : head.finish_by === null ? { ...head, start } : { ...head, finish_by: start };
  return {
    real: { rows, links, scheduled: schedulePlan(planOf(head, time, rows, links, record)) },
    assumed: {
      rows: other.rows,
      links: other.links,
      scheduled: schedulePlan(planOf(there, time, other.rows, other.links, record, { free: other.free, ...begun })),
    },
    time,
  };
}

/** Of an open task: who is on it and with how much of their day, and whom it asks for besides. */
export type OpenWork = {
  readonly task: string;
  readonly people: Staff["assignments"];
  readonly placeholders: Staff["placeholders"];
};

/** The plan as the core takes it, and who works on it: for whoever computes beside it. */
export async function computable(
  tx: Tx,
  head: Pick<PlanHead, "project_id" | "start" | "finish_by" | "calendar_id" | "link_policy" | "own_hours">,
): Promise<{ plan: Plan; work: OpenWork[]; time: WorkingTime }> {
  const time = await workingTime(tx, head.calendar_id);
  const rows = await boardRows(tx, head.project_id);
  const links = linksAmong(rows, await linksOf(tx, head.project_id));
  const record = await recordOf(tx, head, rows);
  const work = openWork(rows);
  return { plan: planOf(head, time, rows, links, record), work, time };
}

/** The open ones of these tasks in which there is work. */
export function openWork(rows: readonly BoardRow[]): OpenWork[] {
  return rows.filter((row) => row.closed_as === null && !row.milestone && row.working_minutes > 0).map(workOf);
}

function workOf({ task_id, owner_id, planning }: BoardRow): OpenWork {
  const { assignments, placeholders } = staffOf(owner_id, planning);
  return { task: task_id, people: assignments, placeholders };
}

/** The same after something went to the trash. */
export async function recomputeWithout(tx: Tx, head: PlanHead): Promise<ScheduledPlan> {
  await dropEntries(tx, head.project_id);
  return recompute(tx, head);
}

/**
 * The moment of completion, and when it was begun; where nobody said so, the start that was planned then: it stands in the last
 * entry, and stays because the entry does.
 */
function finished(row: PlannedRow, done: DoneRow, entry: StoredEntry | undefined, time: WorkingTime): { start: string; finish: string } {
  const finish = clockOf(time.zone).wall(Date.parse(done.completed_at));
  const { started } = row.planning;
  const known = started ?? entry?.start;
  const start = known === undefined ? time.calendar.add(finish, -row.working_minutes) : (parseWall(known) ?? finish);
  return { start: formatWall(Math.min(start, finish)), finish: formatWall(finish) };
}

/** Where nothing waits for anything, being the longest is no path that one should be told of. */
function changedEntries(scheduled: ScheduledPlan, stored: ReadonlyMap<string, StoredEntry>, zone: string, linked: boolean): EntryRow[] {
  const clock = clockOf(zone);
  return scheduled.entries.flatMap(({ id, start, finish, critical: floatless }) => {
    const critical = floatless && linked;
    const old = stored.get(id);
    // The instant too: in another zone the same wall-clock time is another moment.
    const finish_at = new Date(Math.min(lastInstant, clock.instant(parseWall(finish) ?? 0))).toISOString();
    if (old !== undefined && old.start === start && old.finish === finish && old.finish_at === finish_at && old.critical === critical)
      return [];
    return [{ task_id: id, start, finish, finish_at, critical }];
  });
}

/** Absurd durations reach beyond the years that a timestamp is written in. */
const lastInstant = Date.parse("9999-12-31T00:00:00Z");
