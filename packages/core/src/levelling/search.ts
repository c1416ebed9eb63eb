import { Generator } from "./generator.ts";
import type { Instance } from "./instance.ts";
import { NonDelay } from "./non-delay.ts";
import { Sorter } from "./order.ts";
import { Random } from "./random.ts";

/**
 * `shake`: how often a child is one parent with a stretch put in disorder. `brief`: two schedules for a child in place of three,
 * better for small budgets, worse for large ones. `eager`: the share of the first generation that begins from a non-delay
 * schedule. `noise`: by how much of the longest path their keys differ, at least and at most. `mutation`: the share of keys that
 * change, at first and at the end (as in annealing: far in the beginning, near when there is little left), from half as often to
 * half as often again. `window`: how much of the father's time a child takes from him, at least and
 * at most.
 */
export type Tuning = {
  readonly population: number;
  readonly shake: number;
  readonly patience: number;
  readonly brief: boolean;
  readonly eager: number;
  readonly noise: readonly [number, number];
  readonly mutation: readonly [number, number];
  readonly window: readonly [number, number];
};

/** No more than `most` schedules are built; `elapsed` tells how much of what may be spent is spent: 0 at first, 1 at the end. */
export type Budget = { readonly most: number; elapsed(schedules: number): number };

/**
 * Genetic search over start times (peak crossover of Debels and Vanhoucke 2007; forward-backward improvement of Tormos and
 * Lova 2001; restarts). A child is scheduled forwards, from the end, and (unless brief) forwards again. `step` may be called
 * again and again; the best so far is always in `best`.
 */
export class Search {
  readonly best: Int32Array;
  bestMakespan = Number.POSITIVE_INFINITY;
  schedules = 0;

  private readonly instance: Instance;
  private readonly random: Random;
  private readonly ahead: Generator;
  private readonly back: Generator;
  private readonly eager: NonDelay;
  private readonly sorter: Sorter;
  private readonly tuning: Tuning;
  private readonly budget: Budget;
  private readonly late: Int32Array;
  private readonly length: number;
  private readonly members: Int32Array[];
  private readonly spans: Int32Array;
  private readonly archive: Int32Array[] = [];
  private readonly archiveSpans: number[] = [];
  private readonly keys: Int32Array;
  private readonly order: Int32Array;
  private readonly child: Int32Array;
  private readonly mirrored: Int32Array;
  private filled = 0;
  private barren = 0;
  private epochs = 0;
  private epochBest = Number.POSITIVE_INFINITY;
  private readonly epochStarts: Int32Array;

  constructor(instance: Instance, seed: number, tuning: Tuning, budget: Budget) {
    const { size } = instance;
    this.instance = instance;
    this.tuning = tuning;
    this.budget = budget;
    this.random = new Random(seed);
    this.ahead = new Generator(instance, instance.forward);
    this.back = new Generator(instance, instance.backward);
    this.eager = new NonDelay(instance);
    this.sorter = new Sorter(size, instance.horizon * 4 + 4);
    const row = (): Int32Array => new Int32Array(size);
    this.best = row();
    this.keys = row();
    this.order = row();
    this.child = row();
    this.mirrored = row();
    this.epochStarts = row();
    this.members = Array.from({ length: tuning.population }, row);
    this.spans = new Int32Array(tuning.population);
    [this.late, this.length] = latestFinish(instance);
  }

  /** Goes on for about `count` schedules, or until `bound` is met or it is told to stop. The first schedule is always built. */
  step(count: number, bound: number, shouldStop: () => boolean): void {
    const until = Math.min(this.budget.most, this.schedules + count);
    const { size } = this.instance;
    for (let work = 0; this.schedules < until && this.bestMakespan > bound; work += size) {
      if (work > 20_000) {
        if (shouldStop()) return;
        work = 0;
      }
      if (this.filled < this.members.length) this.found();
      else this.breed();
      if (this.barren > this.tuning.patience * this.members.length) this.restart();
    }
  }

  /** A member of the first generation: the latest-finish rule with noise, serial or non-delay, or (every fourth restart) one of the archive. */
  private found(): void {
    const { keys, random, late } = this;
    const at = this.filled++;
    const old = this.archive[at];
    if (old !== undefined && this.epochs % 4 === 0 && at < this.archive.length) {
      this.members[at]!.set(old);
      this.spans[at] = this.archiveSpans[at]!;
      return;
    }
    const [least, most] = this.tuning.noise;
    const noise = this.epochs === 0 && at === 0 ? 0 : Math.max(1, Math.round((least + (most - least) * random.unit()) * this.length));
    for (let i = 0; i < keys.length; i++) keys[i] = late[i]! + (noise === 0 ? 0 : random.below(noise));
    let largest = this.length * 2 + 2;
    if (this.left() > 1 && this.tuning.eager > 0 && random.unit() < this.tuning.eager) {
      this.eager.run(keys, this.mirrored);
      keys.set(this.mirrored);
      largest = keys.reduce((most, start) => Math.max(most, start), 0);
      this.schedules++;
    }
    this.spans[at] = this.build(largest);
    this.members[at]!.set(this.child);
    this.note(this.spans[at]!);
  }

  private breed(): void {
    const { random, members, spans } = this;
    const father = this.tournament();
    let largest: number;
    if (random.unit() < this.tuning.shake) largest = this.shake(father);
    else {
      let mother = this.tournament();
      for (let tries = 0; mother === father && tries < 4; tries++) mother = this.tournament();
      largest = this.cross(father, mother);
    }
    const span = this.build(largest);
    this.note(span);
    this.barren++;
    if (this.known(span)) return;
    let target = father;
    if (span > spans[father]!) {
      for (let draw = 0; draw < 3; draw++) {
        const other = random.below(members.length);
        if (draw === 0 || spans[other]! > spans[target]!) target = other;
      }
      if (span > spans[target]!) return;
    }
    members[target]!.set(this.child);
    spans[target] = span;
    this.barren = 0;
  }

  /** Inside a busy window of the father his order holds, before and after it the mother's. */
  private cross(father: number, mother: number): number {
    const { keys, random } = this;
    const [his, hers] = [this.members[father]!, this.members[mother]!];
    const [length, most] = [this.spans[father]!, Math.max(this.spans[father]!, this.spans[mother]!)];
    const [narrow, wide] = this.tuning.window;
    let [from, to, busiest] = [0, 0, -1];
    for (let sample = 0; sample < 2; sample++) {
      const width = Math.max(1, Math.round((narrow + (wide - narrow) * random.unit()) * length));
      const left = random.below(Math.max(1, length - width + 1));
      const busy = this.use(his, left, left + width) / width;
      if (busy > busiest) [from, to, busiest] = [left, left + width, busy];
    }
    const big = most + 1;
    for (let i = 0; i < keys.length; i++) {
      const s = his[i]!;
      keys[i] = s < from ? hers[i]! : s < to ? big + s : 2 * big + hers[i]!;
    }
    this.mutate(length, this.rate() * (0.5 + random.unit()), 3 * big);
    return 3 * big;
  }

  /** New random places for everything in a window of the father. */
  private shake(father: number): number {
    const { keys, random } = this;
    const { duration } = this.instance;
    const his = this.members[father]!;
    const length = this.spans[father]!;
    const width = Math.max(1, Math.round((0.15 + 0.35 * random.unit()) * length));
    const left = random.below(Math.max(1, length - width + 1));
    for (let i = 0; i < keys.length; i++) {
      const s = his[i]!;
      keys[i] = s < left + width && s + duration[i]! > left ? left + random.below(width) : s;
    }
    return length + 1;
  }

  private rate(): number {
    const [first, last] = this.tuning.mutation;
    return first + (last - first) * Math.min(1, this.budget.elapsed(this.schedules));
  }

  private mutate(length: number, rate: number, largest: number): void {
    const { keys, random } = this;
    const reach = Math.max(1, Math.round(0.15 * length));
    for (let i = 0; i < keys.length; i++) {
      if (random.unit() >= rate) continue;
      const moved = keys[i]! + random.below(2 * reach + 1) - reach;
      keys[i] = moved < 0 ? 0 : moved > largest ? largest : moved;
    }
  }

  private left(): number {
    return this.budget.most - this.schedules;
  }

  /** Keys into `child`, by double justification; every pass counts as a schedule, and where no more may be built the last one stands. */
  private build(largest: number): number {
    const { order, child, mirrored, sorter } = this;
    const { forward, backward } = this.instance;
    sorter.sortKeeping(this.keys, largest, false, forward, order);
    let span = this.ahead.run(order, child);
    if (++this.schedules === this.budget.most) return span;
    this.turn(child, span);
    this.sortTurned(span, true, backward);
    span = this.back.run(order, mirrored);
    this.turn(mirrored, span);
    if (++this.schedules === this.budget.most || this.tuning.brief) {
      child.set(this.keys);
      return span;
    }
    this.sortTurned(span, false, forward);
    span = this.ahead.run(order, child);
    this.schedules++;
    return span;
  }

  /** Starts seen from the other end: keys are the times from there to each finish. */
  private turn(start: Int32Array, span: number): void {
    const { keys } = this;
    const { duration } = this.instance;
    for (let i = 0; i < keys.length; i++) keys[i] = span - start[i]! - duration[i]!;
  }

  private sortTurned(span: number, last: boolean, arcs: Instance["forward"]): void {
    if (this.instance.plain) this.sorter.sort(this.keys, span, last, this.order);
    else this.sorter.sortKeeping(this.keys, span, last, arcs, this.order);
  }

  private use(start: Int32Array, from: number, to: number): number {
    const { duration, weight } = this.instance;
    let sum = 0;
    for (let i = 0; i < start.length; i++) {
      const s = start[i]!;
      const overlap = Math.min(s + duration[i]!, to) - Math.max(s, from);
      if (overlap > 0) sum += overlap * weight[i]!;
    }
    return sum;
  }

  private tournament(): number {
    const [a, b] = [this.random.below(this.members.length), this.random.below(this.members.length)];
    return this.spans[a]! <= this.spans[b]! ? a : b;
  }

  /** Takes a schedule found elsewhere (tasks numbered as in the problem) in place of the worst member. */
  adopt(starts: Int32Array, span: number): void {
    let worst = 0;
    for (let at = 1; at < this.filled; at++) if (this.spans[at]! > this.spans[worst]!) worst = at;
    if (this.filled === 0) this.filled = 1;
    this.instance.original.forEach((task, i) => (this.child[i] = starts[task]!));
    this.members[worst]!.set(this.child);
    this.spans[worst] = span;
    this.note(span);
  }

  private known(span: number): boolean {
    const { child } = this;
    for (let at = 0; at < this.filled; at++) {
      if (this.spans[at] !== span) continue;
      const member = this.members[at]!;
      let i = 0;
      while (i < child.length && member[i] === child[i]) i++;
      if (i === child.length) return true;
    }
    return false;
  }

  private note(span: number): void {
    if (span < this.epochBest) {
      this.epochBest = span;
      this.epochStarts.set(this.child);
      this.barren = 0;
    }
    if (span >= this.bestMakespan) return;
    this.bestMakespan = span;
    this.best.set(this.child);
  }

  private restart(): void {
    if (this.archive.length < this.members.length >> 1) {
      this.archive.push(this.epochStarts.slice());
      this.archiveSpans.push(this.epochBest);
    } else {
      let worst = 0;
      for (let at = 1; at < this.archive.length; at++) if (this.archiveSpans[at]! > this.archiveSpans[worst]!) worst = at;
      this.archive[worst]!.set(this.epochStarts);
      this.archiveSpans[worst] = this.epochBest;
    }
    this.epochs++;
    this.filled = 0;
    this.barren = 0;
    this.epochBest = Number.POSITIVE_INFINITY;
  }
}

/** Latest finishes without capacities, and the length of the longest path. */
function latestFinish({ size, duration, backward }: Instance): [Int32Array, number] {
  const tail = new Int32Array(size);
  let length = 0;
  for (let i = size - 1; i >= 0; i--) {
    for (let k = backward.inAt[i]!; k < backward.inAt[i + 1]!; k++)
      tail[i] = Math.max(tail[i]!, tail[backward.from[k]!]! + backward.lag[k]!);
    length = Math.max(length, tail[i]! + duration[i]!);
  }
  return [Int32Array.from(tail, (t) => length - t), length];
}
