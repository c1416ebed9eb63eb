import { scheduleTimeLags } from "../schedule/index.ts";
import type { Problem } from "./problem.ts";

/** No schedule is shorter: the longest path, and for each resource the work between the earliest heads and shortest tails of who needs it. */
export function simpleBound(problem: Problem): number {
  const dates = scheduleTimeLags(problem.network);
  if (!dates.feasible) return 0;
  let bound = dates.finish;
  const { durations } = problem.network;
  for (const [r, capacity] of problem.capacities.entries()) {
    let work = 0;
    let head = Number.POSITIVE_INFINITY;
    let tail = Number.POSITIVE_INFINITY;
    for (let task = 0; task < durations.length; task++) {
      const wanted = problem.demands[task]![r]!;
      if (wanted === 0 || durations[task] === 0) continue;
      work += wanted * durations[task]!;
      head = Math.min(head, dates.earlyStart[task]!);
      tail = Math.min(tail, dates.finish - dates.lateStart[task]! - durations[task]!);
    }
    if (work > 0 && capacity > 0) bound = Math.max(bound, head + Math.ceil(work / capacity) + tail);
  }
  return bound;
}
