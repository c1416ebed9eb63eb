/**
 * Bounds of whole numbers, and how each came about. Variable x has two bounds: 2x is its least value, 2x + 1 the least value of
 * -x (so both only ever rise). A *literal* is "bound b is at least v"; its opposite is "bound b ^ 1 is at least 1 - v".
 */
export class Trail {
  readonly bound: Int32Array;
  /** The newest entry of each bound. */
  readonly last: Int32Array;
  /** Bounds that hold without any decision. */
  readonly root: Int32Array;
  of: Int32Array;
  value: Int32Array;
  before: Int32Array;
  kind: Uint8Array;
  at: Int32Array;
  count = 0;
  levels: number[] = [];
  /** Written-out reasons, each a length and then that many numbers; cut back with the trail. */
  pool: number[] = [];
  private poolStarts: number[] = [];

  constructor(least: Int32Array, most: Int32Array) {
    const size = least.length * 2;
    this.bound = new Int32Array(size);
    this.last = new Int32Array(size);
    this.root = new Int32Array(size);
    const room = Math.max(1024, size * 4);
    this.of = new Int32Array(room);
    this.value = new Int32Array(room);
    this.before = new Int32Array(room);
    this.kind = new Uint8Array(room);
    this.at = new Int32Array(room);
    for (let b = 0; b < size; b++) {
      this.bound[b] = (b & 1) === 0 ? least[b >> 1]! : -most[b >> 1]!;
      this.of[b] = b;
      this.value[b] = this.bound[b]!;
      this.before[b] = -1;
      this.last[b] = b;
    }
    this.count = size;
    this.root.set(this.bound);
  }

  get level(): number {
    return this.levels.length;
  }

  /** Raises a bound; false where the variable has no value left (the entry is there all the same). */
  raise(b: number, v: number, kind: number, at: number): boolean {
    if (this.count === this.of.length) this.grow();
    const entry = this.count++;
    this.of[entry] = b;
    this.value[entry] = v;
    this.before[entry] = this.last[b]!;
    this.kind[entry] = kind;
    this.at[entry] = at;
    this.last[b] = entry;
    this.bound[b] = v;
    if (this.levels.length === 0) this.root[b] = v;
    return v + this.bound[b ^ 1]! <= 0;
  }

  open(): void {
    this.levels.push(this.count);
    this.poolStarts.push(this.pool.length);
  }

  /** Back to a level: what was decided and followed since is undone. */
  undo(level: number): void {
    if (this.levels.length <= level) return;
    const start = this.levels[level]!;
    for (let entry = this.count - 1; entry >= start; entry--) {
      const b = this.of[entry]!;
      const older = this.before[entry]!;
      this.last[b] = older;
      this.bound[b] = this.value[older]!;
    }
    this.count = start;
    this.pool.length = this.poolStarts[level]!;
    this.levels.length = level;
    this.poolStarts.length = level;
  }

  /** The entry that made a true literal true. */
  entryOf(b: number, v: number): number {
    let entry = this.last[b]!;
    for (let older = this.before[entry]!; older >= 0 && this.value[older]! >= v; older = this.before[entry]!) entry = older;
    return entry;
  }

  levelOf(entry: number): number {
    let [low, high] = [0, this.levels.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.levels[middle]! <= entry) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const wide = (column: Int32Array): Int32Array => {
      const copy = new Int32Array(column.length * 2);
      copy.set(column);
      return copy;
    };
    this.of = wide(this.of);
    this.value = wide(this.value);
    this.before = wide(this.before);
    this.at = wide(this.at);
    const kind = new Uint8Array(this.kind.length * 2);
    kind.set(this.kind);
    this.kind = kind;
  }
}

/** Why an entry is there: a decision (or no reason needed), an arc, a learned nogood, or a reason written out in the pool. */
export const reason = { none: 0, arc: 1, nogood: 2, pool: 3 } as const;
