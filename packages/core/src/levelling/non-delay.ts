import type { Instance } from "./instance.ts";

/**
 * Parallel schedule generation: at every moment whatever fits begins, the least key first, so that nothing waits while it could go
 * on (a non-delay schedule; Kolisch 1996). On scarce resources these are far shorter than serial ones of the same keys, and a good
 * first generation; but the shortest schedule need not be among them.
 */
export class NonDelay {
  private readonly instance: Instance;
  private readonly open: Int32Array;
  private readonly earliest: Int32Array;
  private readonly free: Int32Array;
  private eligible: number[] = [];
  private running: number[] = [];

  constructor(instance: Instance) {
    this.instance = instance;
    this.open = new Int32Array(instance.size);
    this.earliest = new Int32Array(instance.size);
    this.free = instance.full.slice();
  }

  /** Fills `start` from `keys`. */
  run(keys: Int32Array, start: Int32Array): void {
    const { instance, open } = this;
    const { size, forward } = instance;
    this.free.set(instance.full);
    this.earliest.fill(0);
    this.eligible = [];
    this.running = [];
    for (let i = 0; i < size; i++) {
      open[i] = forward.inAt[i + 1]! - forward.inAt[i]!;
      if (open[i] === 0) this.offer(i, keys);
    }
    for (let t = 0, left = size; left > 0; t = this.next(t, start)) {
      this.release(t, start);
      for (let begun = this.begin(t, keys, start); begun > 0; begun = this.begin(t, keys, start)) left -= begun;
    }
  }

  /** Among those whose predecessors have begun, in the order of keys. */
  private offer(i: number, keys: Int32Array): void {
    const { eligible } = this;
    let [low, high] = [0, eligible.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[eligible[middle]!]! <= keys[i]!) low = middle + 1;
      else high = middle;
    }
    eligible.splice(low, 0, i);
  }

  /** How many begin at `t`. Those that they let follow at once are offered for the next call. */
  private begin(t: number, keys: Int32Array, start: Int32Array): number {
    const { earliest } = this;
    const { outAt, to } = this.instance.forward;
    const offered = this.eligible;
    const begun = offered.filter((i) => earliest[i]! <= t && this.take(i));
    if (begun.length === 0) return 0;
    const taken = new Set(begun);
    this.eligible = offered.filter((i) => !taken.has(i));
    for (const i of begun) {
      start[i] = t;
      this.running.push(i);
      for (let k = outAt[i]!; k < outAt[i + 1]!; k++) if (--this.open[to[k]!]! === 0) this.follow(to[k]!, keys, start);
    }
    return begun.length;
  }

  private follow(i: number, keys: Int32Array, start: Int32Array): void {
    const { inAt, from, lag } = this.instance.forward;
    for (let k = inAt[i]!; k < inAt[i + 1]!; k++) this.earliest[i] = Math.max(this.earliest[i]!, start[from[k]!]! + lag[k]!);
    this.offer(i, keys);
  }

  private take(i: number): boolean {
    const { free } = this;
    const { request, words, guards } = this.instance;
    for (let w = 0; w < words; w++) {
      const wanted = request[i * words + w]!;
      if (wanted !== 0 && ((free[w]! - wanted) & guards[w]!) !== guards[w]) return false;
    }
    for (let w = 0; w < words; w++) free[w]! -= request[i * words + w]!;
    return true;
  }

  private release(t: number, start: Int32Array): void {
    const { duration, request, words } = this.instance;
    this.running = this.running.filter((i) => {
      if (start[i]! + duration[i]! > t) return true;
      for (let w = 0; w < words; w++) this.free[w]! += request[i * words + w]!;
      return false;
    });
  }

  /** The next moment at which something ends, or may begin at the earliest. */
  private next(t: number, start: Int32Array): number {
    const { duration } = this.instance;
    let next = Number.POSITIVE_INFINITY;
    for (const i of this.running) next = Math.min(next, start[i]! + duration[i]!);
    for (const i of this.eligible) if (this.earliest[i]! > t) next = Math.min(next, this.earliest[i]!);
    return next;
  }
}
