import { type Finding, words } from "../kernel/index.ts";
import { parseDay } from "./wall.ts";

/** Working minutes of a day, `from` inclusive, `to` exclusive, both since midnight (0 to 1440). A night shift is two shifts on two days. */
export type Shift = { readonly from: number; readonly to: number };

/** How an exception comes again inside its `from` … `to`; without it every day of the range is one. Months 1 to 12, weekdays 0 Monday to 6 Sunday. */
export type Repeats =
  | { readonly every: "day"; readonly interval: number; readonly occurrences?: number | undefined }
  | {
      readonly every: "week";
      readonly interval: number;
      readonly weekdays: readonly number[];
      readonly occurrences?: number | undefined;
    }
  | { readonly every: "month"; readonly interval: number; readonly on: DayInMonth; readonly occurrences?: number | undefined }
  | { readonly every: "year"; readonly month: number; readonly on: DayInMonth; readonly occurrences?: number | undefined };

/** A day number (29 to 31 mean the last day in shorter months), or the first … fourth (1 to 4) or last (5) of a kind of day. */
export type DayInMonth = { readonly day: number } | { readonly position: number; readonly of: number | "day" | "workday" | "weekend" };

/** Days that differ from the week: `from` to `to` (both `YYYY-MM-DD`, inclusive), with these shifts; none = off. */
export type CalendarException = {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly shifts: readonly Shift[];
  readonly repeats?: Repeats | undefined;
};

/** Working time as people write it down: seven days from Monday, and the days that differ. A later exception wins over an earlier one; a single one over those that repeat, of which daily ones win over yearly, monthly and weekly ones. */
export type CalendarDefinition = {
  readonly week: readonly (readonly Shift[])[];
  readonly exceptions: readonly CalendarException[];
};

const officeDay: readonly Shift[] = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
];

/** Monday to Friday, 8 to 12 and 13 to 17. */
export const standardCalendar: CalendarDefinition = {
  week: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []],
  exceptions: [],
};

/** Every minute of every day: elapsed time. */
export const roundTheClock: CalendarDefinition = {
  week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
  exceptions: [],
};

/**
 * What is wrong with a calendar: `calendar.no_work` (error: no working time at all), `calendar.week_off` (warning: only
 * exceptions work), `calendar.shifts` (error: shifts that overlap, run backwards or leave the day), `calendar.exception`
 * (error: an exception without a valid range).
 */
export function checkCalendar(definition: CalendarDefinition, subject = "calendar"): Finding[] {
  const findings: Finding[] = [];
  const days = [...definition.week, ...definition.exceptions.map((exception) => exception.shifts)];
  if (definition.week.length !== 7 || days.some((shifts) => !inOrder(shifts))) {
    findings.push({
      code: "calendar.shifts",
      severity: "error",
      subject,
      ...words`A working day needs shifts in order, inside one day, that do not overlap.`,
    });
  }
  for (const exception of definition.exceptions) {
    const [from, to] = [parseDay(exception.from), parseDay(exception.to)];
    if (from !== null && to !== null && from <= to) continue;
    findings.push({
      code: "calendar.exception",
      severity: "error",
      subject,
      ...words`The exception “${exception.name}” needs a first day and a last day, in this order.`,
      params: { name: exception.name },
    });
  }
  const works = (shifts: readonly Shift[]): boolean => shifts.some((shift) => shift.to > shift.from);
  if (!definition.week.some(works)) {
    findings.push(
      definition.exceptions.some((exception) => works(exception.shifts))
        ? {
            code: "calendar.week_off",
            severity: "warning",
            subject,
            ...words`No weekday works, only exceptions do; time outside them counts around the clock.`,
          }
        : {
            code: "calendar.no_work",
            severity: "error",
            subject,
            ...words`This calendar has no working time; give at least one weekday working hours. Until then it counts around the clock.`,
          },
    );
  }
  return findings;
}

function inOrder(shifts: readonly Shift[]): boolean {
  let end = 0;
  for (const shift of shifts) {
    if (!Number.isInteger(shift.from) || !Number.isInteger(shift.to) || shift.from < end || shift.to <= shift.from || shift.to > 1440)
      return false;
    end = shift.to;
  }
  return true;
}
