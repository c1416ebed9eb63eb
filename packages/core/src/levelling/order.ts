import type { Arcs } from "./instance.ts";

/** Turns keys into orders in linear time: small whole numbers are counted into place. */
export class Sorter {
  private readonly count: Int32Array;
  private readonly sorted: Int32Array;
  private readonly placed: Uint8Array;
  private readonly stack: Int32Array;
  private readonly size: number;

  constructor(size: number, largest: number) {
    this.size = size;
    this.count = new Int32Array(largest + 2);
    this.sorted = new Int32Array(size);
    this.placed = new Uint8Array(size);
    this.stack = new Int32Array(size + 1);
  }

  /** Tasks by rising key (0 to `largest`); equal ones by number, or from the last when `last` is set. */
  sort(keys: Int32Array, largest: number, last: boolean, order: Int32Array): void {
    const { count, size } = this;
    count.fill(0, 0, largest + 2);
    for (let i = 0; i < size; i++) count[keys[i]! + 1]!++;
    for (let key = 1; key <= largest; key++) count[key]! += count[key - 1]!;
    if (last) for (let i = size - 1; i >= 0; i--) order[count[keys[i]!]!++] = i;
    else for (let i = 0; i < size; i++) order[count[keys[i]!]!++] = i;
  }

  /** The same where keys may put a task before its predecessors: those then come just before it. */
  sortKeeping(keys: Int32Array, largest: number, last: boolean, arcs: Arcs, order: Int32Array): void {
    const { placed, sorted, stack, size } = this;
    const { inAt, from } = arcs;
    this.sort(keys, largest, last, sorted);
    placed.fill(0);
    let filled = 0;
    for (let at = 0; at < size; at++) {
      if (placed[sorted[at]!]) continue;
      let top = 0;
      stack[0] = sorted[at]!;
      while (top >= 0) {
        const i = stack[top]!;
        let missing = -1;
        for (let k = inAt[i]!, end = inAt[i + 1]!; k < end; k++) {
          const p = from[k]!;
          if (!placed[p] && (missing < 0 || keys[p]! < keys[missing]!)) missing = p;
        }
        if (missing >= 0) stack[++top] = missing;
        else {
          placed[i] = 1;
          order[filled++] = i;
          top--;
        }
      }
    }
  }
}
