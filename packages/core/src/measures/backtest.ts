import { type EventLog } from "../mining/index.ts";
import { place } from "./place.ts";
import { type Passage, replay, type Told } from "./promises.ts";

export type Backtest = {
  readonly cases: number;
  readonly promises: number;
  /** Moments at which nothing was promised: too few had finished, or too many were open to tell how long the slow ones take. */
  readonly refused: number;
  /** How often each promise was kept, cases weighted equally. */
  readonly kept: { readonly p50: number; readonly p80: number; readonly p95: number };
  /** How many promises of each kind there were: the longer ones are refused sooner. */
  readonly made: { readonly p50: number; readonly p80: number; readonly p95: number };
  /** Mean absolute errors in days, cases weighted equally: the table's middle, and two simple rules beside it. */
  readonly meanAbsoluteErrorDays: { readonly table: number; readonly medianByLength: number; readonly meanByLength: number };
};

/**
 * What would have been promised, had one asked after every event of the last third of cases (by first event), knowing at
 * each moment only the cases that were finished by then. The last event of a case is no question: nothing remains.
 */
export function backtest(log: EventLog): Backtest {
  const passages = passagesOf(log);
  const tested = passages.length - Math.floor(passages.length / 3);
  const guesses = new ByLength(passages);
  const asked: (Told & Guesses)[][] = passages.map(() => []);
  replay(passages, Number.NEGATIVE_INFINITY, (told, guess) => {
    const own = asked[told.passage]!;
    own.push({ ...told, guess: guess() ?? 0, ...guesses.at(told.at, own.length) });
  });
  const totals = { cases: 0, promises: 0, refused: 0, table: 0, median: 0, mean: 0 };
  const kept = levels.map(() => ({ cases: 0, made: 0, sum: 0 }));
  for (const [passage, all] of asked.entries()) {
    if (passage < tested) continue;
    const made = all.flatMap(({ promised, ...one }) => (promised === null ? [] : [{ ...one, promised }]));
    totals.refused += all.length - made.length;
    if (made.length === 0) continue;
    totals.cases += 1;
    totals.promises += made.length;
    const left = ({ at }: Told): number => passages[passage]!.endedAt! - at;
    const mean = (error: (one: (typeof made)[number]) => number): number => made.reduce((sum, one) => sum + error(one), 0) / made.length;
    totals.table += mean((one) => Math.abs(left(one) - one.guess));
    totals.median += mean((one) => Math.abs(left(one) - one.median));
    totals.mean += mean((one) => Math.abs(left(one) - one.mean));
    for (const [at, level] of levels.entries()) {
      const bounds = made.flatMap((one) => (one.promised[level] === null ? [] : [left(one) <= one.promised[level]]));
      if (bounds.length === 0) continue;
      kept[at]!.cases += 1;
      kept[at]!.made += bounds.length;
      kept[at]!.sum += bounds.filter(Boolean).length / bounds.length;
    }
  }
  const day = 86_400_000 * Math.max(1, totals.cases);
  const [p50, p80, p95] = kept.map(({ cases, sum }) => sum / Math.max(1, cases)) as [number, number, number];
  return {
    cases: totals.cases,
    promises: totals.promises,
    refused: totals.refused,
    kept: { p50, p80, p95 },
    made: { p50: kept[0]!.made, p80: kept[1]!.made, p95: kept[2]!.made },
    meanAbsoluteErrorDays: { table: totals.table / day, medianByLength: totals.median / day, meanByLength: totals.mean / day },
  };
}

const levels = ["p50", "p80", "p95"] as const;

/** Cases by their first event, those without a time left out. */
function passagesOf(log: EventLog): Passage[] {
  const order = log.cases
    .map((_, each) => each)
    .filter((each) => log.offsets[each + 1]! > log.offsets[each]! && !Number.isNaN(log.time[log.offsets[each]!]!));
  order.sort((a, b) => log.time[log.offsets[a]!]! - log.time[log.offsets[b]!]! || a - b);
  return order.map((each) => {
    const [from, last] = [log.offsets[each]!, log.offsets[each + 1]! - 1];
    return {
      endedAt: log.time[last]!,
      places: Array.from({ length: last - from }, (_, step) => ({
        at: log.time[from + step]!,
        standing: {
          state: log.activities[log.activity[from + step]!]!,
          ageMillis: log.time[from + step]! - log.time[from]!,
          step,
        },
      })),
    };
  });
}

type Simple = { readonly median: number; readonly mean: number };
type Guesses = Simple & { readonly guess: number };

/** Two simple rules: the median and the mean of what finished cases needed after as many events. */
class ByLength {
  readonly #known: { sorted: number[]; sum: number }[] = [];
  readonly #ended: Passage[];
  #next = 0;

  constructor(passages: readonly Passage[]) {
    this.#ended = passages.toSorted((a, b) => a.endedAt! - b.endedAt!);
  }

  at(moment: number, step: number): Simple {
    for (; this.#next < this.#ended.length && this.#ended[this.#next]!.endedAt! < moment; this.#next += 1) {
      const { places, endedAt } = this.#ended[this.#next]!;
      for (const [each, { at }] of places.entries()) {
        const known = (this.#known[each] ??= { sorted: [], sum: 0 });
        known.sorted.splice(place(known.sorted, endedAt! - at), 0, endedAt! - at);
        known.sum += endedAt! - at;
      }
    }
    const { sorted, sum } = this.#known[step] ?? { sorted: [], sum: 0 };
    return { median: sorted[sorted.length >> 1] ?? 0, mean: sum / Math.max(1, sorted.length) };
  }
}
