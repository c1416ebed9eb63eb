import { indexIn, isOneOf, type Token } from "./tokens.ts";
import type { QuickWords } from "./words.ts";

export type QuickUnit = "day" | "week" | "month" | "quarter" | "year";
export type QuickRule = { readonly every: number; readonly unit: QuickUnit; /** 1 = Monday. */ readonly weekdays?: number[] };

const units: readonly QuickUnit[] = ["day", "week", "month", "quarter", "year"];

/** "weekly", "every Monday", "every Mon and Thu", "every 2 weeks", "every weekday". */
export function readRule(tokens: readonly Token[], at: number, words: QuickWords): { count: number; rule: QuickRule } | null {
  const named = units.find((unit) => isOneOf(tokens[at], words.repeats[unit]));
  if (named !== undefined) return { count: 1, rule: { every: 1, unit: named } };
  if (!isOneOf(tokens[at], words.every)) return null;
  if (isOneOf(tokens[at + 1], words.workday)) return { count: 2, rule: { every: 1, unit: "week", weekdays: [1, 2, 3, 4, 5] } };
  const weekdays = readWeekdays(tokens, at + 1, words);
  if (weekdays !== null) return { count: weekdays.count + 1, rule: { every: 1, unit: "week", weekdays: weekdays.days } };
  const number = /^\d{1,3}$/.test(tokens[at + 1]?.lower ?? "") ? Number(tokens[at + 1]?.lower) : null;
  const unitAt = at + (number === null ? 1 : 2);
  const unit = units.find((one) => isOneOf(tokens[unitAt], words.units[one]));
  return unit === undefined || number === 0 ? null : { count: unitAt - at + 1, rule: { every: number ?? 1, unit } };
}

function readWeekdays(tokens: readonly Token[], from: number, words: QuickWords): { count: number; days: number[] } | null {
  const days = new Set<number>();
  let at = from;
  for (;;) {
    const day = indexIn(tokens[at], words.weekdays);
    if (day < 0) break;
    days.add(day + 1);
    at += 1;
    if (isOneOf(tokens[at], words.and) && indexIn(tokens[at + 1], words.weekdays) >= 0) at += 1;
  }
  return days.size === 0 ? null : { count: at - from, days: [...days].toSorted() };
}
