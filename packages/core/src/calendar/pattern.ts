import type { Shift } from "./definition.ts";

/**
 * One kind of day as two tables. `workBefore[m]` = working minutes before minute m of the day (0 to 1440);
 * `minuteOf[w]` = the minute of the day in which the w-th working minute (from 0) begins.
 */
export type DayPattern = {
  readonly work: number;
  readonly workBefore: Int16Array;
  readonly minuteOf: Int16Array;
  readonly shifts: readonly Shift[];
};

/** Builds each distinct kind of day once; two calendars of one plan share nothing but this is small: at most 6 kB a pattern. */
export function patternOf(shifts: readonly Shift[]): DayPattern {
  const working = new Uint8Array(1440);
  for (const shift of shifts) working.fill(1, Math.max(0, shift.from), Math.min(1440, Math.max(shift.from, shift.to)));
  const workBefore = new Int16Array(1441);
  for (let minute = 0; minute < 1440; minute++) workBefore[minute + 1] = workBefore[minute]! + working[minute]!;
  const work = workBefore[1440]!;
  const minuteOf = new Int16Array(work);
  for (let minute = 0; minute < 1440; minute++) if (working[minute]) minuteOf[workBefore[minute]!] = minute;
  return { work, workBefore, minuteOf, shifts: spans(working) };
}

/** Minutes that both days work. */
export function overlap(a: readonly Shift[], b: readonly Shift[]): Shift[] {
  return a.flatMap((x) =>
    b.map((y) => ({ from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) })).filter((shift) => shift.from < shift.to),
  );
}

function spans(working: Uint8Array): Shift[] {
  const shifts: Shift[] = [];
  for (let minute = 0; minute < 1440; minute++) {
    if (!working[minute]) continue;
    const from = minute;
    while (minute < 1440 && working[minute]) minute++;
    shifts.push({ from, to: minute });
  }
  return shifts;
}
