import type { Calendar } from "@rondo/core/calendar";
import type { Answer } from "../api/index.ts";
import { minuteOf, type PlanEntry } from "./model.ts";

export type Baseline = Answer<"GET /projects/:p/baselines/:b">;
export type Frozen = Baseline["entries"][number];

/** Working minutes by which a task ends later (above 0) or earlier than it was to; null for one that the baseline doesn't know. */
export function slipOf(entry: PlanEntry | undefined, frozen: Frozen | undefined, calendar: Calendar): number | null {
  return entry && frozen ? calendar.between(minuteOf(frozen.finish), minuteOf(entry.finish)) : null;
}

/**
 * Earned value in hours of work, as of `now`: what should be done by then (planned, spread evenly over each task's frozen dates), what
 * is (the frozen hours of finished tasks), and how they compare. Money and hours spent are not kept, so there is no cost in it.
 */
export function earnedOf(
  entries: readonly PlanEntry[],
  done: ReadonlySet<string>,
  frozen: readonly Frozen[],
  calendar: Calendar,
  now: string,
): { planned: number; earned: number; total: number } {
  const at = minuteOf(now);
  const summaries = new Set(entries.filter((entry) => entry.summary).map((entry) => entry.taskId));
  let [planned, earned, total] = [0, 0, 0];
  for (const one of frozen) {
    if (summaries.has(one.taskId)) continue;
    total += one.workingMinutes;
    if (done.has(one.taskId)) earned += one.workingMinutes;
    const [start, finish] = [minuteOf(one.start), minuteOf(one.finish)];
    const length = calendar.between(start, finish);
    const passed = at <= start ? 0 : at >= finish ? length : calendar.between(start, at);
    planned += length > 0 ? (one.workingMinutes * passed) / length : at >= finish ? one.workingMinutes : 0;
  }
  return { planned, earned, total };
}
