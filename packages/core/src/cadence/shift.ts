import type { Temporal } from "temporal-polyfill";
import type { IsWorkingDay } from "./days.ts";
import type { CadenceRule } from "./rule.ts";

/** As far as an occurrence moves to find a working day; a longer closure leaves it out. */
export const longestShift = 62;

/** The day an occurrence falls on, or null if it is left out. */
export function shifted(day: Temporal.PlainDate, holidays: CadenceRule["holidays"], isWorkingDay: IsWorkingDay): Temporal.PlainDate | null {
  if (holidays === "keep" || isWorkingDay(day.toString())) return day;
  if (holidays === "skip") return null;
  const step = holidays === "before" ? -1 : 1;
  for (let n = 1; n <= longestShift; n += 1) {
    const candidate = day.add({ days: n * step });
    if (isWorkingDay(candidate.toString())) return candidate;
  }
  return null;
}
