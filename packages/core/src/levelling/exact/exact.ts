import type { Problem } from "../problem.ts";
import { Activity } from "./activity.ts";
import { Learner } from "./learn.ts";
import { modelOf, type Model } from "./model.ts";
import { Nogoods } from "./nogoods.ts";
import { Propagator } from "./propagate.ts";
import { reason, Trail } from "./trail.ts";

/** Larger tables than this are not kept: such problems are searched by start times alone. */
const mostBoundaries = 3_000_000;

/**
 * Exact search that learns from every dead end (lazy clause generation; Schutt et al. 2013): proves that no schedule is
 * shorter, or that none exists at all. It tries the shortest makespan not yet ruled out, so `lowerBound` rises as it goes. May be
 * stopped and gone on with at any time.
 */
export class Exact {
  /** Nothing shorter than the best known exists (nothing at all, where none is known). */
  done = false;
  best: Int32Array | null = null;
  bestMakespan: number;
  conflicts = 0;
  private readonly model: Model;
  private readonly trail: Trail;
  private readonly nogoods: Nogoods;
  private readonly propagator: Propagator;
  private readonly learner: Learner;
  private readonly activity: Activity | null;
  private readonly width: number;
  private readonly taken: number[] = [];
  private readonly takenAt: number[] = [];
  private takenBefore = 0;
  private restarts = 0;
  private left = 0;
  private most = 4000;
  private readonly bump: (b: number, v: number) => void;

  constructor(problem: Problem) {
    const model = modelOf(problem);
    this.model = model;
    this.bestMakespan = model.horizon + 1;
    this.trail = new Trail(new Int32Array(model.size), new Int32Array(model.size).fill(model.horizon));
    this.nogoods = new Nogoods(model.size * 2);
    this.propagator = new Propagator(model, this.trail, this.nogoods);
    this.learner = new Learner(model, this.trail, this.nogoods);
    this.width = model.horizon + 1;
    const boundaries = model.size * this.width;
    const activity = boundaries <= mostBoundaries ? new Activity(boundaries) : null;
    this.activity = activity;
    const { width } = this;
    this.bump = (b, v) => {
      const at = (b & 1) === 0 ? v - 1 : -v;
      if (activity && at >= 0 && at < width) activity.bump((b >> 1) * width + at);
    };
  }

  get lowerBound(): number {
    return this.trail.root[(this.model.size - 1) * 2]!;
  }

  /** Somebody else knows that nothing is shorter. */
  atLeast(bound: number): void {
    const makespan = (this.model.size - 1) * 2;
    if (bound <= this.lowerBound || this.done) return;
    this.backTo(0);
    if (!this.trail.raise(makespan, bound, reason.none, 0)) this.done = true;
  }

  /** A schedule found elsewhere: only shorter ones are of interest from now on. */
  improve(starts: Int32Array, makespan: number): void {
    if (makespan >= this.bestMakespan) return;
    this.bestMakespan = makespan;
    this.best = starts.slice();
    this.backTo(0);
    if (!this.trail.raise((this.model.size - 1) * 2 + 1, 1 - makespan, reason.none, 0)) this.done = true;
  }

  /** Goes on until done, for about `conflicts` dead ends, or until told to stop. */
  run(conflicts: number, shouldStop: () => boolean): void {
    const until = this.conflicts + conflicts;
    let asked = 0;
    while (!this.done) {
      if (!this.propagator.run()) {
        this.conflicts++;
        if (!this.turnBack()) return;
        if (this.conflicts >= until) return;
        if (--this.left <= 0) this.restart();
      } else if (!this.decide()) this.found();
      if ((++asked & 127) === 0 && shouldStop()) return;
    }
  }

  private turnBack(): boolean {
    const { trail, propagator, nogoods } = this;
    let { conflict } = propagator;
    // Reasons are made as weak as possible, and then may all have held before the newest decision.
    let deepest = 0;
    for (let k = 0; k < conflict.length; k += 2) deepest = Math.max(deepest, trail.levelOf(trail.entryOf(conflict[k]!, conflict[k + 1]!)));
    if (deepest === 0) {
      this.done = true;
      return false;
    }
    conflict = [...conflict];
    this.backTo(deepest);
    const { literals, level, spread } = this.learner.learn(conflict, this.bump);
    this.activity?.decay();
    this.backTo(level);
    const [b, v] = [literals[0]! ^ 1, 1 - literals[1]!];
    const alone = literals.length === 2;
    const id = alone ? 0 : nogoods.add(literals, spread);
    if (trail.raise(b, v, alone ? reason.none : reason.nogood, id)) return true;
    if (level === 0) {
      this.done = true;
      return false;
    }
    propagator.conflict = [...literals];
    return this.turnBack();
  }

  private decide(): boolean {
    const { trail, model, activity, width } = this;
    const { bound } = trail;
    const makespan = model.size - 1;
    const known = this.best !== null;
    this.takenBefore = this.taken.length;
    if (trail.level === 0 && (known || this.restarts % 2 === 1) && bound[makespan * 2]! < -bound[makespan * 2 + 1]!)
      return this.choose(makespan * 2 + 1, -bound[makespan * 2]!);
    if (activity && this.restarts % 4 !== 0)
      for (let id = activity.take(); id >= 0; id = activity.take()) {
        this.taken.push(id);
        const task = Math.floor(id / width);
        const at = id - task * width;
        if (at < bound[task * 2]! || at >= -bound[task * 2 + 1]! || task === makespan) continue;
        const later = known && this.best![task]! > at;
        return later ? this.choose(task * 2, at + 1) : this.choose(task * 2 + 1, -at);
      }
    let first = -1;
    for (let task = 0; task < makespan; task++) {
      const start = bound[task * 2]!;
      if (start + bound[task * 2 + 1]! === 0) continue;
      if (first < 0 || start < bound[first * 2]! || (start === bound[first * 2] && bound[task * 2 + 1]! > bound[first * 2 + 1]!))
        first = task;
    }
    return first >= 0 && this.choose(first * 2 + 1, -bound[first * 2]!);
  }

  private choose(b: number, v: number): boolean {
    this.trail.open();
    this.takenAt.push(this.takenBefore);
    this.trail.raise(b, v, reason.none, 0);
    return true;
  }

  private found(): void {
    const { bound } = this.trail;
    const starts = new Int32Array(this.model.size - 1);
    let makespan = 0;
    for (let task = 0; task < starts.length; task++) {
      starts[task] = bound[task * 2]!;
      makespan = Math.max(makespan, starts[task]! + this.model.duration[task]!);
    }
    this.improve(starts, makespan);
  }

  private restart(): void {
    this.restarts++;
    this.left = 100 * luby(this.restarts);
    this.backTo(0);
    if (this.nogoods.all.length <= this.most) return;
    this.nogoods.shrink();
    this.most += 500;
  }

  private backTo(level: number): void {
    const { trail, taken, takenAt, activity } = this;
    if (trail.level > level) {
      const from = level === 0 ? 0 : takenAt[level]!;
      for (let at = taken.length - 1; at >= from; at--) activity?.put(taken[at]!);
      taken.length = from;
      takenAt.length = level;
      trail.undo(level);
    }
    this.propagator.rewind();
  }
}

/** 1 1 2 1 1 2 4 …: how long to search before beginning afresh (Luby, Sinclair and Zuckerman 1993). */
function luby(index: number): number {
  let size = 1;
  let power = 0;
  while (size < index + 1) {
    size = 2 * size + 1;
    power++;
  }
  let at = index;
  while (size - 1 !== at) {
    size = (size - 1) >> 1;
    power--;
    at %= size;
  }
  return 2 ** power;
}
