import type { Arcs, Instance } from "./instance.ts";

/**
 * Serial schedule generation: tasks in a given order, each as early as its predecessors and the capacity still free allow. With
 * the arcs of the other direction it schedules from the end. Nothing is allocated after construction.
 */
export class Generator {
  readonly arcs: Arcs;
  private readonly instance: Instance;
  private readonly free: Int32Array;
  private dirty = 0;

  constructor(instance: Instance, arcs: Arcs) {
    this.instance = instance;
    this.arcs = arcs;
    this.free = new Int32Array((instance.horizon + 1) * instance.words);
    this.dirty = instance.horizon + 1;
  }

  /** Fills `start` and returns the makespan. `order` must hold predecessors first. */
  run(order: Int32Array, start: Int32Array): number {
    this.dirty = this.instance.words === 1 ? this.single(order, start) : this.several(order, start);
    return this.dirty;
  }

  private single(order: Int32Array, start: Int32Array): number {
    const { duration, request, size } = this.instance;
    const { inAt, from, lag } = this.arcs;
    const { free } = this;
    const guards = this.instance.guards[0]!;
    free.fill(this.instance.full[0]!, 0, this.dirty);
    let makespan = 0;
    for (let at = 0; at < size; at++) {
      const i = order[at]!;
      let s = 0;
      for (let k = inAt[i]!, end = inAt[i + 1]!; k < end; k++) {
        const bound = start[from[k]!]! + lag[k]!;
        if (bound > s) s = bound;
      }
      const wanted = request[i]!;
      let finish = s + duration[i]!;
      if (wanted !== 0) {
        // From the window's end backwards: a conflict there moves the window past it at once.
        for (let t = finish - 1; t >= s; t--) {
          if (((free[t]! - wanted) & guards) === guards) continue;
          s = t + 1;
          finish = s + duration[i]!;
          t = finish;
        }
        for (let t = s; t < finish; t++) free[t]! -= wanted;
      }
      start[i] = s;
      if (finish > makespan) makespan = finish;
    }
    return makespan;
  }

  private several(order: Int32Array, start: Int32Array): number {
    const { duration, request, size, words, guards, full } = this.instance;
    const { inAt, from, lag } = this.arcs;
    const { free } = this;
    for (let t = 0, end = this.dirty * words; t < end; t += words) for (let w = 0; w < words; w++) free[t + w] = full[w]!;
    let makespan = 0;
    for (let at = 0; at < size; at++) {
      const i = order[at]!;
      let s = 0;
      for (let k = inAt[i]!, end = inAt[i + 1]!; k < end; k++) {
        const bound = start[from[k]!]! + lag[k]!;
        if (bound > s) s = bound;
      }
      let finish = s + duration[i]!;
      for (let t = finish - 1; t >= s; t--) {
        let fits = true;
        for (let w = 0; w < words && fits; w++) {
          const wanted = request[i * words + w]!;
          fits = wanted === 0 || ((free[t * words + w]! - wanted) & guards[w]!) === guards[w];
        }
        if (fits) continue;
        s = t + 1;
        finish = s + duration[i]!;
        t = finish;
      }
      for (let w = 0; w < words; w++) {
        const wanted = request[i * words + w]!;
        if (wanted !== 0) for (let t = s; t < finish; t++) free[t * words + w]! -= wanted;
      }
      start[i] = s;
      if (finish > makespan) makespan = finish;
    }
    return makespan;
  }
}
