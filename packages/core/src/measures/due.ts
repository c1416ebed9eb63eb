/** Things that come due, the earliest first: a binary heap. */
export class Due<T> {
  readonly #heap: { readonly at: number; readonly what: T }[] = [];

  add(at: number, what: T): void {
    const heap = this.#heap;
    let place = heap.push({ at, what }) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (heap[above]!.at <= heap[place]!.at) break;
      [heap[above], heap[place]] = [heap[place]!, heap[above]!];
      place = above;
    }
  }

  /** The earliest of what is due before a moment, or undefined. */
  before(moment: number): T | undefined {
    const heap = this.#heap;
    const top = heap[0];
    if (top === undefined || top.at >= moment) return undefined;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      let place = 0;
      for (;;) {
        const [left, right] = [2 * place + 1, 2 * place + 2];
        let least = place;
        if (left < heap.length && heap[left]!.at < heap[least]!.at) least = left;
        if (right < heap.length && heap[right]!.at < heap[least]!.at) least = right;
        if (least === place) break;
        [heap[least], heap[place]] = [heap[place]!, heap[least]!];
        place = least;
      }
    }
    return top.what;
  }
}
