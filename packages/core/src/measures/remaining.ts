import { type Elapsed, Place } from "./place.ts";

/** What is known of a run at one moment. */
export type Standing = { readonly state: string; readonly ageMillis: number; readonly step: number };

/** What is left, in the shares of like runs that need no more; null where too many are open to tell how long the slow ones take. */
export type Promise3 = {
  readonly p50: number;
  readonly p80: number | null;
  readonly p95: number | null;
  /** How many finished runs in a like place it rests on. */ readonly basis: number;
};

export const levels = [0.5, 0.8, 0.95] as const;

/** A place where fewer have finished asks the next coarser one. */
const enough = 30;
/** With fewer nothing is promised. */
const least = 8;
/** How fast a promise gives way when it is kept too rarely or too often. */
const pace = 0.03;

/**
 * The remaining time of a run, as promises that are kept at their rate: "with 80 % done within this". A table of what runs
 * needed from the same state, age and step, coarser where there are few. Those that are still open count for as long as they
 * have been watched (Kaplan and Meier, 1958): who finished first are the quick ones, and where too many are open to know how
 * long the slow ones take, nothing is promised. For each promise a correction is learned from whether earlier ones were kept
 * (adaptive conformal inference, Gibbs and Candès 2021), since a table of the past alone is wrong by drift.
 */
export class RemainingTime {
  readonly #places = new Map<string, Place>();
  readonly #levels = new Map<string, Float64Array>();
  #moments = 0;
  #runs = 0;
  #finished = 0;

  /** A run came to a place, none before those told already; what is given back is told how long it took from there, or null when the run was given up. */
  stood(standing: Standing, at: number): (remaining: number | null) => void {
    const stay = { at };
    const places = keysOf(standing).map((key) => {
      let place = this.#places.get(key);
      if (place === undefined) this.#places.set(key, (place = new Place()));
      place.add(stay);
      return place;
    });
    this.#moments += 1;
    if (standing.step === 0) this.#runs += 1;
    return (remaining) => {
      if (standing.step === 0 && remaining !== null) this.#finished += 1;
      for (const place of places) place.left(stay, remaining);
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

  /**
   * Of a run that has stood in its place for a while (`since`). Null while too few like it have finished later than that, and
   * where half of the like are still open.
   */
  promise(standing: Standing, elapsed: Elapsed, since = 0): Promise3 | null {
    const place = this.#placeOf(standing, since);
    // The coarsest place knows a run once for each place that it was in.
    const basis = Math.min(place?.longerThan(since) ?? 0, this.#finished);
    if (place === undefined || basis < least) return null;
    const own = this.#levelsOf(standing.state);
    const known = place.known(elapsed);
    const left = (at: number): number | null => known.left(levels[at]!, own[at]!, since);
    const atLeast = (value: number | null, other: number): number | null => (value === null ? null : Math.max(value, other));
    const p50 = left(0);
    if (p50 === null) return null;
    const p80 = atLeast(left(1), p50);
    return { p50, p80, p95: atLeast(left(2), p80 ?? p50), basis };
  }

  /** The middle of what like runs needed: the guess with the least error, without the correction. */
  guess(standing: Standing, elapsed: Elapsed): number | null {
    return this.#placeOf(standing, 0)?.known(elapsed).at(0.5) ?? null;
  }

  /** The finest that enough are known of. */
  #placeOf(standing: Standing, since: number): Place | undefined {
    const places = keysOf(standing).flatMap((key) => this.#places.get(key) ?? []);
    return places.find((own) => own.finished >= enough && own.longerThan(since) >= least) ?? places.at(-1);
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
