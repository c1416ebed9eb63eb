import type { AnswerOf, operations } from "@rondo/contract";
import { dayOf, formatDay, parseDay, parseWall, wallOfInstant, weekdayOf } from "@rondo/core/calendar";
import { type Ledger, ledgerOf, measureEffort, type RecurringWork, type Somebody } from "@rondo/core/capacity";
import { roleKey } from "@rondo/core/plan";
import { type WorkingTime, hoursOn, workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import type { WorkspaceCall } from "../http/index.ts";
import { presentCapacity, presentDemand, weekOf } from "./present.ts";
import { type PersonRow, type PlannedRow, peopleOf, hoursOf, plannedPlaces, plannedWork, rolesOf, stepsDone } from "./store.ts";

type Reader = { readonly personId: string; readonly role: string };

/** Measured over so many weeks: long enough for what comes once a month, short enough to follow changes. */
const measured = 12;

export async function getCapacity({
  tx,
  actor,
  query,
  now,
}: WorkspaceCall<typeof operations.getCapacity>): Promise<AnswerOf<typeof operations.getCapacity>> {
  const time = await workingTime(tx, null);
  const from = mondayOf(query.from === undefined ? dayOf(wallOfInstant(now.getTime(), time.zone)) : (parseDay(query.from) ?? 0));
  const ledger = await ledgerNow(tx, actor, from, query.weeks, now, query.without);
  return {
    from,
    calendar: weekOf(time.definition.week),
    items: ledger.map(({ row, weeks }) => presentCapacity(row, weeks)),
    demand: await demandNow(tx, actor, from, time, ledger, query.without),
  };
}

/** What is asked of roles, each against what all who have it have left. */
async function demandNow(
  tx: Tx,
  reader: Reader,
  from: string,
  time: WorkingTime,
  ledger: LedgerOfPeople,
  without: string | undefined,
): Promise<AnswerOf<typeof operations.getCapacity>["demand"]> {
  const places = (await plannedPlaces(tx, reader)).filter((row) => row.project_id !== without);
  if (places.length === 0) return [];
  const roles = await rolesOf(tx);
  const weeks = ledger[0]?.weeks.length ?? 0;
  const asked = new Map(places.map(({ role }) => [roleKey(role), role]));
  const wanted = ledgerOf({
    from,
    weeks,
    planned: places.map((row) => ({
      person: roleKey(row.role),
      name: row.name ?? hidden,
      from: parseWall(row.start) ?? 0,
      to: parseWall(row.finish) ?? 0,
      minutes: row.working_minutes,
    })),
    recurring: [],
    people: [...asked.keys()].map((id) => ({ id, calendar: time.calendar, leave: [], reserved: 0 })),
  });
  return wanted
    .filter((one) => one.weeks.some((week) => week.project > 0))
    .map((one) =>
      presentDemand(
        asked.get(one.person) ?? one.person,
        ledger.filter(({ person }) => roles.get(person)?.includes(one.person)),
        one.weeks,
      ),
    )
    .toSorted((a, b) => a.role.localeCompare(b.role));
}

/** What is asked of everybody who can be given work, against what there is, from a Monday on. */
export async function ledgerNow(tx: Tx, reader: Reader, from: string, weeks: number, now: Date, without?: string): Promise<LedgerOfPeople> {
  const planned = (await plannedWork(tx, reader)).filter((row) => row.project_id !== without);
  return (await ledgersOf(tx, reader, { from, weeks, now }, [planned]))[0] as LedgerOfPeople;
}

export type LedgerOfPeople = (Ledger[number] & { row: PersonRow })[];
export type Promised = Pick<PlannedRow, "person_id" | "name" | "start" | "finish" | "working_minutes">;

/** The same for several ways of planning, side by side: what people have and what comes back is read once. */
export async function ledgersOf(
  tx: Tx,
  reader: Reader,
  { from, weeks, now }: { readonly from: string; readonly weeks: number; readonly now: Date },
  plans: readonly (readonly Promised[])[],
): Promise<LedgerOfPeople[]> {
  const time = await workingTime(tx, null);
  const people = await peopleOf(tx);
  const recurring = await recurringWork(tx, reader, time, now);
  return plans.map((rows) =>
    ledgerOf({
      from,
      weeks,
      planned: rows.map((row) => ({
        person: row.person_id,
        name: row.name ?? hidden,
        from: parseWall(row.start) ?? 0,
        to: parseWall(row.finish) ?? 0,
        minutes: row.working_minutes,
      })),
      recurring,
      people: people.map((row) => somebody(time, row)),
    }).map((one, index) => ({ ...one, row: people[index] as PersonRow })),
  );
}

/** A person's time as the core takes it. */
export function somebody(time: WorkingTime, row: Pick<PersonRow, "person_id" | "leave" | "hours" | "reserved_percent">): Somebody {
  return { id: row.person_id, calendar: hoursOn(time, row.hours), leave: row.leave, reserved: row.reserved_percent / 100 };
}

/** The name of work that the reader may not see. */
const hidden = "";

/** What steps of processes ask of people in an ordinary week, as often and as long as lately. */
export async function recurringWork(tx: Tx, reader: Reader, time: WorkingTime, now: Date): Promise<RecurringWork[]> {
  return (await recurringSteps(tx, reader, time, now)).map(({ person, name, weekly }) => ({ person, name, minutes: weekly }));
}

/** The same by step, with how long it takes once; of one person where that is said. */
export async function recurringSteps(
  tx: Tx,
  reader: Reader,
  time: WorkingTime,
  now: Date,
  personId?: string,
): Promise<{ person: string; step: string; name: string; minutes: number; weekly: number }[]> {
  const since = new Date(now.getTime() - measured * 7 * 86_400_000);
  const rows = await stepsDone(tx, reader, since, personId);
  const own = await hoursOf(tx);
  const wall = (instant: string): number => wallOfInstant(Date.parse(instant), time.zone);
  const names = new Map(rows.map((row) => [row.step, row.name ?? ""]));
  const efforts = measureEffort(
    rows.map((row) => ({ person: row.person_id, key: row.step, from: wall(row.created_at), to: wall(row.closed_at) })),
    (person) => hoursOn(time, own.get(person) ?? null),
  );
  // A workspace younger than twelve weeks is measured by the weeks that it has.
  const first = rows.reduce((low, row) => Math.min(low, Date.parse(row.closed_at)), now.getTime());
  const weeks = Math.min(measured, Math.max(1, (now.getTime() - first) / (7 * 86_400_000)));
  return efforts.map(({ person, key, count, minutes }) => ({
    person,
    step: key,
    name: names.get(key) ?? "",
    minutes,
    weekly: (count * minutes) / weeks,
  }));
}

/** Weeks that a share of somebody's time is taken of. */
const ahead = 8;

/**
 * How much of the workspace's working time each person has for projects: what their hours, recurring work and the reserve leave,
 * from 0.1 to 1. `of` their own hours: the same of these.
 */
export async function projectShares(
  tx: Tx,
  reader: Reader,
  now: Date,
  of: "calendar" | "hours",
): Promise<Map<string, { row: PersonRow; share: number }>> {
  const time = await workingTime(tx, null);
  const week = mondayOf(dayOf(wallOfInstant(now.getTime(), time.zone)));
  const recurring = await recurringWork(tx, reader, time, now);
  const people = await peopleOf(tx);
  const begin = (parseDay(week) ?? 0) * 1440;
  const ledger = ledgerOf({
    from: week,
    weeks: ahead,
    planned: [],
    recurring,
    people: people.map((row) => ({ ...somebody(time, row), leave: [] })),
  });
  return new Map(
    people.map((row, index) => {
      const weeks = ledger[index]!.weeks;
      const left = weeks.reduce((sum, one) => sum + Math.max(0, one.available - one.recurring), 0);
      const calendar = of === "hours" ? somebody(time, row).calendar : time.calendar;
      const working = calendar.between(begin, begin + ahead * 7 * 1440);
      return [row.person_id, { row, share: working === 0 ? 1 : Math.min(1, Math.max(0.1, left / working)) }];
    }),
  );
}

/** The Monday of the week of that day. */
export function mondayOf(day: number): string {
  return formatDay(day - weekdayOf(day));
}
