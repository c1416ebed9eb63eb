/**
 * Which "starts by v or later?" was in the way lately (VSIDS; Moskewicz et al. 2001), in a heap. A boundary is numbered
 * task × width + v: the question whether the task starts at v or before.
 */
export class Activity {
  private readonly score: Float64Array;
  private readonly place: Int32Array;
  private heap: Int32Array;
  private count = 0;
  private step = 1;

  constructor(boundaries: number) {
    this.score = new Float64Array(boundaries);
    this.place = new Int32Array(boundaries).fill(-1);
    this.heap = new Int32Array(1024);
  }

  bump(id: number): void {
    this.score[id]! += this.step;
    if (this.score[id]! > 1e100) {
      for (let i = 0; i < this.score.length; i++) this.score[i]! *= 1e-100;
      this.step *= 1e-100;
    }
    if (this.place[id]! < 0) this.put(id);
    else this.up(this.place[id]!);
  }

  decay(): void {
    this.step /= 0.95;
  }

  /** Takes the most active out; -1 where none is left. */
  take(): number {
    if (this.count === 0) return -1;
    const top = this.heap[0]!;
    this.place[top] = -1;
    const last = this.heap[--this.count]!;
    if (this.count > 0) {
      this.heap[0] = last;
      this.place[last] = 0;
      this.down(0);
    }
    return top;
  }

  put(id: number): void {
    if (this.place[id]! >= 0) return;
    if (this.count === this.heap.length) {
      const wide = new Int32Array(this.count * 2);
      wide.set(this.heap);
      this.heap = wide;
    }
    this.heap[this.count] = id;
    this.place[id] = this.count;
    this.up(this.count++);
  }

  private up(from: number): void {
    const { heap, score, place } = this;
    let at = from;
    const id = heap[at]!;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (score[heap[parent]!]! >= score[id]!) break;
      heap[at] = heap[parent]!;
      place[heap[at]!] = at;
      at = parent;
    }
    heap[at] = id;
    place[id] = at;
  }

  private down(from: number): void {
    const { heap, score, place, count } = this;
    let at = from;
    const id = heap[at]!;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= count) break;
      if (child + 1 < count && score[heap[child + 1]!]! > score[heap[child]!]!) child++;
      if (score[heap[child]!]! <= score[id]!) break;
      heap[at] = heap[child]!;
      place[heap[at]!] = at;
      at = child;
    }
    heap[at] = id;
    place[id] = at;
  }
}
