import type { Budget } from "./budget.ts";
import { comparable, isA } from "./functions/dates.ts";
import { finite, tidy } from "./functions/numbers.ts";
import { attempt, type FeelDuration, type FeelValue, typeOf } from "./value.ts";

export type Operator = "+" | "-" | "*" | "/" | "**";

/** Two values put together; null with a note where they do not fit. */
export function calculate(operator: Operator, a: FeelValue, b: FeelValue, budget: Budget): FeelValue {
  if (a === null || b === null)
    return budget.note("expression.nullOperand", `it calculates (${operator}) with something that has no value.`);
  const result =
    typeof a === "number" && typeof b === "number"
      ? ofNumbers(operator, a, b, budget)
      : typeof a === "string" && typeof b === "string" && operator === "+"
        ? joined(a, b, budget)
        : ofTimes(operator, a, b, budget);
  return result === undefined
    ? budget.note(
        "expression.typeMismatch",
        `a ${words.get(typeOf(a)) ?? typeOf(a)} and a ${words.get(typeOf(b)) ?? typeOf(b)} cannot be put together with ${operator}.`,
      )
    : result;
}

/** The other way round: -5, -P1D. */
export function negate(value: FeelValue, budget: Budget): FeelValue {
  if (typeof value === "number") return -value;
  if (isA(value, "months") || isA(value, "seconds")) return scaled(value, -1);
  return budget.note("expression.typeMismatch", "only numbers and durations can be negative.");
}

/** What people call the types. */
export const words: ReadonlyMap<string, string> = new Map([
  ["boolean", "yes/no"],
  ["string", "text"],
  ["dateTime", "date and time"],
  ["months", "duration"],
  ["seconds", "duration"],
]);

function ofNumbers(operator: Operator, a: number, b: number, budget: Budget): FeelValue {
  if (operator === "/" && b === 0) return budget.note("expression.divisionByZero", "it divides by zero.");
  const result = operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : operator === "/" ? a / b : a ** b;
  return finite(tidy(result)) ?? budget.note("expression.notANumber", "the result is too large, or not a number.");
}

function joined(a: string, b: string, budget: Budget): string {
  budget.room(a.length + b.length);
  return a + b;
}

/** Undefined: the two have nothing to do with each other. */
function ofTimes(operator: Operator, a: FeelValue, b: FeelValue, budget: Budget): FeelValue | undefined {
  if (isDuration(a) && isDuration(b)) return ofDurations(operator, a, b, budget);
  if (isDuration(a) && typeof b === "number" && (operator === "*" || operator === "/")) {
    return b === 0 && operator === "/"
      ? budget.note("expression.divisionByZero", "it divides by zero.")
      : scaled(a, operator === "*" ? b : 1 / b);
  }
  if (typeof a === "number" && isDuration(b) && operator === "*") return scaled(b, a);
  if (operator === "+" && isDuration(a)) return moved(b, a, 1);
  if ((operator === "+" || operator === "-") && isDuration(b)) return moved(a, b, operator === "+" ? 1 : -1);
  return operator === "-" ? difference(a, b) : undefined;
}

function ofDurations(operator: Operator, a: FeelDuration, b: FeelDuration, budget: Budget): FeelValue | undefined {
  const sign = operator === "+" ? 1 : operator === "-" ? -1 : 0;
  if (a.type === "months" && b.type === "months") {
    if (sign !== 0) return { type: "months", months: a.months + sign * b.months };
    if (operator === "/") return b.months === 0 ? budget.note("expression.divisionByZero", "it divides by zero.") : a.months / b.months;
  }
  if (a.type === "seconds" && b.type === "seconds") {
    if (sign !== 0) return { type: "seconds", seconds: a.seconds + sign * b.seconds };
    if (operator === "/") return b.seconds === 0 ? budget.note("expression.divisionByZero", "it divides by zero.") : a.seconds / b.seconds;
  }
  return undefined;
}

function moved(value: FeelValue, by: FeelDuration, sign: number): FeelValue | undefined {
  const duration = by.type === "months" ? { months: sign * by.months } : { milliseconds: sign * Math.round(by.seconds * 1_000) };
  if (isA(value, "date")) {
    // As the standard has it: moved as midnight, and the day it falls on is the result.
    return attempt(() => ({ type: "date" as const, date: value.date.toPlainDateTime().add(duration).toPlainDate() }));
  }
  if (isA(value, "time") && by.type === "seconds")
    return attempt(() => ({ type: "time" as const, time: value.time.add(duration), zone: value.zone }));
  if (!isA(value, "dateTime")) return undefined;
  const { dateTime, zone } = value;
  return attempt(() => ({
    type: "dateTime" as const,
    dateTime: zone === null ? dateTime.add(duration) : dateTime.toZonedDateTime(zone).add(duration).toPlainDateTime(),
    zone,
  }));
}

function difference(a: FeelValue, b: FeelValue): FeelValue | undefined {
  const [left, right] = [moment(a), moment(b)];
  if (left === null || right === null || isA(a, "time") !== isA(b, "time")) return undefined;
  // A local time is no number of seconds away from one in a zone.
  if (isA(a, "dateTime") && isA(b, "dateTime") && (a.zone === null) !== (b.zone === null)) return undefined;
  return { type: "seconds", seconds: (left - right) / 1_000 };
}

function moment(value: FeelValue): number | null {
  if (isA(value, "date")) return value.date.toZonedDateTime("UTC").epochMilliseconds;
  return isA(value, "time") || isA(value, "dateTime") ? comparable(value) : null;
}

function scaled(duration: FeelDuration, by: number): FeelDuration | null {
  const amount = (duration.type === "months" ? Math.trunc(duration.months * by) : duration.seconds * by) || 0;
  if (!Number.isFinite(amount)) return null;
  return duration.type === "months" ? { type: "months", months: amount } : { type: "seconds", seconds: amount };
}

function isDuration(value: FeelValue): value is FeelDuration {
  return isA(value, "months") || isA(value, "seconds");
}
