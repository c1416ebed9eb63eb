import { Temporal } from "temporal-polyfill";
import type { Budget } from "./budget.ts";
import { comparable, isA } from "./functions/dates.ts";
import { type FeelRange, isList, type FeelValue, typeOf } from "./value.ts";

/** Whether two values are equal; null when they are of different kinds and so cannot be told. */
export function equal(a: FeelValue, b: FeelValue, budget: Budget): boolean | null {
  budget.spend();
  if (a === null || b === null) return a === b;
  if (typeOf(a) !== typeOf(b)) return null;
  if (typeof a !== "object") return a === b;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null, budget) === true);
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, item]) => b.has(key) && equal(item, b.get(key) ?? null, budget) === true);
  if (isA(a, "range") && isA(b, "range")) {
    return (
      a.lowIncluded === b.lowIncluded &&
      a.highIncluded === b.highIncluded &&
      a.open === b.open &&
      equal(a.low, b.low, budget) === true &&
      equal(a.high, b.high, budget) === true
    );
  }
  if (isA(a, "function")) return a === b;
  const order = compare(a, b);
  return order === null ? null : order === 0;
}

/** Negative, zero or positive; null when the two have no order. */
export function compare(a: FeelValue, b: FeelValue): number | null {
  if (typeof a === "number" && typeof b === "number") return a - b;
  // By code unit, not by locale: the same answer everywhere.
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (isA(a, "date") && isA(b, "date")) return Temporal.PlainDate.compare(a.date, b.date);
  if (isA(a, "months") && isA(b, "months")) return a.months - b.months;
  if (isA(a, "seconds") && isA(b, "seconds")) return a.seconds - b.seconds;
  if ((isA(a, "time") && isA(b, "time")) || (isA(a, "dateTime") && isA(b, "dateTime"))) {
    const [left, right] = [comparable(a), comparable(b)];
    return left === null || right === null ? null : left - right;
  }
  return null;
}

/** Whether a value lies in a range; null where that can't be told. */
export function within(value: FeelValue, range: FeelRange): boolean | null {
  const above = range.open === "low" ? 1 : compare(value, range.low);
  const below = range.open === "high" ? -1 : compare(value, range.high);
  if (above === null || below === null || value === null) return null;
  return (range.lowIncluded ? above >= 0 : above > 0) && (range.highIncluded ? below <= 0 : below < 0);
}
