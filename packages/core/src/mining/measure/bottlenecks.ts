import type { EventLog } from "../log/event-log.ts";
import { carried, quantile } from "./quantile.ts";

/** Where cases wait: the time before an activity, from the end of what it had to wait for. */
export type Bottleneck = {
  readonly activity: string;
  readonly count: number;
  /** Hours before it began (or before it was done, where the log does not say when it began). */
  readonly medianWaitHours: number;
  /** Null below ten waits. */
  readonly p90WaitHours: number | null;
  readonly totalWaitHours: number;
  /** Of all waiting in the log. */
  readonly share: number;
  /** Hours of work itself; null where the log does not say when work began. */
  readonly medianWorkHours: number | null;
  /** From where cases waited most for it. */
  readonly after: string | null;
};

const hour = 3_600_000;

/**
 * By total waiting, the largest first. What an activity waits for is the last event before it that is no parallel of it:
 * one that the log shows in both orders about as often is not waited for.
 */
export function bottlenecksOf(log: EventLog): Bottleneck[] {
  const size = log.activities.length;
  const parallel = parallels(log);
  const waits: number[][] = Array.from({ length: size }, () => []);
  const works: number[][] = Array.from({ length: size }, () => []);
  const from = new Map<number, number>();
  for (let each = 0; each < log.cases.length; each += 1) {
    const first = log.offsets[each]!;
    for (let at = first; at < log.offsets[each + 1]!; at += 1) {
      const activity = log.activity[at]!;
      const done = log.time[at]!;
      const begun = log.start?.[at] ?? Number.NaN;
      if (done - begun >= 0) works[activity]!.push(done - begun);
      let before = at - 1;
      while (before >= first && parallel(log.activity[before]!, activity)) before -= 1;
      if (before < first) continue;
      const wait = (Number.isNaN(begun) ? done : begun) - log.time[before]!;
      if (Number.isNaN(wait)) continue;
      const counted = Math.max(0, wait);
      waits[activity]!.push(counted);
      const pair = log.activity[before]! * size + activity;
      from.set(pair, (from.get(pair) ?? 0) + counted);
    }
  }
  const totals = waits.map((list) => list.reduce((sum, wait) => sum + wait, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  const source = new Map<number, [number, number]>();
  for (const [pair, total] of from)
    if (total > (source.get(pair % size)?.[1] ?? -1)) source.set(pair % size, [Math.floor(pair / size), total]);
  return waits
    .flatMap((list, activity): Bottleneck[] => {
      if (list.length === 0) return [];
      const sorted = Float64Array.from(list).sort();
      const work = Float64Array.from(works[activity]!).sort();
      const ninth = carried(sorted, 0.9);
      const before = source.get(activity)?.[0];
      return [
        {
          activity: log.activities[activity]!,
          count: list.length,
          medianWaitHours: round(quantile(sorted, 0.5) / hour),
          p90WaitHours: ninth === null ? null : round(ninth / hour),
          totalWaitHours: round(totals[activity]! / hour),
          share: all === 0 ? 0 : round(totals[activity]! / all),
          medianWorkHours: work.length === 0 ? null : round(quantile(work, 0.5) / hour),
          after: before === undefined ? null : log.activities[before]!,
        },
      ];
    })
    .sort((a, b) => b.totalWaitHours - a.totalWaitHours);
}

function parallels(log: EventLog): (a: number, b: number) => boolean {
  const size = log.activities.length;
  const follows = new Map<number, number>();
  /** a, b, a: a repetition, which shows both orders without being parallel. */
  const returns = new Map<number, number>();
  for (let each = 0; each < log.cases.length; each += 1)
    for (let at = log.offsets[each]! + 1; at < log.offsets[each + 1]!; at += 1) {
      const pair = log.activity[at - 1]! * size + log.activity[at]!;
      follows.set(pair, (follows.get(pair) ?? 0) + 1);
      if (at - 2 >= log.offsets[each]! && log.activity[at - 2] === log.activity[at]) returns.set(pair, (returns.get(pair) ?? 0) + 1);
    }
  return (a, b) => {
    if (a === b) return false;
    const [there, back] = [follows.get(a * size + b) ?? 0, follows.get(b * size + a) ?? 0];
    if ((returns.get(a * size + b) ?? 0) + (returns.get(b * size + a) ?? 0) > Math.min(there, back) / 2) return false;
    return there > 0 && back > 0 && Math.abs(there - back) / (there + back) < 0.5;
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
