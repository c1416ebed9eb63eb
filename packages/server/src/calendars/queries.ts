import type { AnswerOf, operations } from "@rondo/contract";
import {
  type Calendar,
  type CalendarDefinition,
  compileCalendar,
  formatDay,
  ownCalendar,
  parseDay,
  standardCalendar,
} from "@rondo/core/calendar";
import type { Tx } from "../database/index.ts";
import type { WorkspaceCall } from "../http/index.ts";
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

type Holidays = AnswerOf<typeof operations.listHolidays>;

/** The library knows a hundred and some countries by heart, two megabytes: read when somebody asks. */
export async function listHolidays({ query, now }: WorkspaceCall<typeof operations.listHolidays>): Promise<Holidays> {
  const { default: Holidays } = await import("date-holidays");
  const countries = named(new Holidays().getCountries(query.language));
  const { country, region, language, from = now.getUTCFullYear(), years } = query;
  if (!countries.some((one) => one.code === country) || country === undefined) return { countries, regions: [], days: [] };
  const regions = named(new Holidays().getStates(country, language) ?? {});
  const part = regions.find((one) => one.code === region);
  const place = part === undefined ? new Holidays(country) : new Holidays(country, part.code);
  const days = new Map<string, Holidays["days"][number]>();
  for (let year = from; year < from + years; year += 1)
    for (const one of place.getHolidays(year, language)) {
      if (one.type !== "public") continue;
      const day = daysOf(one.date, one.end.getTime() - one.start.getTime());
      const there = days.get(day.from);
      days.set(day.from, there && there.to >= day.to ? { ...there, name: `${there.name}, ${one.name}` } : { ...day, name: one.name });
    }
  return { countries, regions, days: [...days.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1)) };
}

function named(names: Readonly<Record<string, string>>): { code: string; name: string }[] {
  return Object.entries(names)
    .map(([code, name]) => ({ code, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** A holiday that begins at sunset is the day after. */
function daysOf(date: string, ms: number): { from: string; to: string } {
  const [day = "", clock = ""] = date.split(" ");
  const first = (parseDay(day) ?? 0) + (clock >= "12:00" ? 1 : 0);
  return { from: formatDay(first), to: formatDay(first + Math.max(1, Math.round(ms / 86_400_000)) - 1) };
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
