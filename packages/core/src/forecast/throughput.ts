import { Random } from "../levelling/random.ts";
import { adapt } from "./calibration.ts";
import { quantile } from "./quantile.ts";

/** Items finished on each day, the oldest first; the last day is the one before the forecast begins. */
export type Daily = readonly number[];

export type Draw = "weeks" | "days";

const history = 84;
const week = 7;

/** How many days of history a forecast needs at least, and how many finished items. */
export const needed = { days: 28, items: 8 } as const;

/**
 * Possible numbers of items finished in the next `horizon` days, sorted. `weeks` draws whole weeks of the last twelve, and a
 * level from how much consecutive stretches of that length differed, which is what independent days hide; `days` is the usual
 * plain draw of single days, for comparison.
 */
export function drawCounts(daily: Daily, horizon: number, runs: number, seed: number, draw: Draw): Float64Array {
  const random = new Random(seed);
  const from = Math.max(0, daily.length - history);
  const days = daily.length - from;
  const levels = draw === "weeks" ? levelsOf(daily, horizon) : [1];
  const counts = new Float64Array(runs);
  for (let run = 0; run < runs; run++) {
    let sum = 0;
    for (let done = 0; done < horizon;) {
      if (draw === "days" || days < week) {
        sum += daily[from + random.below(days)]!;
        done++;
        continue;
      }
      // A stretch that begins on the same day of the week as the one it stands for.
      const length = Math.min(week, horizon - done);
      const starts = Math.floor((days - week) / week) + 1;
      const start = daily.length - (random.below(starts) + 1) * week;
      for (let day = 0; day < length; day++) sum += daily[start + day]!;
      done += length;
    }
    counts[run] = sum * levels[random.below(levels.length)]!;
  }
  return counts.sort();
}

/** How much a stretch of `horizon` days held for one of the twelve weeks before it, over the past; smoothed so that empty stretches don't divide by nothing. */
function levelsOf(daily: Daily, horizon: number): number[] {
  const sums = new Float64Array(daily.length + 1);
  daily.forEach((count, day) => (sums[day + 1] = sums[day]! + count));
  const levels: number[] = [];
  const reach = Math.min(history, Math.max(horizon, 28));
  for (let at = daily.length - horizon; at >= reach && levels.length < 104; at -= week) {
    const after = sums[at + horizon]! - sums[at]!;
    const before = ((sums[at]! - sums[at - reach]!) * horizon) / reach;
    levels.push((after + 1) / (before + 1));
  }
  return levels.length >= 8 ? levels : [1];
}

/** What is promised of the next `horizon` days: at least `atLeast` items in so many of a hundred cases, and an interval that holds 80 % of outcomes. */
export type CountForecast = { readonly median: number; readonly atLeast: number; readonly low: number; readonly high: number };

/** Stretches learnt from outcomes, one for each promise. */
export type Stretches = { atLeast: number; low: number; high: number };

export function countForecast(counts: Float64Array, share: number, stretches: Stretches): CountForecast {
  const median = quantile(counts, 0.5);
  const away = (wanted: number, stretch: number): number => {
    const raw = quantile(counts, wanted);
    // At least half an item away, or a stretch would have nothing to work on.
    const distance = Math.max(0.5, Math.abs(raw - median));
    return Math.max(0, wanted < 0.5 ? median - distance * stretch : median + distance * stretch);
  };
  return {
    median,
    atLeast: away(1 - share, stretches.atLeast),
    low: away(0.1, stretches.low),
    high: away(0.9, stretches.high),
  };
}

export type Backtest = {
  readonly origins: number;
  /** The share of origins at which at least so many items were finished as promised. */
  readonly promiseKept: number;
  /** The share of outcomes inside the interval that should hold 80 %. */
  readonly covered: number;
  readonly stretches: Stretches;
};

/**
 * What would have been promised week by week over the past, and what came of it. With `adaptive` each promise is corrected by the
 * outcomes that were known by then; the corrections as they stand at the end are what the next forecast takes.
 */
export function backtest(
  daily: Daily,
  horizon: number,
  options: { share: number; draw: Draw; adaptive: boolean; runs: number; seed: number },
): Backtest {
  const stretches: Stretches = { atLeast: 1, low: 1, high: 1 };
  const open: { at: number; forecast: CountForecast; actual: number }[] = [];
  let [origins, kept, covered] = [0, 0, 0];
  const sums = new Float64Array(daily.length + 1);
  daily.forEach((count, day) => (sums[day + 1] = sums[day]! + count));
  for (let at = history; at + horizon <= daily.length; at += week) {
    for (let due = open[0]; options.adaptive && due !== undefined && due.at + horizon <= at; due = open[0]) {
      learn(stretches, open.shift()!, options.share);
    }
    const counts = drawCounts(daily.slice(0, at), horizon, options.runs, options.seed + at, options.draw);
    const forecast = countForecast(counts, options.share, stretches);
    const actual = sums[at + horizon]! - sums[at]!;
    origins++;
    if (actual >= Math.floor(forecast.atLeast)) kept++;
    if (actual >= Math.floor(forecast.low) && actual <= Math.ceil(forecast.high)) covered++;
    open.push({ at, forecast, actual });
  }
  if (options.adaptive) for (const due of open) learn(stretches, due, options.share);
  return { origins, promiseKept: origins === 0 ? 0 : kept / origins, covered: origins === 0 ? 0 : covered / origins, stretches };
}

function learn(stretches: Stretches, { forecast, actual }: { forecast: CountForecast; actual: number }, share: number): void {
  stretches.atLeast = adapt(stretches.atLeast, actual < Math.floor(forecast.atLeast), share);
  stretches.low = adapt(stretches.low, actual < Math.floor(forecast.low), 0.9);
  stretches.high = adapt(stretches.high, actual > Math.ceil(forecast.high), 0.9);
}
