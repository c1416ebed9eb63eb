import type { Answer } from "../api/index.ts";

export type Calendar = Answer<"GET /calendars">["items"][number];
/** Seven days from Monday. */
export type Hours = Calendar["week"];
export type Shift = Hours[number][number];
export type Exception = Calendar["exceptions"][number];

/** `HH:MM` of minutes since midnight; the day's end is 24:00, which a time field shows as 00:00. */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Minutes since midnight; midnight as an end is the day's end. Null for what is no time. */
export function minutesOf(clock: string, end = false): number | null {
  const found = /^(\d{2}):(\d{2})$/.exec(clock);
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2]);
  return end && minutes === 0 ? 1_440 : minutes;
}

/** Hours that begin before they end, one after the other, with a break between: what the server takes. */
export function inOrder(shifts: readonly Shift[]): boolean {
  return shifts.every((shift, index) => shift.from < shift.to && (index === 0 || (shifts[index - 1] as Shift).to < shift.from));
}

export function weekMinutes(week: readonly (readonly Shift[])[]): number {
  return week.flat().reduce((sum, shift) => sum + shift.to - shift.from, 0);
}

/** Days that follow each other with the same hours, taken together: Monday to Thursday, Friday. 0 = Monday. */
export function spells(
  week: readonly (readonly Shift[])[],
): { readonly first: number; readonly last: number; readonly shifts: readonly Shift[] }[] {
  const found: { first: number; last: number; shifts: readonly Shift[] }[] = [];
  week.forEach((shifts, day) => {
    if (shifts.length === 0) return;
    const before = found.at(-1);
    if (before && before.last === day - 1 && same(before.shifts, shifts)) before.last = day;
    else found.push({ first: day, last: day, shifts });
  });
  return found;
}

function same(one: readonly Shift[], other: readonly Shift[]): boolean {
  return one.length === other.length && one.every((shift, index) => shift.from === other[index]?.from && shift.to === other[index]?.to);
}
