import type { Problem } from "./problem.ts";

/** What is wrong with a schedule, in words; empty when it keeps every time between starts and every capacity. Shares no code with the search. */
export function checkStarts(problem: Problem, starts: ArrayLike<number>): string[] {
  const { durations, from, to, lag } = problem.network;
  const wrong: string[] = [];
  for (let task = 0; task < durations.length; task++)
    if (!Number.isInteger(starts[task]) || starts[task]! < 0) wrong.push(`task ${task} starts at ${starts[task]}`);
  for (let arc = 0; arc < from.length; arc++)
    if (starts[to[arc]!]! < starts[from[arc]!]! + lag[arc]!)
      wrong.push(`task ${to[arc]} starts less than ${lag[arc]} after task ${from[arc]}`);
  for (const [resource, capacity] of problem.capacities.entries()) {
    // Use only rises where a task starts, so it is enough to look there.
    for (let task = 0; task < durations.length; task++) {
      if (durations[task] === 0 || problem.demands[task]![resource] === 0) continue;
      const at = starts[task]!;
      let used = 0;
      for (let other = 0; other < durations.length; other++)
        if (starts[other]! <= at && at < starts[other]! + durations[other]!) used += problem.demands[other]![resource]!;
      if (used > capacity) wrong.push(`resource ${resource} holds ${capacity}, but ${used} are used at ${at}`);
    }
  }
  return wrong;
}
