import { simpleBound } from "./bounds.ts";
import { compileInstance } from "./instance.ts";
import { impossibleTasks, type Problem } from "./problem.ts";
import { Search } from "./search.ts";

/** `schedules` counts schedules built, whatever the machine; `shouldStop` is asked often and is the caller's clock. */
export type Limits = {
  readonly seed: number;
  readonly schedules?: number;
  shouldStop(): boolean;
  onBetter?(makespan: number): void;
};

/** `starts` is null where no schedule was found; `infeasible` where none can exist. */
export type Levelled = {
  readonly starts: Int32Array | null;
  readonly makespan: number;
  readonly lowerBound: number;
  readonly proven: boolean;
  readonly infeasible: boolean;
  readonly schedules: number;
};

/** The shortest schedule that can be found within the limits. Deterministic for a seed and a number of schedules. */
export function level(problem: Problem, limits: Limits): Levelled {
  const nothing = { starts: null, makespan: 0, lowerBound: 0, proven: false, schedules: 0 };
  if (impossibleTasks(problem).length > 0) return { ...nothing, infeasible: true };
  const instance = compileInstance(problem);
  if (instance === null) return { ...nothing, infeasible: false };
  const lowerBound = simpleBound(problem);
  const search = new Search(instance, limits.seed, {
    population: 60,
    shake: instance.size < 100 ? 0.5 : 0.15,
    patience: 20,
  });
  const most = limits.schedules ?? Number.POSITIVE_INFINITY;
  let known = Number.POSITIVE_INFINITY;
  while (search.schedules < most && search.bestMakespan > lowerBound) {
    search.step(Math.min(300, most - search.schedules), lowerBound);
    if (search.bestMakespan < known) limits.onBetter?.((known = search.bestMakespan));
    if (limits.shouldStop()) break;
  }
  const starts = new Int32Array(instance.size);
  instance.original.forEach((task, i) => (starts[task] = search.best[i]!));
  return {
    starts,
    makespan: search.bestMakespan,
    lowerBound,
    proven: search.bestMakespan === lowerBound,
    infeasible: false,
    schedules: search.schedules,
  };
}
