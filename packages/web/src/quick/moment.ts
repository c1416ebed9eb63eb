import { addDays, nextWeekday, weekdayOf } from "../task/index.ts";
import { indexIn, isOneOf, type Token } from "./tokens.ts";
import type { QuickWords } from "./words.ts";

/** "Fri", "on Friday", "next Tuesday", "tomorrow", "in 3 days", "next week", "5 May", "May 5", "5.5.", "2027-05-05". */
export function readDay(tokens: readonly Token[], at: number, words: QuickWords, today: string): { count: number; day: string } | null {
  if (isOneOf(tokens[at], words.on)) {
    const day = readDay(tokens, at + 1, words, today);
    return day === null ? null : { count: day.count + 1, day: day.day };
  }
  const token = tokens[at];
  if (token === undefined || token.quoted) return null;
  if (isOneOf(token, words.today)) return { count: 1, day: today };
  if (isOneOf(token, words.tomorrow)) return { count: 1, day: addDays(today, 1) };
  if (isOneOf(token, words.dayAfterTomorrow)) return { count: 1, day: addDays(today, 2) };
  const weekday = indexIn(token, words.weekdays);
  // Today's own weekday is the next one: whoever means today says so.
  if (weekday >= 0) return { count: 1, day: nextWeekday(today, weekday + 1) };
  if (isOneOf(token, words.next)) return readNext(tokens, at + 1, words, today);
  if (isOneOf(token, words.in)) return readIn(tokens, at + 1, words, today);
  return readDate(tokens, at, words, today);
}

function readNext(tokens: readonly Token[], at: number, words: QuickWords, today: string): { count: number; day: string } | null {
  const monday = nextWeekday(today, 1);
  const weekday = indexIn(tokens[at], words.weekdays);
  if (weekday >= 0) return { count: 2, day: addDays(monday, weekday) };
  if (isOneOf(tokens[at], words.units.week)) return { count: 2, day: monday };
  if (isOneOf(tokens[at], words.units.month)) return { count: 2, day: `${addMonths(today, 1).slice(0, 7)}-01` };
  return null;
}

function readIn(tokens: readonly Token[], at: number, words: QuickWords, today: string): { count: number; day: string } | null {
  const number = /^\d{1,3}$/.test(tokens[at]?.lower ?? "") ? Number(tokens[at]?.lower) : null;
  if (number === null) return null;
  const { day, week, month, year } = words.units;
  const unit = tokens[at + 1];
  if (isOneOf(unit, day)) return { count: 3, day: addDays(today, number) };
  if (isOneOf(unit, week)) return { count: 3, day: addDays(today, number * 7) };
  if (isOneOf(unit, month)) return { count: 3, day: addMonths(today, number) };
  if (isOneOf(unit, year)) return { count: 3, day: addMonths(today, number * 12) };
  return null;
}

function readDate(tokens: readonly Token[], at: number, words: QuickWords, today: string): { count: number; day: string } | null {
  const text = tokens[at]?.lower ?? "";
  const whole = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (whole) return dated(Number(whole[1]), Number(whole[2]), Number(whole[3]), 1);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(text);
  if (dotted)
    return dotted[3] === undefined
      ? coming(Number(dotted[2]), Number(dotted[1]), today, 1)
      : dated(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]), 1);
  const numberOf = (token: Token | undefined) =>
    /^\d{1,2}(?:\.|st|nd|rd|th)?$/.test(token?.lower ?? "") ? Number.parseInt(token?.lower ?? "", 10) : null;
  const yearOf = (token: Token | undefined) => (/^20\d{2}$/.test(token?.lower ?? "") ? Number(token?.lower) : null);
  // "5 May" and "May 5", each with a year behind it if one likes.
  for (const [dayAt, monthAt] of [
    [at, at + 1],
    [at + 1, at],
  ] as const) {
    const number = numberOf(tokens[dayAt]);
    const month = indexIn(tokens[monthAt], words.months);
    if (number === null || month < 0) continue;
    const year = yearOf(tokens[at + 2]);
    return year === null ? coming(month + 1, number, today, 2) : dated(year, month + 1, number, 3);
  }
  return null;
}

/** This year's, or next year's where it has gone by. */
function coming(month: number, day: number, today: string, count: number): { count: number; day: string } | null {
  const year = Number(today.slice(0, 4));
  const here = dated(year, month, day, count);
  return here !== null && here.day >= today ? here : (dated(year + 1, month, day, count) ?? here);
}

function dated(year: number, month: number, day: number, count: number): { count: number; day: string } | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { count, day: date.toISOString().slice(0, 10) } : null;
}

/** The same day of a later month, or its last where it has none. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** "3pm", "3:30 pm", "15:00", "at 15", "noon", "15 Uhr". */
export function readTime(tokens: readonly Token[], at: number, words: QuickWords): { count: number; time: string } | null {
  if (isOneOf(tokens[at], words.at)) {
    const bare = /^\d{1,2}$/.test(tokens[at + 1]?.lower ?? "") ? clock(Number(tokens[at + 1]?.lower), 0) : null;
    const time = readTime(tokens, at + 1, words) ?? (bare === null ? null : { count: 1, time: bare });
    return time === null ? null : { count: time.count + 1, time: time.time };
  }
  if (isOneOf(tokens[at], words.noon)) return { count: 1, time: "12:00" };
  const text = tokens[at]?.lower ?? "";
  const half =
    /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)$/.exec(text) ?? /^(\d{1,2})(?:[:.](\d{2}))? (am|pm)$/.exec(`${text} ${tokens[at + 1]?.lower ?? ""}`);
  if (half) {
    const hour = Number(half[1]);
    const time = hour >= 1 && hour <= 12 ? clock((hour % 12) + (half[3] === "pm" ? 12 : 0), Number(half[2] ?? 0)) : null;
    return time === null ? null : { count: half[0].includes(" ") ? 2 : 1, time };
  }
  const full = /^(\d{1,2}):(\d{2})$/.exec(text);
  const time = full
    ? clock(Number(full[1]), Number(full[2]))
    : isOneOf(tokens[at + 1], words.clock) && /^\d{1,2}$/.test(text)
      ? clock(Number(text), 0)
      : null;
  return time === null ? null : { count: isOneOf(tokens[at + 1], words.clock) ? 2 : 1, time };
}

function clock(hour: number, minute: number): string | null {
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : null;
}

/** The first day of a rule: the day that was said, else the coming weekday that it names, else today. */
export function startOf(day: string | null, weekdays: readonly number[] | undefined, today: string): string {
  if (day !== null) return day;
  if (weekdays === undefined || weekdays.includes(weekdayOf(today))) return today;
  return weekdays.map((one) => nextWeekday(today, one)).toSorted()[0] ?? today;
}
