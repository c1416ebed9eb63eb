import { formatDay, minutesPerDay, parseDay, weekdayOf, type Calendar } from "../calendar/index.ts";
import type { Somebody } from "./ledger.ts";

/** A day of one person: what is left of the working time after leave and the reserved share, and what of that recurring work takes. */
export type Day = {
  readonly day: string;
  readonly working: number;
  readonly leave: number;
  readonly reserved: number;
  readonly available: number;
  readonly recurring: number;
};

export type DaysInput = {
  readonly from: string;
  readonly days: number;
  readonly person: Omit<Somebody, "id">;
  /** Minutes in an ordinary week. */
  readonly recurring: number;
  /** Wall-clock minutes: what is over is no time that is left. */
  readonly now: number;
};

/** The days of one person, from now on. Recurring work lies on a day in proportion to its part of the week. */
export function daysOf({ from, days, person, recurring, now }: DaysInput): Day[] {
  const { calendar } = person;
  const first = parseDay(from) ?? 0;
  return Array.from({ length: days }, (_, index) => {
    const day = first + index;
    const begin = Math.max(day * minutesPerDay, Math.min(now, (day + 1) * minutesPerDay));
    const working = calendar.between(begin, (day + 1) * minutesPerDay);
    const text = formatDay(day);
    const leave = person.leave.some(({ from: a, to: b }) => a <= text && text <= b) ? working : 0;
    const reserved = Math.round((working - leave) * person.reserved);
    const week = ordinaryWeek(calendar, day);
    return {
      day: text,
      working,
      leave,
      reserved,
      available: working - leave - reserved,
      recurring: week === 0 ? 0 : Math.round((recurring * (working - leave)) / week),
    };
  });
}

/** Working time of the week that a day lies in. */
function ordinaryWeek(calendar: Calendar, day: number): number {
  const monday = day - weekdayOf(day);
  return calendar.between(monday * minutesPerDay, (monday + 7) * minutesPerDay);
}
