import { type Finding, type Words, words } from "../kernel/index.ts";

export type CadenceUnit = "day" | "week" | "month" | "quarter" | "year";

/**
 * When something recurs: every n days, weeks, months, quarters or years from the start on. Which day of a month it is
 * comes from the first of `workingDay`, `nth`, `dayOfMonth` that is given, else from the start date.
 */
export type CadenceRule = {
  readonly every: number;
  readonly unit: CadenceUnit;
  /** Of a week; 1 = Monday. Without them, the weekday of the start. */
  readonly weekdays?: readonly number[] | undefined;
  /** 1 to 31; in a shorter month its last day. */
  readonly dayOfMonth?: number | undefined;
  /** The nth weekday of the month; -1 = last. A month without a fifth one has no occurrence. */
  readonly nth?: { readonly position: number; readonly weekday: number } | undefined;
  /** The nth working day of the month; negative counts from its end. A month with fewer has no occurrence. */
  readonly workingDay?: number | undefined;
  /** Of a year: 1 to 12; of a quarter: 1 to 3. Without it, the month of the start. */
  readonly month?: number | undefined;
  /** Wall-clock `HH:MM` in the cadence's zone. */
  readonly time: string;
  /** What becomes of an occurrence on a day off. */
  readonly holidays: "keep" | "before" | "after" | "skip";
};

/** Of a day that the rule names: left out (null), or moved; a day that it does not name any more is without effect. */
export type CadenceException = { readonly day: string; readonly to: { readonly date: string; readonly time: string } | null };

/** A rule with its bounds. Dates are `YYYY-MM-DD`. */
export type Cadence = {
  readonly rule: CadenceRule;
  readonly start: string;
  /** The last day the rule may name, itself included. */
  readonly until?: string | null | undefined;
  /** How many days the rule names in all, exceptions and skipped ones included. */
  readonly count?: number | null | undefined;
  readonly exceptions?: readonly CadenceException[] | undefined;
};

/** One due moment. `day` is the day the rule names, `date` the one it falls on after a shift; `at` epoch milliseconds. */
export type Occurrence = { readonly at: number; readonly day: string; readonly date: string };

/** Why a cadence makes no sense, as findings with the part as subject; none if it does. */
export function validateCadence({ rule, start, until, count, exceptions = [] }: Cadence): Finding[] {
  const findings: Finding[] = [];
  const check = (part: string, ok: boolean, text: Words): void => {
    if (!ok) findings.push({ code: "cadence.invalid", severity: "error", ...text, subject: part });
  };
  check("every", isWhole(rule.every, 1, 1_000), words`Every how many must be a whole number from 1 to 1,000.`);
  check("time", isTime(rule.time), words`The time of day must be like 09:30.`);
  check(
    "weekdays",
    (rule.weekdays ?? []).every((day) => isWhole(day, 1, 7)),
    words`Weekdays go from 1 (Monday) to 7.`,
  );
  check("dayOfMonth", rule.dayOfMonth === undefined || isWhole(rule.dayOfMonth, 1, 31), words`The day of the month goes from 1 to 31.`);
  check(
    "nth",
    rule.nth === undefined || (isWhole(rule.nth.position, -5, 5) && rule.nth.position !== 0 && isWhole(rule.nth.weekday, 1, 7)),
    words`Which weekday of the month goes from first to fifth, or from the last backwards.`,
  );
  check(
    "workingDay",
    rule.workingDay === undefined || (isWhole(rule.workingDay, -31, 31) && rule.workingDay !== 0),
    words`Which working day of the month goes from 1 to 31, or from -1 backwards.`,
  );
  check("month", rule.month === undefined || isWhole(rule.month, 1, rule.unit === "quarter" ? 3 : 12), words`The month does not exist.`);
  check("start", isDay(start), words`The start must be a date.`);
  check(
    "until",
    until === undefined || until === null || (isDay(until) && until >= start),
    words`The end must be a date on or after the start.`,
  );
  check("count", count === undefined || count === null || isWhole(count, 1, 100_000), words`How often goes from 1 to 100,000.`);
  check(
    "exceptions",
    exceptions.every(({ day, to }) => isDay(day) && (to === null || (isDay(to.date) && isTime(to.time)))),
    words`An exception must name a date, and another date and time where it is moved.`,
  );
  return findings;
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function isWhole(n: number, low: number, high: number): boolean {
  return Number.isInteger(n) && n >= low && n <= high;
}

function isDay(text: string): boolean {
  return /^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
}
