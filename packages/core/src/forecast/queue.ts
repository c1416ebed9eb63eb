import { type Finding, words } from "../kernel/index.ts";
import { Random } from "../levelling/random.ts";
import { adapt } from "./calibration.ts";
import { histogram, promises, quantile } from "./quantile.ts";
import { needed, type Daily } from "./throughput.ts";

export type DaysForecast = {
  /** Days from the forecast until the last item is finished; null where too little is known. */
  readonly p50: number | null;
  readonly p80: number | null;
  readonly p95: number | null;
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** Past forecasts of the same kind, made week by week over the history, and how many kept each promise. */
  readonly record: { readonly origins: number; readonly kept: readonly number[] };
  readonly findings: readonly Finding[];
};

const week = 7;
const history = 84;
const farthest = 3650;

/**
 * When a queue of `items` will be through, from the items finished day by day. Whole weeks are drawn, with a level taken from how
 * much stretches of about that length differed from what came before them; and every promise is corrected by how the same
 * forecast would have done, week by week, over the history.
 */
export function forecastQueue(daily: Daily, items: number, options: { runs: number; seed: number }): DaysForecast {
  const nothing = { p50: null, p80: null, p95: null, histogram: [], record: { origins: 0, kept: [] } };
  const finished = daily.reduce((sum, count) => sum + count, 0);
  const recent = daily.slice(-history).reduce((sum, count) => sum + count, 0);
  if (daily.length < needed.days || finished < needed.items || recent === 0)
    return { ...nothing, findings: [tooThin(daily.length, finished, recent)] };
  const sums = sumsOf(daily);
  const { origins, kept, stretches } = replay(daily, sums, items, options);
  const days = drawDays(daily, sums, items, options.runs, options.seed);
  const [p50, p80, p95] = promised(days, stretches).map((value) => Math.ceil(value));
  return {
    p50: p50!,
    p80: p80!,
    p95: p95!,
    histogram: histogram(days, 40),
    record: { origins, kept: kept.map((count) => (origins === 0 ? 0 : count / origins)) },
    findings: origins < 8 ? [unchecked(origins)] : [],
  };
}

/** The same forecast at every past week whose outcome is known by now. */
function replay(daily: Daily, sums: Float64Array, items: number, { runs, seed }: { runs: number; seed: number }) {
  const stretches = promises.map(() => 1);
  const kept = promises.map(() => 0);
  const open: { known: number; actual: number; values: number[] }[] = [];
  let origins = 0;
  for (let at = history; at < daily.length; at += week) {
    const end = reached(sums, at, items);
    for (const due of open.filter(({ known }) => known <= at)) correct(stretches, due);
    for (let k = open.length - 1; k >= 0; k--) if (open[k]!.known <= at) open.splice(k, 1);
    if (sums[at]! - sums[at - history]! === 0) continue;
    // An outcome that is not known yet is left out, and so are those that began as late: else the quick ones alone would count.
    if (end < 0) break;
    const days = drawDays(daily.slice(0, at), sums, items, Math.min(runs, 300), seed + at);
    const values = promised(days, stretches);
    const actual = end - at;
    origins++;
    values.forEach((value, k) => (kept[k]! += actual <= Math.ceil(value) ? 1 : 0));
    open.push({ known: end, actual, values });
  }
  for (const due of open) correct(stretches, due);
  return { origins, kept, stretches };
}

function correct(stretches: number[], { actual, values }: { actual: number; values: number[] }): void {
  promises.forEach((share, k) => (stretches[k] = adapt(stretches[k]!, actual > Math.ceil(values[k]!), share)));
}

/** Promised days, each stretched; a later promise never lies before an earlier one. */
function promised(days: Float64Array, stretches: readonly number[]): number[] {
  let least = 1;
  return promises.map((share, k) => {
    least = Math.max(least, quantile(days, share) * stretches[k]!);
    return Math.min(farthest, least);
  });
}

function drawDays(daily: Daily, sums: Float64Array, items: number, runs: number, seed: number): Float64Array {
  const random = new Random(seed);
  const end = daily.length;
  const weeks = Math.max(1, Math.floor(Math.min(history, end) / week));
  const reach = Math.max(week, Math.min(history, Math.floor(end / week) * week));
  const rate = Math.max(0.05, (sums[end]! - sums[end - reach]!) / reach);
  const levels = levelsOf(sums, end, Math.max(week, Math.min(history, Math.round(items / rate))));
  const days = new Float64Array(runs);
  for (let run = 0; run < runs; run++) {
    const level = levels[random.below(levels.length)]!;
    let done = 0;
    let day = 0;
    while (done < items && day < farthest) {
      const start = end - (random.below(weeks) + 1) * week;
      for (let k = 0; k < week && done < items && day < farthest; k++, day++) done += (daily[Math.max(0, start) + k] ?? 0) * level;
    }
    days[run] = day;
  }
  return days.sort();
}

function levelsOf(sums: Float64Array, end: number, horizon: number): number[] {
  const levels: number[] = [];
  const reach = Math.max(28, Math.min(history, horizon));
  for (let at = end - horizon; at >= reach && levels.length < 104; at -= week)
    levels.push((sums[at + horizon]! - sums[at]! + 1) / (((sums[at]! - sums[at - reach]!) * horizon) / reach + 1));
  return levels.length >= 8 ? levels : [1];
}

/** The day by whose end `items` more were finished than by the start of day `at`; -1 if they are not yet. */
function reached(sums: Float64Array, at: number, items: number): number {
  for (let day = at; day < sums.length - 1; day++) if (sums[day + 1]! - sums[at]! >= items) return day + 1;
  return -1;
}

function sumsOf(daily: Daily): Float64Array {
  const sums = new Float64Array(daily.length + 1);
  daily.forEach((count, day) => (sums[day + 1] = sums[day]! + count));
  return sums;
}

function tooThin(days: number, finished: number, recent: number): Finding {
  const message =
    recent === 0 && finished >= needed.items
      ? "Nothing was finished in the last twelve weeks, so that there is no pace to go by."
      : `Too little has been finished to go by: ${finished} items over ${days} days. It takes at least ${needed.items} items over ${needed.days} days.`;
  return {
    code: "forecast.thin",
    severity: "error",
    subject: "queue",
    params: { days, finished, needDays: needed.days, needItems: needed.items },
    message,
  };
}

function unchecked(origins: number): Finding {
  return {
    code: "forecast.unchecked",
    severity: "warning",
    subject: "queue",
    params: { origins },
    ...words`The history is too short to check the promises against what happened (${origins} past weeks); take them with caution.`,
  };
}
