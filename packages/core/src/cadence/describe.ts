import { Temporal } from "temporal-polyfill";
import type { CadenceRule, CadenceUnit } from "./rule.ts";

/** What a rule says, in parts that a screen can put into a sentence of any language; `start` fills in what it leaves open. */
export type RuleParts = {
  readonly every: number;
  readonly unit: CadenceUnit;
  readonly on:
    | { readonly kind: "everyDay" }
    | { readonly kind: "weekdays"; readonly weekdays: readonly number[] }
    | { readonly kind: "dayOfMonth"; readonly day: number }
    | { readonly kind: "nthWeekday"; readonly position: number; readonly weekday: number }
    | { readonly kind: "workingDay"; readonly position: number };
  /** Of the year (1 to 12) or of the quarter (1 to 3); null where every month is meant. */
  readonly month: number | null;
  readonly time: string;
  readonly holidays: CadenceRule["holidays"];
};

export function describeRule(rule: CadenceRule, start: string): RuleParts {
  const [, month = 1, day = 1] = start.split("-").map(Number);
  const ofMonth = rule.unit === "year" ? (rule.month ?? month) : rule.unit === "quarter" ? (rule.month ?? ((month - 1) % 3) + 1) : null;
  return {
    every: rule.every,
    unit: rule.unit,
    on: dayOf(rule, start, day),
    month: ofMonth,
    time: rule.time,
    holidays: rule.holidays,
  };
}

function dayOf(rule: CadenceRule, start: string, day: number): RuleParts["on"] {
  if (rule.unit === "day") return { kind: "everyDay" };
  if (rule.unit === "week") {
    const weekdays =
      rule.weekdays === undefined || rule.weekdays.length === 0
        ? [Temporal.PlainDate.from(start).dayOfWeek]
        : [...new Set(rule.weekdays)].toSorted((a, b) => a - b);
    return { kind: "weekdays", weekdays };
  }
  if (rule.workingDay !== undefined) return { kind: "workingDay", position: rule.workingDay };
  if (rule.nth !== undefined) return { kind: "nthWeekday", ...rule.nth };
  return { kind: "dayOfMonth", day: rule.dayOfMonth ?? day };
}

/** The rule with all said that its start says: it names the same days from any day on that it names. */
export function pinned(rule: CadenceRule, start: string): CadenceRule {
  const { on, month } = describeRule(rule, start);
  return {
    ...rule,
    ...(on.kind === "weekdays" && { weekdays: on.weekdays }),
    ...(on.kind === "dayOfMonth" && { dayOfMonth: on.day }),
    ...(month !== null && { month }),
  };
}
