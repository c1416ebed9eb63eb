import type { When } from "../draft/index.ts";
import { asInstant } from "../json/index.ts";

/** How a column writes its days: only a column as a whole tells 03/04 of April from 3 April. */
export type DayOrder = "iso" | "dayFirst" | "monthFirst" | "unclear";

/** Project programs write the weekday before it. */
const slashed = /^(?:\p{L}{2,3}\.?,? )?(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:[ ,T].*)?$/u;
/** `Mar 14, 2026`, `Friday, March 14th 2025, 3:00:00 pm -04:00`. */
const monthThenDay = /^(?:\p{L}+, )?(\p{L}{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,].*)?$/u;

export function dayOrderOf(cells: readonly string[]): DayOrder {
  const pairs = cells.flatMap((cell) => {
    const match = slashed.exec(cell);
    return match === null ? [] : [{ first: Number(match[1]), second: Number(match[2]), dotted: /\d\.\d/.test(cell) }];
  });
  if (pairs.length === 0) return "iso";
  if (pairs.some((pair) => pair.first > 12) || pairs.every((pair) => pair.dotted)) return "dayFirst";
  return pairs.some((pair) => pair.second > 12) ? "monthFirst" : "unclear";
}

/** Null for what is no date, or not surely one. A date without a time is a day. */
export function readWhen(cell: string, order: DayOrder): When | null {
  const day = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(cell);
  if (day !== null) return realDay(Number(day[1]), Number(day[2]), Number(day[3]));
  if (/^\d{13}$/.test(cell)) return new Date(Number(cell)).toISOString(); // milliseconds since 1970
  const [, before, named = "", after, written = ""] =
    /^(\d{1,2})\.?[/ -](\p{L}{3,})\.?[/ -]()(\d{4}|\d{2})(?:[ ,].*)?$/u.exec(cell) ?? (monthThenDay.exec(cell) ?? []).toSpliced(1, 0, "");
  const month = named === "" ? -1 : months.findIndex((begin) => begin.test(named.toLowerCase()));
  if (month >= 0) return realDay(fullYear(written), month + 1, Number(before || after));
  const match = slashed.exec(cell);
  if (match === null) return asInstant(cell) ?? dayOfLocal(cell);
  if (order === "unclear" || order === "iso") return null;
  const [first, second, year] = [Number(match[1]), Number(match[2]), fullYear(match[3] ?? "")];
  return order === "dayFirst" ? realDay(year, second, first) : realDay(year, first, second);
}

function fullYear(written: string): number {
  return Number(written) + (written.length === 2 ? 2000 : 0);
}

/** `2026-03-02 14:30` says no zone: its day is all that is sure. */
function dayOfLocal(cell: string): When | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?$/i.exec(cell);
  return match === null ? null : realDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** How months begin in English, German, French and Spanish. */
const months = [
  /^(?:jan|ene)/,
  /^(?:feb|fev|fév)/,
  /^(?:mar|mär|mrz)/,
  /^(?:apr|avr|abr)/,
  /^(?:may|mai)/,
  /^(?:jun|juin)/,
  /^(?:jul|juil)/,
  /^(?:aug|aoû|ago)/,
  /^sep/,
  /^(?:oct|okt)/,
  /^nov/,
  /^(?:dec|dez|déc|dic)/,
];

function realDay(year: number, month: number, day: number): When | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2400 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}
