import { compare } from "../compare.ts";
import { type FeelRange, type FeelValue, typeOf } from "../value.ts";
import type { FunctionTable } from "./function.ts";
import { dateTimeOf, isA } from "./dates.ts";
import { numberOf } from "./numbers.ts";

/** Allen's relations between points and ranges, as DMN 1.3 has them. */
export const ranges: FunctionTable = {
  before: two("point1 or range1", "point2 or range2", (a, b) => lies(a.high, b.low, !(a.highIncluded && b.lowIncluded))),
  after: two("point1 or range1", "point2 or range2", (a, b) => lies(b.high, a.low, !(b.highIncluded && a.lowIncluded))),
  meets: two("range1", "range2", (a, b) => a.highIncluded && b.lowIncluded && same(a.high, b.low)),
  "met by": two("range1", "range2", (a, b) => b.highIncluded && a.lowIncluded && same(b.high, a.low)),
  overlaps: two("range1", "range2", (a, b) =>
    and(lies(a.low, b.high, a.lowIncluded && b.highIncluded), lies(b.low, a.high, b.lowIncluded && a.highIncluded)),
  ),
  "overlaps before": two("range1", "range2", (a, b) =>
    and(
      or(lies(a.low, b.low, false), and(same(a.low, b.low), a.lowIncluded && !b.lowIncluded)),
      lies(b.low, a.high, b.lowIncluded && a.highIncluded),
      or(lies(a.high, b.high, false), and(same(a.high, b.high), !a.highIncluded || b.highIncluded)),
    ),
  ),
  "overlaps after": two("range1", "range2", (a, b) =>
    and(
      or(lies(b.low, a.low, false), and(same(a.low, b.low), b.lowIncluded && !a.lowIncluded)),
      lies(a.low, b.high, b.highIncluded && a.lowIncluded),
      or(lies(b.high, a.high, false), and(same(a.high, b.high), a.highIncluded || !b.highIncluded)),
    ),
  ),
  finishes: two("point or range1", "range or range2", (a, b) =>
    and(a.highIncluded === b.highIncluded, same(a.high, b.high), startsWithin(a, b)),
  ),
  "finished by": two("range or range1", "point or range2", (a, b) =>
    and(a.highIncluded === b.highIncluded, same(a.high, b.high), startsWithin(b, a)),
  ),
  includes: two("range or range1", "point or range2", (a, b) => and(startsWithin(b, a), endsWithin(b, a))),
  during: two("point or range1", "range or range2", (a, b) => and(startsWithin(a, b), endsWithin(a, b))),
  starts: two("point or range1", "range or range2", (a, b) => and(a.lowIncluded === b.lowIncluded, same(a.low, b.low), endsWithin(a, b))),
  "started by": two("range or range1", "point or range2", (a, b) =>
    and(a.lowIncluded === b.lowIncluded, same(a.low, b.low), endsWithin(b, a)),
  ),
  coincides: two("point1 or range1", "point2 or range2", (a, b) =>
    and(a.lowIncluded === b.lowIncluded, a.highIncluded === b.highIncluded, same(a.low, b.low), same(a.high, b.high)),
  ),
  range: { params: ["from"], apply: ([from]) => (typeof from === "string" ? rangeOf(from) : null) },
};

function two(first: string, second: string, relation: (a: FeelRange, b: FeelRange) => boolean | null): FunctionTable[string] {
  return {
    params: [first, second],
    apply: ([a = null, b = null]) => {
      const [left, right] = [asRange(a), asRange(b)];
      const needed = (name: string, value: FeelValue): boolean => name.startsWith("point") || isA(value, "range");
      return left === null || right === null || !needed(first, a) || !needed(second, b) ? null : relation(left, right);
    },
  };
}

/** A point is a range from itself to itself. */
function asRange(value: FeelValue): FeelRange | null {
  if (isA(value, "range")) return value;
  return value === null ? null : { type: "range", low: value, high: value, lowIncluded: true, highIncluded: true };
}

/** Whether a lies before b, or at the same place where that `counts`. */
function lies(a: FeelValue, b: FeelValue, counts: boolean): boolean | null {
  const order = compare(a, b);
  return order === null ? null : order < 0 || (counts && order === 0);
}

function same(a: FeelValue, b: FeelValue): boolean | null {
  const order = compare(a, b);
  return order === null ? null : order === 0;
}

function startsWithin(a: FeelRange, b: FeelRange): boolean | null {
  return lies(b.low, a.low, b.lowIncluded || !a.lowIncluded);
}

function endsWithin(a: FeelRange, b: FeelRange): boolean | null {
  return lies(a.high, b.high, b.highIncluded || !a.highIncluded);
}

function and(...answers: readonly (boolean | null)[]): boolean | null {
  return answers.includes(false) ? false : answers.includes(null) ? null : true;
}

function or(...answers: readonly (boolean | null)[]): boolean | null {
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

/** `range("[1..5)")`, with literals as bounds. */
function rangeOf(text: string): FeelRange | null {
  const [, opens = "", low = "", high = "", closes = ""] = /^\s*([[(\]])(.*?)\.\.(.*?)([\])[])\s*$/su.exec(text) ?? [];
  if (opens === "") return null;
  const [from, to] = [boundOf(low), boundOf(high)];
  if (from === undefined || to === undefined || (from === null && to === null)) return null;
  if (from !== null && to !== null && (compare(from, to) ?? 1) > 0) return null;
  if (from === null && opens === "[") return null;
  if (to === null && closes === "]") return null;
  const open = from === null ? "low" : to === null ? "high" : null;
  return { type: "range", low: from, high: to, lowIncluded: opens === "[", highIncluded: closes === "]", ...(open ? { open } : {}) };
}

function boundOf(text: string): FeelValue | undefined {
  const plain = text.trim();
  if (plain === "") return null;
  const quoted = /^"([^"\\]*)"$/u.exec(plain)?.[1];
  if (quoted !== undefined) return quoted;
  const dated = /^(?:@|(?:date|time|date and time|duration)\s*\(\s*)"([^"\\]*)"\s*\)?$/u.exec(plain)?.[1];
  const value = dated === undefined ? numberOf(plain) : dateTimeOf(dated);
  return value === null || typeOf(value) === "null" ? undefined : value;
}
