import { Temporal } from "temporal-polyfill";

/**
 * A value of FEEL. Plain data only: lists are arrays, contexts are Maps, so that no name can reach a prototype.
 * Durations are kept in their two kinds, as the standard has them.
 */
export type FeelValue =
  | null
  | boolean
  | number
  | string
  | readonly FeelValue[]
  | ReadonlyMap<string, FeelValue>
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDuration
  | FeelRange
  | FeelFunctionValue;

export type FeelDate = { readonly type: "date"; readonly date: Temporal.PlainDate };
/** `zone` null: local time. */
export type FeelTime = { readonly type: "time"; readonly time: Temporal.PlainTime; readonly zone: string | null };
export type FeelDateTime = {
  readonly type: "dateTime";
  readonly dateTime: Temporal.PlainDateTime;
  readonly zone: string | null;
};
export type FeelDuration = { readonly type: "months"; readonly months: number } | { readonly type: "seconds"; readonly seconds: number };
export type FeelRange = {
  readonly type: "range";
  readonly low: FeelValue;
  readonly high: FeelValue;
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
  /** The side that has no bound, as in `(> 5)`; without it a bound of null is an unknown one. */
  readonly open?: "low" | "high";
};
/** Lives only while an expression is evaluated. */
export type FeelFunctionValue = {
  readonly type: "function";
  readonly params: readonly string[];
  readonly call: (args: readonly FeelValue[]) => FeelValue;
};

export type FeelType =
  | "null"
  | "boolean"
  | "number"
  | "string"
  | "list"
  | "context"
  | "date"
  | "time"
  | "dateTime"
  | "months"
  | "seconds"
  | "range"
  | "function";

export function typeOf(value: FeelValue): FeelType {
  if (value === null) return "null";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return "number";
  if (typeof value === "string") return "string";
  if (isList(value)) return "list";
  if (value instanceof Map) return "context";
  return (value as Exclude<typeof value, ReadonlyMap<string, FeelValue>>).type;
}

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value);
}

/** The date of `YYYY-MM-DD`, or null if there is no such day. */
export function feelDate(text: string): FeelDate | null {
  if (!/^-?\d{4,9}-\d{2}-\d{2}$/.test(text)) return null;
  return attempt(() => ({ type: "date", date: Temporal.PlainDate.from(text, { overflow: "reject" }) }));
}

/** Temporal throws on what it cannot hold; a FEEL function answers null. */
export function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch (problem) {
    if (problem instanceof RangeError || problem instanceof TypeError) return null;
    throw problem;
  }
}
