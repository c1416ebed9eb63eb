import type { Problem } from "./problem.ts";
import { Random } from "./random.ts";

/**
 * What a random project is like, in the measures of ProGen (Kolisch, Sprecher and Drexl 1995), with which the PSPLIB sets were
 * made. `complexity`: arcs for each task. `factor`: the share of the resources that a task wants. `strength`: how much of each
 * resource there is, from the largest single demand (0) to what the earliest dates need at once (1).
 */
export type Parameters = { readonly tasks: number; readonly complexity: number; readonly factor: number; readonly strength: number };

/** The cells of j30 and j60, and of j120, each once. */
export function cells(tasks: number): Parameters[] {
  const strengths = tasks < 100 ? [0.2, 0.5, 0.7, 1] : [0.1, 0.2, 0.3, 0.4, 0.5];
  return [1.5, 1.8, 2.1].flatMap((complexity) =>
    [0.25, 0.5, 0.75, 1].flatMap((factor) => strengths.map((strength) => ({ tasks, complexity, factor, strength }))),
  );
}

const ends = 3;
const mostArcs = 3;
const resources = 4;

/** A project with a dummy before and one after its tasks: durations and demands of 1 to 10, four resources, at most three arcs into and out of a task. */
export function randomProject({ tasks, complexity, factor, strength }: Parameters, seed: number): Problem {
  const random = new Random(seed);
  const network = new Growing(tasks, random);
  network.grow(Math.round(complexity * (tasks + 2)) - 2 * ends);
  const durations = Int32Array.from({ length: tasks + 2 }, (_, task) => (task === 0 || task === tasks + 1 ? 0 : 1 + random.below(10)));
  const arcs = network.arcs();
  const demands = demandsOf(tasks, factor, random);
  const problem = {
    network: {
      durations,
      from: Int32Array.from(arcs, ([from]) => from),
      to: Int32Array.from(arcs, ([, to]) => to),
      lag: Int32Array.from(arcs, ([from]) => durations[from]!),
    },
    demands,
  };
  return { ...problem, capacities: capacitiesOf(problem, strength) };
}

/** Arcs between tasks 1 to n, none of which another way makes needless. */
class Growing {
  private readonly tasks: number;
  private readonly random: Random;
  private readonly next: Set<number>[];
  private readonly before: number[];
  /** `reach[a][b]`: a way leads from a to b, or they are the same. */
  private readonly reach: Uint8Array[];

  constructor(tasks: number, random: Random) {
    this.tasks = tasks;
    this.random = random;
    this.next = Array.from({ length: tasks + 2 }, () => new Set<number>());
    this.before = Array.from({ length: tasks + 2 }, () => 0);
    this.reach = Array.from({ length: tasks + 2 }, (_, task) => new Uint8Array(tasks + 2).fill(1, task, task + 1));
  }

  /** Everyone gets a predecessor, everyone a successor, and then arcs at random until there are `count`. */
  grow(count: number): void {
    const { tasks, random } = this;
    for (let to = ends + 1; to <= tasks; to++) this.pick((from) => [from, to], Math.min(to, tasks - ends + 1) - 1, 0);
    for (let from = 1; from <= tasks - ends; from++)
      if (this.next[from]!.size === 0) this.pick((to) => [from, to], tasks - Math.max(from, ends), Math.max(from, ends));
    let sum = this.next.reduce((all, to) => all + to.size, 0);
    for (let tries = 0; sum < count && tries < count * 200; tries++)
      if (this.join(1 + random.below(tasks - ends), ends + 1 + random.below(tasks - ends))) sum++;
  }

  arcs(): [number, number][] {
    const inside = this.next.flatMap((set, from) => [...set].map((to): [number, number] => [from, to]));
    const last = this.tasks + 1;
    for (let task = 1; task < last; task++) {
      if (this.before[task] === 0) inside.push([0, task]);
      if (this.next[task]!.size === 0) inside.push([task, last]);
    }
    return inside;
  }

  /** One of `count` numbers after `above`: by chance, and where chance finds none, the first that may be. */
  private pick(arc: (other: number) => [number, number], count: number, above: number): void {
    for (let tries = 0; tries < 50; tries++) if (this.join(...arc(above + 1 + this.random.below(count)))) return;
    for (let other = above + 1; other <= above + count; other++) if (this.join(...arc(other))) return;
  }

  private join(from: number, to: number): boolean {
    if (from >= to || this.next[from]!.size >= mostArcs || this.before[to]! >= mostArcs || this.needless(from, to)) return false;
    this.next[from]!.add(to);
    this.before[to]!++;
    for (const row of this.reach) if (row[from] === 1) this.reach[to]!.forEach((reached, at) => (row[at]! |= reached));
    return true;
  }

  private needless(from: number, to: number): boolean {
    if (this.reach[from]![to] === 1) return true;
    return this.next.some((set, before) => this.reach[before]![from] === 1 && [...set].some((after) => this.reach[to]![after] === 1));
  }
}

/** Which resources a task wants: each at least one, and together the share `factor` of all. */
function demandsOf(tasks: number, factor: number, random: Random): number[][] {
  const demands = Array.from({ length: tasks + 2 }, () => Array.from({ length: resources }, () => 0));
  const wanted = (task: number, resource: number): void => void (demands[task]![resource] = 1 + random.below(10));
  for (let task = 1; task <= tasks; task++) wanted(task, random.below(resources));
  for (let left = Math.round(factor * tasks * resources) - tasks; left > 0;) {
    const [task, resource] = [1 + random.below(tasks), random.below(resources)];
    if (demands[task]![resource] !== 0) continue;
    wanted(task, resource);
    left--;
  }
  return demands;
}

function capacitiesOf({ network, demands }: Omit<Problem, "capacities">, strength: number): number[] {
  const { durations, from, to } = network;
  const start = new Int32Array(durations.length);
  // Numbers rise along every arc, so that one walk by the number of the task it leads to sees each start when it is whole.
  for (const arc of [...to.keys()].toSorted((a, b) => to[a]! - to[b]!))
    start[to[arc]!] = Math.max(start[to[arc]!]!, start[from[arc]!]! + durations[from[arc]!]!);
  return Array.from({ length: resources }, (_, resource) => {
    const least = Math.max(...demands.map((demand) => demand[resource]!));
    let most = 0;
    for (const at of start) {
      let used = 0;
      demands.forEach((demand, task) => {
        if (start[task]! <= at && at < start[task]! + durations[task]!) used += demand[resource]!;
      });
      most = Math.max(most, used);
    }
    return least + Math.round(strength * (most - least));
  });
}
