/** Stays kept in one place: the newest, because ways of working drift. */
const kept = 400;

/** How long a run has stood since a moment, by the clock or in working hours. */
export type Elapsed = (since: number) => number;

/** One stay of a run, from a moment on. */
type Stay = { readonly at: number };

/** The newest stays in one place. */
export class Place {
  readonly #stays: Stay[] = [];
  readonly #remaining = new Map<Stay, number>();
  /** What those that are over needed, the shortest first. */
  readonly #times: number[] = [];
  /** Those that are not over, the longest first. */
  readonly #open: Stay[] = [];

  get finished(): number {
    return this.#times.length;
  }

  /** How many are over that needed as long or longer. */
  longerThan(since: number): number {
    return this.#times.length - place(this.#times, since);
  }

  add(stay: Stay): void {
    this.#stays.push(stay);
    this.#open.push(stay);
    if (this.#stays.length > kept) this.#drop(this.#stays.shift()!);
  }

  /** It is over; null: it was given up, and tells nothing. */
  left(stay: Stay, remaining: number | null): void {
    const at = this.#open.indexOf(stay);
    if (at === -1) return;
    this.#open.splice(at, 1);
    if (remaining === null) return void this.#stays.splice(this.#stays.indexOf(stay), 1);
    this.#remaining.set(stay, remaining);
    this.#times.splice(place(this.#times, remaining), 0, remaining);
  }

  #drop(stay: Stay): void {
    const remaining = this.#remaining.get(stay);
    if (remaining === undefined) return void this.#open.splice(this.#open.indexOf(stay), 1);
    this.#remaining.delete(stay);
    this.#times.splice(place(this.#times, remaining), 1);
  }

  known(elapsed: Elapsed): Known {
    const all = this.#stays.length;
    const shares: number[] = [];
    let [open, watched] = [1, this.#open.length - 1];
    for (const [before, time] of this.#times.entries()) {
      while (watched >= 0 && elapsed(this.#open[watched]!.at) < time) watched -= 1;
      const gone = before + (this.#open.length - 1 - watched);
      // One more than were seen: the next may take longer than any.
      open *= 1 - 1 / (all - gone + 1);
      shares.push(1 - open);
    }
    return new Known(this.#times, shares);
  }
}

/** How long stays take, as far as it is known: of each time that was needed, the share that is done within it. */
class Known {
  readonly #times: readonly number[];
  readonly #shares: readonly number[];

  constructor(times: readonly number[], shares: readonly number[]) {
    this.#times = times;
    this.#shares = shares;
  }

  /** The shortest time within which this share is done, or the longest that was seen; null where none was. */
  at(share: number): number | null {
    return this.#times[Math.min(this.#times.length - 1, place(this.#shares, share - 1e-9))] ?? null;
  }

  /** What is left after `since` for the share `level` of those that took longer, corrected to `own`; null where that many are not known to end. */
  left(level: number, own: number, since: number): number | null {
    const gone = this.#shares[place(this.#times, since) - 1] ?? 0;
    const ofAll = (share: number): number => 1 - (1 - gone) * (1 - share);
    if ((this.#shares.at(-1) ?? 0) < ofAll(level)) return null;
    return Math.max(0, (this.at(ofAll(own)) ?? 0) - since);
  }
}

export function place(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
