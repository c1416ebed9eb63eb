import { Temporal } from "temporal-polyfill";
import type { Budget } from "./budget.ts";
import { comparable, isA } from "./functions/dates.ts";
import { isList, type FeelValue, typeOf } from "./value.ts";

/** Whether two values are equal; null when they are of different kinds and so cannot be told. */
export function equal(a: FeelValue, b: FeelValue, budget: Budget): boolean | null {
  budget.spend();
  if (a === null || b === null) return a === b;
  if (typeOf(a) !== typeOf(b)) return null;
  if (typeof a !== "object") return a === b;
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null, budget) === true);
  if (a instanceof Map && b instanceof Map)
    return (
      a.size === b.size && [...a].every(([key, item]) => b.has(key) && equal(item, b.get(key) ?? null, budget) === true)
    );
  if (isA(a, "range") && isA(b, "range")) {
    return (
      a.lowIncluded === b.lowIncluded &&
      a.highIncluded === b.highIncluded &&
      equal(a.low, b.low, budget) === true &&
      equal(a.high, b.high, budget) === true
    );
  }
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

/** Whether a value lies in a range; a bound of null is open. */
export function within(
  value: FeelValue,
  low: FeelValue,
  high: FeelValue,
  lowIncluded: boolean,
  highIncluded: boolean,
): boolean | null {
  const above = compare(value, low);
  const below = compare(value, high);
  if (above === null || below === null) return null;
  return (lowIncluded ? above >= 0 : above > 0) && (highIncluded ? below <= 0 : below < 0);
}
