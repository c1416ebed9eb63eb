import type { AnswerOf, operations } from "@rondo/contract";
import type { CalendarRow } from "./store.ts";

export type CalendarShown = AnswerOf<typeof operations.createCalendar>;

export function presentCalendar(row: CalendarRow): CalendarShown {
  return {
    id: row.calendar_id,
    name: row.name,
    week: row.week.map((day) => day.map(({ from, to }) => ({ from, to }))),
    exceptions: row.exceptions.map(({ from, to, name, shifts, repeats }) => ({
      from,
      to,
      name,
      shifts: shifts.map((shift) => ({ from: shift.from, to: shift.to })),
      ...(repeats && { repeats: repeats as NonNullable<CalendarShown["exceptions"][number]["repeats"]> }),
    })),
    version: row.version,
  };
}
