import type { Random } from "../levelling/random.ts";

/** A finished task: what was planned and what it took, in the same unit. `project` groups those that shared their luck. */
export type Finished = { readonly project: string; readonly planned: number; readonly actual: number };

/** How tasks of a team turn out, as logarithms of actual over planned: a shift of the whole project, and a spread of each task around it. */
export type DurationModel = {
  readonly count: number;
  readonly projects: number;
  readonly mean: number;
  /** Spread of whole projects, and how many of them it was learnt from. */
  readonly between: number;
  /** What tasks differed from their project by, already widened for what averaging hid. */
  readonly residuals: Float64Array;
  readonly within: number;
};

/** Fewer finished tasks than these say nothing. */
export const neededTasks = 8;

/** Share of the variance that a project's tasks have in common, where there are too few projects to see it. */
const usual = 0.3;

export function learnDurations(finished: readonly Finished[]): DurationModel | null {
  const usable = finished.filter(({ planned, actual }) => planned > 0 && actual > 0);
  if (usable.length < neededTasks) return null;
  const groups = new Map<string, number[]>();
  for (const { project, planned, actual } of usable) groups.set(project, [...(groups.get(project) ?? []), Math.log(actual / planned)]);
  const means = [...groups.values()].map(average);
  const count = usable.length;
  const mean = groups.size >= 5 ? average(means) : average([...groups.values()].flat());
  const inner = [...groups.values()].flatMap((group, g) => group.map((value) => value - means[g]!));
  const free = Math.max(1, count - groups.size);
  const variance = inner.reduce((sum, value) => sum + value * value, 0) / free;
  if (groups.size >= 5) {
    const size = count / groups.size;
    const spread = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (means.length - 1);
    const between = Math.max(spread - variance / size, 0.02 * variance);
    return model(count, groups.size, mean, between, inner, Math.sqrt(count / free), variance);
  }
  // Of few projects only the spread of all tasks together is known; what they share of it is taken as usual.
  const all = [...groups.values()].flat();
  const total = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1);
  return model(
    count,
    groups.size,
    mean,
    usual * total,
    all.map((value) => value - mean),
    Math.sqrt(1 - usual),
    (1 - usual) * total,
  );
}

function model(
  count: number,
  projects: number,
  mean: number,
  between: number,
  residuals: number[],
  widen: number,
  within: number,
): DurationModel {
  return {
    count,
    projects,
    mean,
    between: Math.sqrt(between),
    residuals: Float64Array.from(residuals, (value) => value * widen),
    within: Math.sqrt(within),
  };
}

/**
 * The shift of one project: from those seen, wider where few were seen (Student's t), and drawn towards what its own finished tasks
 * already show.
 */
export class ProjectShift {
  private readonly centre: number;
  private readonly spread: number;
  private readonly degrees: number;

  constructor(learnt: DurationModel, own: readonly Finished[]) {
    const known = own.filter(({ planned, actual }) => planned > 0 && actual > 0).map(({ planned, actual }) => Math.log(actual / planned));
    const seen = Math.max(1, learnt.projects >= 5 ? learnt.projects : learnt.count / 4);
    const before = learnt.between ** 2 * (1 + 1 / seen) + (learnt.projects >= 5 ? 0 : learnt.within ** 2 / learnt.count);
    const noise = learnt.within ** 2 / Math.max(1, known.length);
    const trust = known.length === 0 || before === 0 ? 0 : before / (before + noise);
    this.centre = learnt.mean + trust * (known.length === 0 ? 0 : average(known) - learnt.mean);
    this.spread = Math.sqrt(before * (1 - trust));
    this.degrees = Math.max(3, Math.round(seen) - 1);
  }

  draw(random: Random): number {
    let squares = 0;
    for (let k = 0; k < this.degrees; k++) squares += normal(random) ** 2;
    return this.centre + (this.spread * normal(random)) / Math.sqrt(squares / this.degrees);
  }
}

/** Box and Muller. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
