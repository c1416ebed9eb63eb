import { scheduleTimeLags } from "../schedule/index.ts";
import { simpleBound } from "./bounds.ts";
import { Exact } from "./exact/exact.ts";
import { compileInstance, type Instance } from "./instance.ts";
import { impossibleTasks, type Problem } from "./problem.ts";
import { Search, type Tuning } from "./search.ts";

/**
 * `schedules` is how many schedules may be built, whatever the machine; without it the exact search runs beside the genetic one,
 * to prove. `shouldStop` is asked often and is the caller's clock.
 */
export type Limits = {
  readonly seed: number;
  readonly schedules?: number;
  /** How long the caller means to give it: large populations pay over long times. */
  readonly seconds?: number;
  shouldStop(): boolean;
  /** How much of that time is over, 0 to 1: the search goes far at first and looks close by at the end. */
  elapsed?(): number;
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

/** The exact search keeps tables over time and pairs of tasks; larger problems are searched without it. */
const largest = { horizon: 500_000, tasks: 2_500 };

/** The shortest schedule that can be found within the limits. Deterministic for a seed and a number of schedules. */
export function level(problem: Problem, limits: Limits): Levelled {
  if (impossibleTasks(problem).length > 0 || !scheduleTimeLags(problem.network).feasible)
    return { starts: null, makespan: 0, lowerBound: 0, proven: true, infeasible: true, schedules: 0 };
  const instance = compileInstance(problem);
  return instance === null ? levelCircles(problem, limits) : levelAhead(problem, instance, limits);
}

/** Maximum times: exact search alone. A dead end counts as a schedule. */
function levelCircles(problem: Problem, limits: Limits): Levelled {
  const exact = new Exact(problem);
  exact.atLeast(simpleBound(problem));
  const most = limits.schedules ?? Number.POSITIVE_INFINITY;
  let known = Number.POSITIVE_INFINITY;
  while (!exact.done && exact.conflicts < most && !limits.shouldStop()) {
    exact.run(Math.min(200, most - exact.conflicts), limits.shouldStop);
    if (exact.best !== null && exact.bestMakespan < known) limits.onBetter?.((known = exact.bestMakespan));
  }
  const { best, done, conflicts } = exact;
  return {
    starts: best,
    makespan: best === null ? 0 : exact.bestMakespan,
    lowerBound: done && best !== null ? exact.bestMakespan : exact.lowerBound,
    proven: done,
    infeasible: done && best === null,
    schedules: conflicts,
  };
}

function levelAhead(problem: Problem, instance: Instance, limits: Limits): Levelled {
  const most = limits.schedules ?? Number.POSITIVE_INFINITY;
  let over = 0;
  const elapsed = (schedules: number): number => (limits.schedules === undefined ? over : schedules / most);
  const search = new Search(instance, limits.seed, tuningOf(instance, limits), { most, elapsed });
  const best = new Int32Array(instance.size);
  let makespan = Number.POSITIVE_INFINITY;
  let lowerBound = simpleBound(problem);
  let exact: Exact | null = null;
  const better = (found: number): void => {
    makespan = found;
    limits.onBetter?.(found);
  };
  for (let round = 0; search.schedules < most && makespan > lowerBound; round++) {
    over = limits.elapsed?.() ?? 0.5;
    search.step(Math.min(round === 0 ? 1200 : 2400, most - search.schedules), lowerBound, limits.shouldStop);
    if (search.bestMakespan < makespan) {
      instance.original.forEach((task, i) => (best[task] = search.best[i]!));
      better(search.bestMakespan);
    }
    if (limits.shouldStop()) break;
    if (limits.schedules !== undefined || !small(instance) || makespan === lowerBound) continue;
    exact ??= new Exact(problem);
    exact.improve(best, makespan);
    exact.atLeast(lowerBound);
    // Where bound and schedule stay far apart a proof is out of reach: after a while only now and then.
    if (round > 40 && makespan / lowerBound > 1.06 && round % 16 !== 0) continue;
    exact.run(share(makespan / lowerBound - 1, instance.size), limits.shouldStop);
    lowerBound = exact.done ? exact.bestMakespan : Math.max(lowerBound, exact.lowerBound);
    if (exact.bestMakespan >= makespan || exact.best === null) continue;
    best.set(exact.best);
    better(exact.bestMakespan);
    search.adopt(best, makespan);
  }
  return {
    starts: best,
    makespan,
    lowerBound,
    proven: makespan === lowerBound,
    infeasible: false,
    schedules: search.schedules,
  };
}

function small({ size, horizon }: Instance): boolean {
  return size <= largest.tasks && horizon <= largest.horizon;
}

/** How many dead ends the exact search may meet in a round: many where a proof is near, few where the problem is large or bound and schedule are far apart. */
function share(gap: number, size: number): number {
  const whole = gap < 0.02 ? 100 : gap < 0.06 ? 50 : 15;
  return size < 80 ? whole : Math.ceil(whole / 4);
}

/** Found by trial on random projects with ProGen's measures: small populations pay at small budgets, large ones at large. */
export function tuningOf({ size }: Instance, { schedules, seconds = 0 }: Limits): Tuning {
  const small: Omit<Tuning, "population" | "brief"> = {
    shake: 0.5,
    patience: 20,
    eager: size < 50 ? 0 : 0.5,
    noise: [0.2, 0.8],
    mutation: size < 50 ? [0.04, 0.04] : [0.08, 0.01],
    window: [0.25, 0.75],
  };
  const large = { patience: 20, shake: 0.02, eager: 1, noise: [0.2, 0.5], mutation: [0.05, 0.005], window: [0.15, 0.65] } as const;
  if (schedules !== undefined && schedules <= 20_000)
    return size < 100 ? { ...small, population: size < 50 ? 80 : 40, brief: true } : { ...large, population: 55, brief: true };
  if (size < 100) return { ...small, population: 60, brief: false };
  return seconds >= 8 || (schedules !== undefined && schedules >= 800_000)
    ? { ...large, population: 400, patience: 30, brief: false }
    : { ...large, population: 150, brief: false };
}
