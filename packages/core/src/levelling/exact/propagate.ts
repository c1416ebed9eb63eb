import type { Model, Resource } from "./model.ts";
import type { Nogoods } from "./nogoods.ts";
import { eachReason } from "./reasons.ts";
import { reason, type Trail } from "./trail.ts";

/**
 * Draws every conclusion from the bounds as they stand: times between starts, pairs that exclude each other, the parts of time
 * that tasks are sure to fill (time-table reasoning; explained as in Schutt, Feydt, Stuckey and Wallace 2011), and nogoods.
 * `run` is false where nothing is possible any more; `conflict` then holds literals that can't all be true.
 */
export class Propagator {
  conflict: number[] = [];
  private readonly model: Model;
  private readonly trail: Trail;
  private readonly nogoods: Nogoods;
  private readonly height: Int32Array;
  private head = 0;
  private readonly touched: Uint8Array;
  private readonly resourcesOf: readonly number[][];

  constructor(model: Model, trail: Trail, nogoods: Nogoods) {
    this.model = model;
    this.trail = trail;
    this.nogoods = nogoods;
    this.height = new Int32Array(model.horizon + 2);
    this.touched = new Uint8Array(model.resources.length).fill(1);
    const resourcesOf: number[][] = Array.from({ length: model.size }, () => []);
    model.resources.forEach(({ tasks }, r) => tasks.forEach((task) => resourcesOf[task]!.push(r)));
    this.resourcesOf = resourcesOf;
  }

  /** After the trail was cut back. */
  rewind(): void {
    this.head = Math.min(this.head, this.trail.count);
    this.touched.fill(1);
  }

  run(): boolean {
    const { trail, model } = this;
    for (;;) {
      while (this.head < trail.count) {
        const entry = this.head++;
        const b = trail.of[entry]!;
        if (trail.before[entry]! >= 0 && !this.applyNogoods(b, trail.value[trail.before[entry]!]!, trail.value[entry]!)) return false;
        if (trail.last[b] !== entry) continue; // a later entry says more
        if (!this.arcs(b) || !this.rivals(b >> 1)) return false;
        for (const r of this.resourcesOf[b >> 1]!) this.touched[r] = 1;
      }
      let quiet = true;
      for (let r = 0; r < model.resources.length && quiet; r++) {
        if (this.touched[r] === 0) continue;
        this.touched[r] = 0;
        if (!this.timeTable(model.resources[r]!)) return false;
        quiet = this.head === trail.count;
      }
      if (quiet) return true;
    }
  }

  private raise(b: number, v: number, kind: number, at: number): boolean {
    if (this.trail.raise(b, v, kind, at)) return true;
    // The weakest value that the opposite bound rules out, and why it was reached.
    const { trail } = this;
    const opposite = trail.bound[b ^ 1]!;
    const conflict = [b ^ 1, opposite];
    eachReason(this.model, trail, this.nogoods, trail.count - 1, 1 - opposite, (rb, rv) => conflict.push(rb, rv) > 0);
    this.conflict = conflict;
    return false;
  }

  private applyNogoods(b: number, old: number, now: number): boolean {
    const { nogoods, trail } = this;
    const { bound } = trail;
    const list = nogoods.watching[b]!;
    let kept = 0;
    for (let k = 0; k < list.length; k += 2) {
      const id = list[k]!;
      const v = list[k + 1]!;
      list[kept] = id;
      list[kept + 1] = v;
      kept += 2;
      if (v > now || v <= old) continue;
      const literals = nogoods.all[id]!;
      if (literals[0] === b && literals[1] === v) swap(literals, 0, 2);
      const [b0, v0] = [literals[0]!, literals[1]!];
      if (bound[b0 ^ 1]! >= 1 - v0) continue; // already broken elsewhere
      let other = 4;
      while (other < literals.length && bound[literals[other]!]! >= literals[other + 1]!) other += 2;
      if (other < literals.length) {
        swap(literals, 2, other);
        nogoods.watching[literals[2]!]!.push(id, literals[3]!);
        kept -= 2;
        continue;
      }
      const fails = bound[b0]! >= v0;
      if (!fails && this.raise(b0 ^ 1, 1 - v0, reason.nogood, id)) continue;
      if (fails) this.conflict = [...literals];
      for (let rest = k + 2; rest < list.length; rest++) list[kept++] = list[rest]!;
      list.length = kept;
      return false;
    }
    list.length = kept;
    return true;
  }

  private arcs(b: number): boolean {
    const { model, trail } = this;
    const { bound } = trail;
    const task = b >> 1;
    const v = bound[b]!;
    const ahead = (b & 1) === 0;
    const [at, list, far] = ahead ? [model.outAt, model.out, model.arcTo] : [model.inAt, model.in, model.arcFrom];
    for (let k = at[task]!; k < at[task + 1]!; k++) {
      const arc = list[k]!;
      const other = far[arc]! * 2 + (b & 1);
      const wanted = v + model.arcLag[arc]!;
      if (wanted > bound[other]! && !this.raise(other, wanted, reason.arc, arc)) return false;
    }
    return true;
  }

  private rivals(task: number): boolean {
    for (const other of this.model.rivals[task]!) if (!this.apart(task, other) || !this.apart(other, task)) return false;
    return true;
  }

  /** Where `i` can't be over before `j` must begin, `j` comes first. */
  private apart(i: number, j: number): boolean {
    const { bound, pool } = this.trail;
    const { duration } = this.model;
    const lateJ = -bound[j * 2 + 1]!;
    if (bound[i * 2]! + duration[i]! <= lateJ) return true;
    const startJ = bound[j * 2]!;
    if (startJ + duration[j]! > bound[i * 2]!) {
      const at = pool.length;
      pool.push(6, i * 2, lateJ - duration[i]! + 1, j * 2 + 1, -lateJ, j * 2, startJ);
      if (!this.raise(i * 2, startJ + duration[j]!, reason.pool, at)) return false;
    }
    const minusLateI = bound[i * 2 + 1]!;
    if (minusLateI + duration[j]! > bound[j * 2 + 1]!) {
      const at = pool.length;
      pool.push(6, i * 2, lateJ - duration[i]! + 1, j * 2 + 1, -lateJ, i * 2 + 1, minusLateI);
      if (!this.raise(j * 2 + 1, minusLateI + duration[j]!, reason.pool, at)) return false;
    }
    return true;
  }

  private timeTable(resource: Resource): boolean {
    const { height, trail, model } = this;
    const { bound } = trail;
    const { tasks, use, capacity } = resource;
    let [first, end] = [Number.POSITIVE_INFINITY, 0];
    for (let k = 0; k < tasks.length; k++) {
      const i = tasks[k]!;
      const [from, to] = [-bound[i * 2 + 1]!, bound[i * 2]! + model.duration[i]!];
      if (from >= to) continue;
      if (from < first) first = from;
      if (to > end) end = to;
    }
    if (end === 0) return true;
    height.fill(0, first, end);
    for (let k = 0; k < tasks.length; k++) {
      const i = tasks[k]!;
      const to = bound[i * 2]! + model.duration[i]!;
      for (let t = -bound[i * 2 + 1]!; t < to; t++) {
        height[t]! += use[k]!;
        if (height[t]! <= capacity) continue;
        this.conflict = [];
        this.cover(resource, -1, t, capacity, this.conflict);
        return false;
      }
    }
    for (let k = 0; k < tasks.length; k++) {
      const i = tasks[k]!;
      if (bound[i * 2]! + bound[i * 2 + 1]! === 0) continue;
      if (!this.pushLater(resource, k, first, end) || !this.pushEarlier(resource, k, first, end)) return false;
    }
    return true;
  }

  private pushLater(resource: Resource, k: number, first: number, end: number): boolean {
    const { height, trail, model } = this;
    const { bound, pool } = trail;
    const i = resource.tasks[k]!;
    const room = resource.capacity - resource.use[k]!;
    const duration = model.duration[i]!;
    // Its own sure part never holds it back.
    const own = -bound[i * 2 + 1]!;
    let start = bound[i * 2]!;
    const ownEnd = start + duration;
    for (let t = Math.min(start + duration, end) - 1; t >= start && t >= first; t--) {
      if (height[t]! <= room || (t >= own && t < ownEnd)) continue;
      const at = pool.length;
      pool.push(0, i * 2, t - duration + 1);
      this.cover(resource, i, t, room, pool);
      pool[at] = pool.length - at - 1;
      if (!this.raise(i * 2, t + 1, reason.pool, at)) return false;
      start = t + 1;
      t = Math.min(start + duration, end);
    }
    return true;
  }

  private pushEarlier(resource: Resource, k: number, first: number, end: number): boolean {
    const { height, trail, model } = this;
    const { bound, pool } = trail;
    const i = resource.tasks[k]!;
    const room = resource.capacity - resource.use[k]!;
    const duration = model.duration[i]!;
    const own = -bound[i * 2 + 1]!;
    const ownEnd = Math.min(bound[i * 2]! + duration, end);
    let last = own;
    for (let t = Math.max(last, first); t < last + duration && t < end; t++) {
      if (height[t]! <= room || (t >= own && t < ownEnd)) continue;
      const at = pool.length;
      pool.push(0, i * 2 + 1, -t);
      this.cover(resource, i, t, room, pool);
      pool[at] = pool.length - at - 1;
      last = t - duration;
      if (!this.raise(i * 2 + 1, -last, reason.pool, at)) return false;
      t = Math.max(last, first) - 1;
    }
    return true;
  }

  /** Literals that make tasks other than `except` fill more than `room` at `t`; the greatest users first, so that few are needed. */
  private cover({ tasks, use }: Resource, except: number, t: number, room: number, into: number[]): void {
    const { bound } = this.trail;
    const { duration } = this.model;
    let sum = 0;
    for (let k = 0; k < tasks.length && sum <= room; k++) {
      const i = tasks[k]!;
      if (i === except || -bound[i * 2 + 1]! > t || bound[i * 2]! + duration[i]! <= t) continue;
      sum += use[k]!;
      into.push(i * 2, t - duration[i]! + 1, i * 2 + 1, -t);
    }
  }
}

function swap(literals: Int32Array, a: number, b: number): void {
  const [bound, value] = [literals[a]!, literals[a + 1]!];
  literals[a] = literals[b]!;
  literals[a + 1] = literals[b + 1]!;
  literals[b] = bound;
  literals[b + 1] = value;
}
