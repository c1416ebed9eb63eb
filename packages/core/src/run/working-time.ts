import { addWorkingTime, type Calendar, workingTimeBetween } from "../calendar/index.ts";
import type { Circumstances } from "./turn.ts";

/** How runs reckon with time: on the process's calendar, in its zone. */
export type WorkingTime = Pick<Circumstances, "zone" | "dueAt" | "workedBetween">;

export function workingTimeOn(calendar: Calendar, zone: string): WorkingTime {
  return {
    zone,
    dueAt: (due, startAt, activatedAt) => addWorkingTime(due.from === "start" ? startAt : activatedAt, due.workingMinutes, calendar, zone),
    workedBetween: (from, to) => workingTimeBetween(from, to, calendar, zone),
  };
}
