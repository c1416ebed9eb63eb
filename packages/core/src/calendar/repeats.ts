import type { CalendarException, DayInMonth } from "./definition.ts";
import { civil, dayNumber, daysInMonth, parseDay, weekdayOf } from "./wall.ts";

/**
 * The day numbers of an exception that fall in `from` … `to` (inclusive). Weeks are counted from the Sunday on or before the
 * first day, months from its month: so Microsoft Project expands them (27 rules, 138 stored periods).
 */
export function daysOfException(exception: CalendarException, from: number, to: number): number[] {
  const [first, last] = [parseDay(exception.from), parseDay(exception.to)];
  if (first === null || last === null) return [];
  const end = Math.min(last, to);
  const days: number[] = [];
  let left = exception.repeats?.occurrences ?? Number.POSITIVE_INFINITY;
  for (const day of candidates(exception, first, end, from)) {
    if (day > end || left-- <= 0) break;
    if (day >= from) days.push(day);
  }
  return days;
}

function* candidates(exception: CalendarException, first: number, end: number, from: number): Generator<number> {
  const rule = exception.repeats;
  if (!rule) {
    for (let day = Math.max(first, from); day <= end; day++) yield day;
  } else if (rule.every === "day") {
    const step = Math.max(1, rule.interval);
    const passed = rule.occurrences === undefined ? Math.max(0, Math.ceil((from - first) / step)) : 0;
    for (let day = first + passed * step; day <= end; day += step) yield day;
  } else if (rule.every === "week") {
    const sunday = first - ((weekdayOf(first) + 1) % 7);
    for (let week = sunday; week <= end; week += 7 * Math.max(1, rule.interval)) {
      for (let day = Math.max(week, first); day < week + 7; day++) if (rule.weekdays.includes(weekdayOf(day))) yield day;
    }
  } else {
    const start = civil(first);
    const step = rule.every === "month" ? Math.max(1, rule.interval) : 12;
    let month = start.year * 12 + (rule.every === "month" ? start.month : rule.month) - 1;
    for (; dayNumber(Math.floor(month / 12), (month % 12) + 1, 1) <= end; month += step) {
      const day = dayInMonth(Math.floor(month / 12), (month % 12) + 1, rule.on);
      if (day >= first) yield day;
    }
  }
}

function dayInMonth(year: number, month: number, on: DayInMonth): number {
  const first = dayNumber(year, month, 1);
  const length = daysInMonth(year, month);
  if ("day" in on) return first + Math.min(Math.max(1, on.day), length) - 1;
  const fits: number[] = [];
  for (let day = first; day < first + length; day++) {
    const weekday = weekdayOf(day);
    if (on.of === "day" || on.of === weekday || (on.of === "workday" && weekday < 5) || (on.of === "weekend" && weekday >= 5))
      fits.push(day);
  }
  return (on.position >= 5 ? fits.at(-1) : fits[on.position - 1]) ?? first + length - 1;
}
