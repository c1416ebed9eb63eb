/** What is known of a run at one moment. */
export type Standing = { readonly state: string; readonly ageMillis: number; readonly step: number };

export type Promise3 = {
  readonly p50: number;
  readonly p80: number;
  readonly p95: number;
  /** How many finished runs in a like place it rests on. */ readonly basis: number;
};

const levels = [0.5, 0.8, 0.95] as const;

/** Runs kept for each place: the newest, because ways of working drift. */
const kept = 400;
/** A place where fewer have finished asks the next coarser one. */
const enough = 30;
/** How fast a promise gives way when it is kept too rarely or too often. */
const pace = 0.03;

/** How long a run has stood since a moment, by the clock or in working hours. */
export type Elapsed = (since: number) => number;

/**
 * The remaining time of a run, as promises that are kept at their rate: "with 80 % done within this". A table of what runs
 * needed from the same state, age and step, coarser where there are few. Those that are still open count for as long as they
 * have been watched (Kaplan and Meier, 1958): who finished first are the quick ones, and where too many are open to know how
 * long the slow ones take, nothing is promised. For each promise a correction is learned from whether earlier ones were kept
 * (adaptive conformal inference, Gibbs and Candès 2021), since a table of the past alone is wrong by drift.
 */
export class RemainingTime {
  readonly #tables = new Map<string, Place>();
  readonly #levels = new Map<string, Float64Array>();
  #moments = 0;
  #runs = 0;

  /** A run came to a place; what is given back is told how long it took from there when it is done. */
  stood(standing: Standing, at: number): (remaining: number) => void {
    const stay: Stay = { at, remaining: null };
    for (const key of keysOf(standing)) {
      let table = this.#tables.get(key);
      if (table === undefined) this.#tables.set(key, (table = new Place()));
      table.add(stay);
    }
    this.#moments += 1;
    if (standing.step === 0) this.#runs += 1;
    return (remaining) => {
      stay.remaining = remaining;
    };
  }

  /**
   * What was promised in a place has come due: was the run done by then? To be told when it is due and not when the run is
   * done: else those that take long are heard of last, and until then every promise seems kept.
   */
  due(state: string, level: number, missed: boolean): void {
    const own = this.#levelsOf(state);
    const step = pace / Math.max(1, this.#moments / Math.max(1, this.#runs));
    own[level] = Math.min(0.9999, Math.max(0.0001, own[level]! + step * ((missed ? 1 : 0) - (1 - levels[level]!))));
  }

  /** Null while nothing like it has finished, and where those that have not are too many to tell. */
  promise(standing: Standing, elapsed: Elapsed): Promise3 | null {
    const known = this.#known(standing, elapsed);
    if (known === null || known.finished < 8 || known.reached < levels[2]) return null;
    const own = this.#levelsOf(standing.state);
    const [p50, p80, p95] = levels.map((_, at) => known.at(own[at]!)) as [number, number, number];
    return { p50, p80: Math.max(p50, p80), p95: Math.max(p50, p80, p95), basis: known.finished };
  }

  /** The middle of what like runs needed: the guess with the least error, without the correction. */
  guess(standing: Standing, elapsed: Elapsed): number | null {
    return this.#known(standing, elapsed)?.at(0.5) ?? null;
  }

  #known(standing: Standing, elapsed: Elapsed): Known | null {
    const tables = keysOf(standing).flatMap((key) => this.#tables.get(key) ?? []);
    const table = tables.find((own) => own.finished >= enough) ?? tables.at(-1);
    return table === undefined || table.finished === 0 ? null : table.known(elapsed);
  }

  #levelsOf(state: string): Float64Array {
    let own = this.#levels.get(state);
    if (own === undefined) this.#levels.set(state, (own = Float64Array.from(levels)));
    return own;
  }
}

/** From the finest place to the coarsest. */
function keysOf({ state, ageMillis, step }: Standing): string[] {
  const age = Math.max(0, Math.min(14, Math.floor(Math.log2(Math.max(ageMillis / 86_400_000, 2 ** -6)) + 6)));
  return [`${state} ${age} ${Math.min(step, 12)}`, `${state} ${age}`, state, ""].map((key, at) => `${at} ${key}`);
}

type Stay = { readonly at: number; remaining: number | null };

type Known = {
  readonly finished: number;
  /** The share that is known to be done within the longest that was seen. */
  readonly reached: number;
  /** The shortest time within which this share is done, or the longest that was seen. */
  readonly at: (level: number) => number;
};

/** The newest stays in one place. */
class Place {
  readonly #stays: Stay[] = [];

  get finished(): number {
    return this.#stays.reduce((sum, { remaining }) => sum + (remaining === null ? 0 : 1), 0);
  }

  add(stay: Stay): void {
    this.#stays.push(stay);
    if (this.#stays.length > kept) this.#stays.shift();
  }

  known(elapsed: Elapsed): Known {
    const seen = this.#stays
      .map(({ at, remaining }) => (remaining === null ? { time: elapsed(at), done: false } : { time: remaining, done: true }))
      .sort((a, b) => a.time - b.time || Number(b.done) - Number(a.done));
    const times: number[] = [];
    const shares: number[] = [];
    let open = 1;
    for (const [before, { time, done }] of seen.entries()) {
      if (!done) continue;
      // One more than were seen: the next may take longer than any.
      open *= 1 - 1 / (seen.length - before + 1);
      times.push(time);
      shares.push(1 - open);
    }
    return {
      finished: times.length,
      reached: shares.at(-1) ?? 0,
      at: (level) => times[Math.min(times.length - 1, place(shares, level - 1e-9))] ?? 0,
    };
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
