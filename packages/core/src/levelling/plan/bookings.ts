/**
 * How much of one person is taken when: a step function over wall-clock minutes, kept as sorted moments. Units are thousandths, so
 * that sums are exact.
 */
export class Bookings {
  private at = new Int32Array(64);
  private used = new Int32Array(64);
  private count = 1;

  constructor() {
    this.clear();
  }

  clear(): void {
    this.count = 1;
    this.at[0] = -2_147_483_648;
    this.used[0] = 0;
  }

  copy(other: Bookings): void {
    if (this.at.length < other.count) {
      this.at = new Int32Array(other.at.length);
      this.used = new Int32Array(other.at.length);
    }
    this.at.set(other.at.subarray(0, other.count));
    this.used.set(other.used.subarray(0, other.count));
    this.count = other.count;
  }

  /** The end of the last stretch between `from` and `to` in which more than `room` is taken; `from` where there is none. */
  freeAfter(from: number, to: number, room: number): number {
    let last = this.find(to - 1);
    while (last >= 0) {
      if (this.used[last]! > room) return last + 1 < this.count ? this.at[last + 1]! : to;
      if (this.at[last]! <= from) return from;
      last--;
    }
    return from;
  }

  /** The beginning of the first stretch between `from` and `to` in which more than `room` is taken; `to` where there is none. */
  freeBefore(from: number, to: number, room: number): number {
    for (let k = this.find(from); k < this.count && this.at[k]! < to; k++) if (this.used[k]! > room) return Math.max(from, this.at[k]!);
    return to;
  }

  /** The first moment from `from` on at which no more than `room` is taken. */
  freeFrom(from: number, room: number): number {
    let k = this.find(from);
    if (this.used[k]! <= room) return from;
    while (k + 1 < this.count && this.used[k]! > room) k++;
    return this.used[k]! > room ? 2_147_483_647 : this.at[k]!;
  }

  book(from: number, to: number, units: number): void {
    if (to <= from) return;
    const first = this.cut(from);
    const end = this.cut(to);
    for (let k = first; k < end; k++) this.used[k]! += units;
    this.join(end);
    this.join(first);
  }

  /** The stretches in which more than `room` is taken. */
  over(room: number): { from: number; to: number; used: number }[] {
    const found: { from: number; to: number; used: number }[] = [];
    for (let k = 0; k < this.count - 1; k++)
      if (this.used[k]! > room) found.push({ from: this.at[k]!, to: this.at[k + 1]!, used: this.used[k]! });
    return found;
  }

  /** The stretch that holds `t`. */
  private find(t: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.at[middle]! <= t) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private cut(t: number): number {
    const k = this.find(t);
    if (this.at[k] === t) return k;
    if (this.count === this.at.length) {
      const at = new Int32Array(this.count * 2);
      const used = new Int32Array(this.count * 2);
      at.set(this.at);
      used.set(this.used);
      this.at = at;
      this.used = used;
    }
    this.at.copyWithin(k + 2, k + 1, this.count);
    this.used.copyWithin(k + 2, k + 1, this.count);
    this.count++;
    this.at[k + 1] = t;
    this.used[k + 1] = this.used[k]!;
    return k + 1;
  }

  private join(k: number): void {
    if (k <= 0 || k >= this.count || this.used[k] !== this.used[k - 1]) return;
    this.at.copyWithin(k, k + 1, this.count);
    this.used.copyWithin(k, k + 1, this.count);
    this.count--;
  }
}
