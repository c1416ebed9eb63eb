import { civil, dayNumber, weekdayOf } from "@rondo/core/calendar";
import { minuteOf, type Row } from "./model.ts";

/** A task in a week: on which of its days (0 = Monday), in which line, and whether it began before or goes on after. */
export type Piece = {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  readonly lane: number;
  readonly begins: boolean;
  readonly ends: boolean;
};
export type Week = { readonly monday: number; readonly pieces: readonly Piece[]; readonly lanes: number };

/** The weeks that a month touches, with what of a plan falls in them; each task keeps one line in a week, and none lies over another. */
export function weeksOf(rows: readonly Row[], year: number, month: number): Week[] {
  const first = dayNumber(year, month, 1);
  const last = dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1;
  const spans = rows.flatMap((row) => {
    if (!row.entry || row.entry.summary) return [];
    const [start, finish] = [minuteOf(row.entry.start), minuteOf(row.entry.finish)];
    // What ends at midnight was the day before.
    return [{ row, from: Math.floor(start / 1440), to: Math.max(Math.floor(start / 1440), Math.ceil(finish / 1440) - 1) }];
  });
  const weeks: Week[] = [];
  for (let monday = first - weekdayOf(first); monday <= last; monday += 7) {
    const free: number[] = []; // by line: the first day that nothing lies on
    const pieces = spans
      .filter((span) => span.from <= monday + 6 && span.to >= monday)
      .toSorted((a, b) => a.from - b.from || b.to - a.to)
      .map(({ row, from, to }): Piece => {
        const [begin, end] = [Math.max(0, from - monday), Math.min(6, to - monday)];
        const known = free.findIndex((day) => day <= begin);
        const lane = known < 0 ? free.length : known;
        free[lane] = end + 1;
        return { row, from: begin, to: end, lane, begins: from >= monday, ends: to <= monday + 6 };
      });
    weeks.push({ monday, pieces, lanes: free.length });
  }
  return weeks;
}

/** "2026-08" as year and month; what is none, or is left out, is the month of `now`. */
export function monthOf(text: string | undefined, now: string): { readonly year: number; readonly month: number } {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text ?? "") ?? /^(\d{4})-(\d{2})/.exec(now);
  return { year: Number(found?.[1] ?? 2026), month: Number(found?.[2] ?? 1) };
}

export function monthText({ year, month }: { readonly year: number; readonly month: number }, by = 0): string {
  const at = civil(dayNumber(year + Math.floor((month - 1 + by) / 12), ((((month - 1 + by) % 12) + 12) % 12) + 1, 1));
  return `${String(at.year).padStart(4, "0")}-${String(at.month).padStart(2, "0")}`;
}
