/** What happens next: by time, then in the order in which it was planned. */
export class Agenda {
  readonly #entries: { time: number; order: number; happen: () => void }[] = [];
  #planned = 0;

  plan(time: number, happen: () => void): void {
    const entries = this.#entries;
    const entry = { time, order: (this.#planned += 1), happen };
    let at = entries.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(entry, entries[above]!)) break;
      entries[at] = entries[above]!;
      at = above;
    }
    entries[at] = entry;
  }

  next(): { time: number; happen: () => void } | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (first === undefined || last === undefined || entries.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = at * 2 + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && before(entries[below + 1]!, entries[below]!)) below += 1;
      if (!before(entries[below]!, last)) break;
      entries[at] = entries[below]!;
      at = below;
    }
    entries[at] = last;
    return first;
  }
}

function before(a: { time: number; order: number }, b: { time: number; order: number }): boolean {
  return a.time === b.time ? a.order < b.order : a.time < b.time;
}
