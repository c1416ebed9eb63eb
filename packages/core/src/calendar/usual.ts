import type { CalendarDefinition } from "./definition.ts";

/** What people mean by "a day" and "a week" of work on a calendar, in minutes: the commonest length of a working day, and the sum of the week. */
export type WorkUnits = { readonly minutesPerDay: number; readonly minutesPerWeek: number };

/** Of a week without working time: eight hours, five times. Of two lengths that are as common, the longer. */
export function workUnits(week: CalendarDefinition["week"]): WorkUnits {
  const lengths = week.map((shifts) => shifts.reduce((sum, shift) => sum + shift.to - shift.from, 0)).filter((length) => length > 0);
  const often = (length: number): number => lengths.filter((one) => one === length).length;
  const minutesPerDay = lengths.toSorted((a, b) => often(b) - often(a) || b - a)[0] ?? 480;
  return { minutesPerDay, minutesPerWeek: lengths.reduce((sum, length) => sum + length, 0) || 5 * minutesPerDay };
}
