import { type Calendar, type CalendarDefinition, compileCalendar, ownCalendar, standardCalendar } from "@rondo/core/calendar";
import type { Tx } from "../database/index.ts";
import { type CalendarRow, calendarFor } from "./store.ts";

export type WorkingTime = { readonly definition: CalendarDefinition; readonly calendar: Calendar; readonly zone: string };

/** The working time of a process or project, compiled: its own calendar, else the workspace's. */
export async function workingTime(tx: Tx, calendarId: string | null): Promise<WorkingTime> {
  return timeOf(await calendarFor(tx, calendarId));
}

/** The same of a row that was read with something else; where there is none, the standard hours in UTC. */
export function timeOf(
  row: (Pick<CalendarRow, "calendar_id" | "version" | "week" | "exceptions"> & { readonly zone: string }) | undefined,
): WorkingTime {
  if (row === undefined) return { definition: standardCalendar, calendar: compiled(standardCalendar, "standard"), zone: "UTC" };
  const definition = { week: row.week, exceptions: row.exceptions };
  return { definition, calendar: compiled(definition, `${row.calendar_id} ${row.version}`), zone: row.zone };
}

/** The hours somebody works: the calendar's, or their own week on it. */
export function hoursOn({ calendar }: Pick<WorkingTime, "calendar">, week: CalendarDefinition["week"] | null): Calendar {
  if (week === null) return calendar;
  const weeks = own.get(calendar) ?? new Map<string, Calendar>();
  own.set(calendar, weeks);
  const key = JSON.stringify(week);
  const known = weeks.get(key);
  if (known !== undefined) return known;
  if (weeks.size >= 200) weeks.clear();
  const made = ownCalendar(calendar, week);
  weeks.set(key, made);
  return made;
}

/** Compiled once per version: the tables cover the years around now. */
function compiled(definition: CalendarDefinition, key: string): Calendar {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const calendar = compileCalendar(definition, reach);
  if (cache.size >= 500) cache.clear();
  cache.set(key, calendar);
  return calendar;
}

const cache = new Map<string, Calendar>();
const own = new WeakMap<Calendar, Map<string, Calendar>>();
/** The tables reach from 2000 to 2060; outside them the plain week goes on. */
const reach = { from: 15_778_080, to: 47_336_400 };
