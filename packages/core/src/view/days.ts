import { civil, dayNumber, daysInMonth, formatDay, parseDay, weekdayOf } from "../calendar/index.ts";

/**
 * A day or span as a view names it: `today`, `today+3`, `week-1`, `month+2`, `friday` (the coming one; today is one),
 * or `2026-03-02`. Kept as it was said, so that "due this week" is another week next Monday.
 */
export type NamedSpan = string;

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export type SpanParts =
  | { readonly unit: "today" | "week" | "month"; readonly by: number }
  | { readonly weekday: number }
  | { readonly day: string };

export function spanParts(name: NamedSpan): SpanParts | null {
  const [, unit, by] = /^(today|week|month)([+-]\d{1,4})?$/.exec(name) ?? [];
  if (unit !== undefined) return { unit: unit as "today" | "week" | "month", by: Number(by ?? 0) };
  const weekday = weekdays.indexOf(name as (typeof weekdays)[number]);
  if (weekday >= 0) return { weekday };
  return /^\d{4}-\d{2}-\d{2}$/.test(name) && parseDay(name) !== null ? { day: name } : null;
}

export function spanName(unit: "today" | "week" | "month", by: number): NamedSpan {
  return by === 0 ? unit : `${unit}${by > 0 ? "+" : ""}${by}`;
}

/** The days it means today: from the first to the one after the last. Weeks begin on Monday. */
export function spanOf(name: NamedSpan, today: string): { readonly from: string; readonly to: string } | null {
  const parts = spanParts(name);
  const now = parseDay(today);
  if (parts === null || now === null) return null;
  if ("day" in parts) return span(parseDay(parts.day) ?? now, 1);
  if ("weekday" in parts) return span(now + ((parts.weekday - weekdayOf(now) + 7) % 7), 1);
  if (parts.unit === "today") return span(now + parts.by, 1);
  if (parts.unit === "week") return span(now - weekdayOf(now) + parts.by * 7, 7);
  const { year, month } = civil(now);
  const months = year * 12 + month - 1 + parts.by;
  const [inYear, inMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return span(dayNumber(inYear, inMonth, 1), daysInMonth(inYear, inMonth));
}

function span(first: number, days: number): { from: string; to: string } {
  return { from: formatDay(first), to: formatDay(first + days) };
}
