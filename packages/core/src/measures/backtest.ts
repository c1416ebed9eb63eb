import { type EventLog } from "../mining/index.ts";
import { Due } from "./due.ts";
import { place, type Promise3, RemainingTime, type Standing } from "./remaining.ts";

export type Backtest = {
  readonly cases: number;
  readonly promises: number;
  /** Moments at which nothing was promised: too few had finished, or too many were open to tell how long the slow ones take. */
  readonly refused: number;
  /** How often each promise was kept, cases weighted equally. */
  readonly kept: { readonly p50: number; readonly p80: number; readonly p95: number };
  /** Mean absolute errors in days, cases weighted equally: the table's middle, and two simple rules beside it. */
  readonly meanAbsoluteErrorDays: { readonly table: number; readonly medianByLength: number; readonly meanByLength: number };
};

/**
 * What would have been promised, had one asked after every event of the last third of cases (by first event), knowing at
 * each moment only the cases that were finished by then. The last event of a case is no question: nothing remains.
 */
export function backtest(log: EventLog): Backtest {
  const order = log.cases
    .map((_, each) => each)
    .filter((each) => log.offsets[each + 1]! > log.offsets[each]! && !Number.isNaN(log.time[log.offsets[each]!]!));
  order.sort((a, b) => log.time[log.offsets[a]!]! - log.time[log.offsets[b]!]! || a - b);
  const tested = new Set(order.slice(order.length - Math.floor(order.length / 3)));
  const happenings = order.flatMap((each) =>
    Array.from({ length: log.offsets[each + 1]! - log.offsets[each]! }, (_, step) => ({ each, at: log.offsets[each]! + step, step })),
  );
  happenings.sort((a, b) => log.time[a.at]! - log.time[b.at]! || a.at - b.at);
  const predictor = new RemainingTime();
  const byLength = new Map<number, { sorted: number[]; sum: number }>();
  const open = new Map<
    number,
    {
      standing: Standing;
      at: number;
      promised: Promise3 | null;
      guess: number;
      finish: (remaining: number) => void;
      median: number;
      mean: number;
    }[]
  >();
  const totals = { cases: 0, promises: 0, refused: 0, p50: 0, p80: 0, p95: 0, table: 0, median: 0, mean: 0 };
  const due = new Due<{ each: number; at: number; state: string; level: number }>();
  const ended = new Map<number, number>();
  for (const { each, at, step } of happenings) {
    for (let one = due.before(log.time[at]!); one !== undefined; one = due.before(log.time[at]!))
      predictor.due(one.state, one.level, !((ended.get(one.each) ?? Number.POSITIVE_INFINITY) <= one.at));
    const last = at === log.offsets[each + 1]! - 1;
    if (!last) {
      const standing = { state: log.activities[log.activity[at]!]!, ageMillis: log.time[at]! - log.time[log.offsets[each]!]!, step };
      const alike = byLength.get(step);
      const moment = {
        standing,
        at,
        promised: predictor.promise(standing, (since) => log.time[at]! - since),
        guess: predictor.guess(standing, (since) => log.time[at]! - since) ?? 0,
        finish: predictor.stood(standing, log.time[at]!),
        median: alike?.sorted[alike.sorted.length >> 1] ?? 0,
        mean: alike === undefined ? 0 : alike.sum / alike.sorted.length,
      };
      if (moment.promised !== null)
        for (const [level, bound] of [moment.promised.p50, moment.promised.p80, moment.promised.p95].entries())
          due.add(log.time[at]! + bound, { each, at: log.time[at]! + bound, state: standing.state, level });
      const known = open.get(each);
      if (known === undefined) open.set(each, [moment]);
      else known.push(moment);
      continue;
    }
    const moments = (open.get(each) ?? []).map((moment) => ({ ...moment, remaining: log.time[at]! - log.time[moment.at]! }));
    open.delete(each);
    ended.set(each, log.time[at]!);
    const asked = moments.filter(({ promised }) => promised !== null);
    if (tested.has(each)) totals.refused += moments.length - asked.length;
    if (tested.has(each) && asked.length > 0) {
      totals.cases += 1;
      totals.promises += asked.length;
      for (const { remaining, promised, guess, median, mean } of asked) {
        for (const level of ["p50", "p80", "p95"] as const) totals[level] += (remaining <= promised![level] ? 1 : 0) / asked.length;
        totals.table += Math.abs(remaining - guess) / asked.length;
        totals.median += Math.abs(remaining - median) / asked.length;
        totals.mean += Math.abs(remaining - mean) / asked.length;
      }
    }
    for (const { standing, remaining, finish } of moments) {
      finish(remaining);
      let known = byLength.get(standing.step);
      if (known === undefined) byLength.set(standing.step, (known = { sorted: [], sum: 0 }));
      known.sorted.splice(place(known.sorted, remaining), 0, remaining);
      known.sum += remaining;
    }
  }
  const day = 86_400_000 * Math.max(1, totals.cases);
  const share = (total: number): number => total / Math.max(1, totals.cases);
  return {
    cases: totals.cases,
    promises: totals.promises,
    refused: totals.refused,
    kept: { p50: share(totals.p50), p80: share(totals.p80), p95: share(totals.p95) },
    meanAbsoluteErrorDays: { table: totals.table / day, medianByLength: totals.median / day, meanByLength: totals.mean / day },
  };
}
