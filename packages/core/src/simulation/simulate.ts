import type { Tree } from "../mining/index.ts";
import { seeded, type Spread, spreadOf } from "../measures/index.ts";
import { Agenda } from "./heap.ts";
import { type Activity, draw, kindOf, type Scenario } from "./model.ts";

export type StepResult = {
  readonly activity: string;
  readonly count: number;
  readonly meanWait: number;
  readonly totalWait: number;
  readonly meanWork: number;
};

export type Simulation = {
  readonly runs: number;
  readonly leadTime: Spread & { /** Half the width of a 95 % interval of the mean, from batches. */ readonly margin: number };
  /** Share of their time that people of each kind worked. */
  readonly utilisation: Readonly<Record<string, number>>;
  readonly steps: readonly StepResult[];
  /** The step that runs waited for most, and who it waits for; null when nothing ever waited. */
  readonly bottleneck: {
    readonly activity: string;
    readonly people: string;
    readonly utilisation: number;
    readonly totalWait: number;
  } | null;
};

/** The first part of the runs starts with an empty house and is not counted. */
const warmUp = 0.1;
const batches = 20;
const mostSteps = 10_000;

/**
 * Discrete-event simulation. Requests wait for the first free person who can do the step, first come first served. Every
 * run draws from its own seeded stream, so that two scenarios with one seed meet the same arrivals and the same work and
 * differ by the change alone.
 */
export function simulate(scenario: Scenario, { runs, seed }: { runs: number; seed: number }): Simulation {
  return new House(scenario, runs, seed).result();
}

type Request = {
  readonly activity: string;
  readonly since: number;
  readonly work: number;
  readonly counted: boolean;
  readonly done: () => void;
  readonly order: number;
};

class House {
  readonly #scenario: Scenario;
  readonly #agenda = new Agenda();
  readonly #runs: number;
  readonly #first: number;
  readonly #idle = new Map<string, boolean>();
  readonly #queues = new Map<string, Request[]>();
  readonly #heads = new Map<string, number>();
  readonly #can = new Map<string, string[]>();
  readonly #busy = new Map<string, number>();
  readonly #tally = new Map<string, { count: number; wait: number; work: number }>();
  readonly #leads: number[] = [];
  readonly #outside: (() => void)[] = [];
  #now = 0;
  #from = 0;
  #until = 0;
  #inside = 0;
  #orders = 0;

  constructor(scenario: Scenario, runs: number, seed: number) {
    this.#scenario = scenario;
    this.#runs = runs;
    this.#first = Math.floor(runs * warmUp);
    for (const [name, { people }] of Object.entries(scenario.activities)) {
      this.#queues.set(name, []);
      this.#heads.set(name, 0);
      for (const person of people) {
        this.#idle.set(person, true);
        this.#busy.set(person, 0);
        const can = this.#can.get(person);
        if (can === undefined) this.#can.set(person, [name]);
        else can.push(name);
      }
    }
    const gaps = seeded(seed);
    this.#arrive(0, seed, gaps);
    for (let next = this.#agenda.next(); next !== undefined; next = this.#agenda.next()) {
      this.#now = next.time;
      next.happen();
    }
  }

  result(): Simulation {
    const span = Math.max(1e-9, this.#until - this.#from);
    const kinds = new Map<string, [busy: number, people: number]>();
    for (const [person, busy] of this.#busy) {
      const known = kinds.get(kindOf(person)) ?? [0, 0];
      kinds.set(kindOf(person), [known[0] + busy, known[1] + 1]);
    }
    const utilisation = Object.fromEntries([...kinds].map(([kind, [busy, people]]) => [kind, busy / (span * people)]));
    const steps = [...this.#tally]
      .map(([activity, { count, wait, work }]): StepResult => ({
        activity,
        count,
        meanWait: wait / count,
        totalWait: wait,
        meanWork: work / count,
      }))
      .sort((a, b) => b.totalWait - a.totalWait);
    const worst = steps.find(({ totalWait }) => totalWait > 0);
    const who = worst === undefined ? [] : [...new Set((this.#scenario.activities[worst.activity]?.people ?? []).map(kindOf))];
    return {
      runs: this.#runs,
      leadTime: { ...spreadOf(this.#leads), margin: marginOf(this.#leads) },
      utilisation,
      steps,
      bottleneck:
        worst === undefined
          ? null
          : {
              activity: worst.activity,
              people: who.join(", "),
              utilisation: Math.max(0, ...who.map((kind) => utilisation[kind] ?? 0)),
              totalWait: worst.totalWait,
            },
    };
  }

  #arrive(run: number, seed: number, gaps: () => number): void {
    if (run >= this.#runs) return;
    this.#agenda.plan(this.#now + draw(this.#scenario.arrivals, gaps), () => {
      if (run === this.#first) this.#from = this.#now;
      this.#until = this.#now;
      this.#begin(run, seeded(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b)));
      this.#arrive(run + 1, seed, gaps);
    });
  }

  #begin(run: number, random: () => number): void {
    const arrived = this.#now;
    const counted = run >= this.#first;
    const enter = (): void => {
      this.#inside += 1;
      let steps = 0;
      this.#perform(
        this.#path(random),
        random,
        counted,
        () => (steps += 1) < mostSteps,
        () => {
          if (counted) this.#leads.push(this.#now - arrived);
          this.#inside -= 1;
          this.#outside.shift()?.();
        },
      );
    };
    if (this.#scenario.workInProgress !== null && this.#inside >= this.#scenario.workInProgress) this.#outside.push(enter);
    else enter();
  }

  #path(random: () => number): Tree {
    const { paths } = this.#scenario;
    let rest = random() * paths.reduce((sum, { weight }) => sum + weight, 0);
    return (paths.find(({ weight }) => (rest -= weight) < 0) ?? paths.at(-1)!).tree;
  }

  #perform(tree: Tree, random: () => number, counted: boolean, more: () => boolean, done: () => void): void {
    if (tree.kind === "silent" || !more()) return done();
    if (tree.kind === "activity") return this.#ask(tree.activity, random, counted, done);
    const { children } = tree;
    const go = (child: Tree, next: () => void): void => this.#perform(child, random, counted, more, next);
    if (tree.kind === "choice") return go(children[Math.floor(random() * children.length)]!, done);
    if (tree.kind === "sequence") {
      const from = (at: number): void => (at === children.length ? done() : go(children[at]!, () => from(at + 1)));
      return from(0);
    }
    if (tree.kind === "parallel") {
      let open = children.length;
      for (const child of children)
        go(child, () => {
          open -= 1;
          if (open === 0) done();
        });
      return;
    }
    const round = (): void =>
      go(children[0]!, () =>
        random() < this.#scenario.again && more() ? go(children[1 + Math.floor(random() * (children.length - 1))]!, round) : done(),
      );
    round();
  }

  #ask(name: string, random: () => number, counted: boolean, done: () => void): void {
    const activity: Activity = this.#scenario.activities[name] ?? { duration: { kind: "constant", mean: 0 }, people: [] };
    const work = Math.max(0, draw(activity.duration, random));
    const request = { activity: name, since: this.#now, work, counted, done, order: (this.#orders += 1) };
    if (activity.people.length === 0) {
      this.#note(request);
      this.#agenda.plan(this.#now + work, done);
      return;
    }
    const free = activity.people.find((person) => this.#idle.get(person) === true);
    if (free === undefined) this.#queues.get(name)!.push(request);
    else this.#work(free, request);
  }

  #work(person: string, request: Request): void {
    this.#idle.set(person, false);
    this.#note(request);
    const begun = this.#now;
    this.#agenda.plan(this.#now + request.work, () => {
      // Only what lies between the first counted arrival and the last one.
      this.#busy.set(
        person,
        this.#busy.get(person)! + Math.max(0, this.#now - Math.max(begun, this.#from)) * (this.#from > 0 || this.#first === 0 ? 1 : 0),
      );
      this.#idle.set(person, true);
      this.#serve(person);
      request.done();
    });
  }

  /** The request that has waited longest among those this person can do. */
  #serve(person: string): void {
    let best: string | null = null;
    let order = Number.POSITIVE_INFINITY;
    for (const name of this.#can.get(person)!) {
      const head = this.#queues.get(name)![this.#heads.get(name)!];
      if (head !== undefined && head.order < order) [best, order] = [name, head.order];
    }
    if (best === null) return;
    const queue = this.#queues.get(best)!;
    const head = this.#heads.get(best)!;
    const request = queue[head]!;
    if (head > 1000 && head * 2 > queue.length) {
      queue.splice(0, head + 1);
      this.#heads.set(best, 0);
    } else this.#heads.set(best, head + 1);
    this.#work(person, request);
  }

  #note({ activity, since, work, counted }: Request): void {
    if (!counted) return;
    const known = this.#tally.get(activity) ?? { count: 0, wait: 0, work: 0 };
    known.count += 1;
    known.wait += this.#now - since;
    known.work += work;
    this.#tally.set(activity, known);
  }
}

/** From means of batches in the order in which runs ended: neighbours wait in the same queue and are no independent samples. */
function marginOf(leads: readonly number[]): number {
  const size = Math.floor(leads.length / batches);
  if (size < 2) return Number.NaN;
  const means = Array.from(
    { length: batches },
    (_, at) => leads.slice(at * size, (at + 1) * size).reduce((sum, lead) => sum + lead, 0) / size,
  );
  const mean = means.reduce((sum, each) => sum + each, 0) / batches;
  const variance = means.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (batches - 1);
  return 2.093 * Math.sqrt(variance / batches);
}
