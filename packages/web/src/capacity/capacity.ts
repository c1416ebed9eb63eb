import type { Answer } from "../api/index.ts";

export type PersonLoad = Answer<"GET /capacity">["items"][number];
export type WeekLoad = PersonLoad["weeks"][number];
export type Demand = Answer<"GET /capacity">["demand"][number];

/** What is asked in a week. */
export function loadOf(week: WeekLoad): number {
  return week.recurringMinutes + week.projectMinutes;
}

/** `YYYY-MM-DD` so many weeks on. */
export function weeksLater(day: string, weeks: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
}
