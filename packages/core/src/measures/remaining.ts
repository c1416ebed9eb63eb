/** What is known of a run at one moment. */
export type Standing = { readonly state: string; readonly ageMillis: number; readonly step: number };

export type Promise3 = {
  readonly p50: number;
  readonly p80: number;
  readonly p95: number;
  /** How many finished runs in a like place it rests on. */ readonly basis: number;
};

const levels = [0.5, 0.8, 0.95] as const;

/** Samples kept for each place: the newest, because ways of working drift. */
const kept = 400;
/** A place with fewer samples asks the next coarser one. */
const enough = 30;
/** How fast a promise gives way when it is kept too rarely or too often. */
const pace = 0.03;

/**
 * The remaining time of a run, as promises that are kept at their rate: "with 80 % done within this". A table of what
 * finished runs still needed from the same state, age and step, coarser where there are few; and for each promise a
 * correction that is learned from whether earlier promises were kept (adaptive conformal inference, Gibbs and Candès
 * 2021), since a table of the past alone is wrong by drift. Runs of last activity and age beat neural networks on most
 * public logs; see the documentation for the figures.
 */
export class RemainingTime {
  readonly #tables = new Map<string, Window>();
  readonly #levels = new Map<string, Float64Array>();

  /** A run is finished: what was left at each of its moments, and what had been promised there. */
  finished(moments: readonly { readonly standing: Standing; readonly remaining: number; readonly promised: Promise3 | null }[]): void {
    for (const { standing, remaining } of moments)
      for (const key of keysOf(standing)) {
        let table = this.#tables.get(key);
        if (table === undefined) this.#tables.set(key, (table = new Window()));
        table.add(remaining);
      }
    for (const { standing, remaining, promised } of moments) {
      if (promised === null) continue;
      const own = this.#levelsOf(standing.state);
      [promised.p50, promised.p80, promised.p95].forEach((bound, at) => {
        const missed = remaining > bound ? 1 : 0;
        own[at] = Math.min(0.9999, Math.max(0.0001, own[at]! + (pace / moments.length) * (missed - (1 - levels[at]!))));
      });
    }
  }

  /** Null while nothing like it has finished. */
  promise(standing: Standing): Promise3 | null {
    const tables = keysOf(standing).flatMap((key) => this.#tables.get(key) ?? []);
    const table = tables.find(({ size }) => size >= enough) ?? tables.at(-1);
    if (table === undefined || table.size < 8) return null;
    const own = this.#levelsOf(standing.state);
    const [p50, p80, p95] = levels.map((_, at) => table.at(own[at]!)) as [number, number, number];
    return { p50, p80: Math.max(p50, p80), p95: Math.max(p50, p80, p95), basis: table.size };
  }

  /** The middle of what like runs still needed: the guess with the least error, without the correction. */
  guess(standing: Standing): number | null {
    const tables = keysOf(standing).flatMap((key) => this.#tables.get(key) ?? []);
    return (tables.find(({ size }) => size >= enough) ?? tables.at(-1))?.at(0.5) ?? null;
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

/** The newest samples, sorted. */
class Window {
  readonly #sorted: number[] = [];
  readonly #order: number[] = [];

  get size(): number {
    return this.#sorted.length;
  }

  add(value: number): void {
    this.#sorted.splice(place(this.#sorted, value), 0, value);
    this.#order.push(value);
    if (this.#order.length > kept) this.#sorted.splice(place(this.#sorted, this.#order.shift()!), 1);
  }

  /** The smallest sample that this share of the samples and one more does not exceed. */
  at(level: number): number {
    return this.#sorted[Math.min(this.size - 1, Math.max(0, Math.ceil(level * (this.size + 1)) - 1))]!;
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
