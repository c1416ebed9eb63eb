import type { Temporal } from "temporal-polyfill";
import type { CadenceRule } from "./rule.ts";

type Day = Temporal.PlainDate;
export type IsWorkingDay = (date: string) => boolean;

/** The first period (day, week, month, quarter or year) of a cadence; later ones are counted from it. */
export function firstPeriod(rule: CadenceRule, start: Day): Day {
  switch (rule.unit) {
    case "day":
      return start;
    case "week":
      return start.subtract({ days: start.dayOfWeek - 1 });
    case "month":
      return start.with({ day: 1 });
    case "quarter": {
      if (rule.month === undefined) return start.with({ day: 1 });
      // The next month that stands at this place of its quarter.
      const wait = (rule.month - 1 - ((start.month - 1) % 3) + 3) % 3;
      return start.with({ day: 1 }).add({ months: wait });
    }
    case "year":
      return start.with({ month: rule.month ?? start.month, day: 1 });
  }
}

/** The start of the period `n` turns after the first, or null beyond what a calendar holds. */
export function period(rule: CadenceRule, first: Day, n: number): Day | null {
  const turns = n * rule.every;
  const by =
    rule.unit === "quarter"
      ? { months: 3 * turns }
      : rule.unit === "year"
        ? { years: turns }
        : rule.unit === "month"
          ? { months: turns }
          : rule.unit === "week"
            ? { weeks: turns }
            : { days: turns };
  return first.year + turns > 9_999 + 366_000 ? null : capped(first, by);
}

/** How many turns certainly lie before `day`: where a search for it may begin. */
export function turnsBefore(rule: CadenceRule, first: Day, day: Day): number {
  const days = first.until(day, { largestUnit: "day" }).days;
  const longest = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }[rule.unit] * rule.every;
  return Math.max(0, Math.floor(days / longest) - 1);
}

/** The days the rule names in one period, in order. `start` fills in what the rule leaves open. */
export function daysIn(rule: CadenceRule, at: Day, start: Day, isWorkingDay: IsWorkingDay): Day[] {
  if (rule.unit === "day") return [at];
  if (rule.unit === "week") {
    const weekdays =
      rule.weekdays === undefined || rule.weekdays.length === 0 ? [start.dayOfWeek] : [...new Set(rule.weekdays)].toSorted((a, b) => a - b);
    return weekdays.map((weekday) => at.add({ days: weekday - 1 }));
  }
  const day = dayOfMonth(rule, at, start, isWorkingDay);
  return day === null ? [] : [day];
}

function dayOfMonth(rule: CadenceRule, month: Day, start: Day, isWorkingDay: IsWorkingDay): Day | null {
  if (rule.workingDay !== undefined) return nthWorkingDay(month, rule.workingDay, isWorkingDay);
  if (rule.nth !== undefined) return nthWeekday(month, rule.nth.position, rule.nth.weekday);
  return month.with({ day: Math.min(rule.dayOfMonth ?? start.day, month.daysInMonth) });
}

function nthWeekday(month: Day, position: number, weekday: number): Day | null {
  const edge = position > 0 ? month.with({ day: 1 }) : month.with({ day: month.daysInMonth });
  const away = position > 0 ? (weekday - edge.dayOfWeek + 7) % 7 : -((edge.dayOfWeek - weekday + 7) % 7);
  const day = edge.add({ days: away + 7 * (position > 0 ? position - 1 : position + 1) });
  return day.month === month.month ? day : null;
}

function nthWorkingDay(month: Day, position: number, isWorkingDay: IsWorkingDay): Day | null {
  const step = position > 0 ? 1 : -1;
  let left = Math.abs(position);
  for (let n = step > 0 ? 1 : month.daysInMonth; n >= 1 && n <= month.daysInMonth; n += step) {
    const day = month.with({ day: n });
    if (isWorkingDay(day.toString())) left -= 1;
    if (left === 0) return day;
  }
  return null;
}

function capped(from: Day, by: Temporal.DurationLike): Day | null {
  try {
    const day = from.add(by);
    return day.year > 9_999 ? null : day;
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}
