import type { Row } from "./attributes.ts";

/** From and to, as days; the same day twice is a mark. Null: nothing says when. */
export type Span = { readonly from: string; readonly to: string };

/** When a row takes place: as its plan says; else a run from its start on, and a task on the day it is due. */
export function spanOf(row: Row, dayAt: (instant: string) => string, today: string): Span | null {
  const at = (instant: string | undefined) => (instant === undefined ? undefined : dayAt(instant));
  const [start, end] = [at(row.start), at(row.finish) ?? at(row.due)];
  if (row.kind === "run") {
    const from = at(row.created) ?? today;
    const to = at(row.closed) ?? end ?? today;
    return { from, to: to < from ? from : to };
  }
  if (start === undefined && end === undefined) return null;
  const from = start ?? (end as string);
  const to = end ?? (start as string);
  return to < from ? { from: to, to } : { from, to };
}

const day = 86_400_000;
const number = (text: string) => Date.parse(`${text}T00:00:00Z`) / day;

export function daysBetween(from: string, to: string): number {
  return number(to) - number(from);
}

/** What the picture reaches over: all spans and today, with some air, no further than anybody looks and at least so many days. */
export function reachOf(spans: readonly (Span | null)[], today: string, atLeast = 0): Span {
  const farthest = 1_500;
  let [from, to] = [number(today) - 14, number(today) + 45];
  for (const span of spans) {
    if (span === null) continue;
    from = Math.min(from, number(span.from) - 7);
    to = Math.max(to, number(span.to) + 14);
  }
  from = Math.max(from, number(today) - farthest);
  to = Math.max(Math.min(to, number(today) + farthest), from + atLeast - 1);
  return { from: text(from), to: text(to) };
}

export function text(days: number): string {
  return new Date(days * day).toISOString().slice(0, 10);
}

/** The first days of the months or, closer by, of the weeks between two days. */
export function ticksOf({ from, to }: Span, by: "week" | "month"): string[] {
  const ticks: string[] = [];
  for (let at = number(from); at <= number(to); at += 1) {
    const date = new Date(at * day);
    if (by === "month" ? date.getUTCDate() === 1 : date.getUTCDay() === 1) ticks.push(text(at));
  }
  return ticks;
}
