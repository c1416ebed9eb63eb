import type { TimeLagNetwork } from "../schedule/index.ts";

/**
 * Tasks that compete for resources of fixed capacity, in whole units of time. The network's arcs are minimum times between
 * starts (negative: maximum times back); `demands[i][r]` is what task i holds of resource r while it goes on.
 */
export type Problem = {
  readonly network: TimeLagNetwork;
  readonly capacities: readonly number[];
  readonly demands: readonly (readonly number[])[];
};

/** Tasks that want more of a resource than there is: no schedule holds them. */
export function impossibleTasks(problem: Problem): number[] {
  const { durations } = problem.network;
  return problem.demands.flatMap((demand, task) =>
    durations[task]! > 0 && demand.some((wanted, r) => wanted > problem.capacities[r]!) ? [task] : [],
  );
}
