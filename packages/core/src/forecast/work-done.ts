import { dayNumber, formatDay } from "../calendar/index.ts";
import type { Daily } from "./throughput.ts";

const day = 86_400_000;

/** Finished and open items of a board, a list or a log, as days: what a forecast of the queue goes by. */
export type WorkDone = { readonly daily: Daily; readonly open: number; readonly from: string; readonly until: string };

/**
 * `finished` are moments in epoch milliseconds. `until` is the last moment that is known of; days are those of UTC. The history
 * begins with the first day on which something was finished. Null where nothing was.
 */
export function workDone(finished: readonly number[], open: number, until: number): WorkDone | null {
  const days = finished.filter(Number.isFinite).map((at) => Math.floor(at / day));
  if (days.length === 0) return null;
  const first = days.reduce((low, at) => Math.min(low, at));
  const last = days.reduce((high, at) => Math.max(high, at), Math.floor(until / day));
  // A wrong year somewhere must not cost gigabytes: beyond forty years only the newest count.
  const from = Math.max(first, last - 14_610);
  const daily = Array.from({ length: last - from + 1 }, () => 0);
  for (const at of days) if (at >= from) daily[at - from]!++;
  return { daily, open, from: formatDay(from), until: formatDay(last) };
}

/** A day so many days after another, as `YYYY-MM-DD`. */
export function dayAfter(until: string, days: number): string {
  const [year, month, date] = until.split("-").map(Number);
  return formatDay(dayNumber(year!, month!, date!) + days);
}

/**
 * Which cases of a log are through: those whose last activity is one with which most cases end. `ends` holds each case's last
 * activity and its moment.
 */
export function casesThrough(ends: readonly { readonly activity: number; readonly at: number }[]): { finished: number[]; open: number } {
  const count = new Map<number, number>();
  for (const { activity } of ends) count.set(activity, (count.get(activity) ?? 0) + 1);
  const usual = new Set<number>();
  let covered = 0;
  for (const [activity, times] of [...count].toSorted((a, b) => b[1] - a[1])) {
    if (covered >= 0.95 * ends.length) break;
    usual.add(activity);
    covered += times;
  }
  const finished = ends.filter(({ activity }) => usual.has(activity)).map(({ at }) => at);
  return { finished, open: ends.length - finished.length };
}
