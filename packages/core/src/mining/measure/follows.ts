import type { EventLog } from "../log/event-log.ts";
import { quantile } from "./quantile.ts";

/** One way from an activity to the one after it; null stands for the start and the end of a case. */
export type Follow = {
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
  readonly cases: number;
  /** From the end of the one to that of the other. */ readonly medianHours: number | null;
};

export type Occurrence = {
  readonly activity: string;
  readonly count: number;
  readonly cases: number;
  readonly starts: number;
  readonly ends: number;
};

const hour = 3_600_000;

/** The directly-follows picture: what happened how often, and what came right after it, with times. The most frequent first. */
export function followsOf(log: EventLog): { activities: Occurrence[]; follows: Follow[] } {
  const size = log.activities.length;
  const count = new Float64Array(size);
  const [inCases, starts, ends] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const seenIn = new Int32Array(size).fill(-1);
  const ways = new Map<number, { count: number; cases: number; lastCase: number; hours: number[] }>();
  for (let each = 0; each < log.cases.length; each += 1) {
    const [first, end] = [log.offsets[each]!, log.offsets[each + 1]!];
    for (let at = first; at < end; at += 1) {
      const activity = log.activity[at]!;
      count[activity]! += 1;
      if (seenIn[activity] !== each) inCases[activity]! += 1;
      seenIn[activity] = each;
      if (at === first) starts[activity]! += 1;
      else {
        const pair = log.activity[at - 1]! * size + activity;
        let way = ways.get(pair);
        if (way === undefined) ways.set(pair, (way = { count: 0, cases: 0, lastCase: -1, hours: [] }));
        way.count += 1;
        if (way.lastCase !== each) way.cases += 1;
        way.lastCase = each;
        const took = (log.time[at]! - log.time[at - 1]!) / hour;
        if (!Number.isNaN(took)) way.hours.push(took);
      }
    }
    if (end > first) ends[log.activity[end - 1]!]! += 1;
  }
  const name = (activity: number): string => log.activities[activity]!;
  const between = [...ways].map(([pair, way]): Follow => {
    const sorted = Float64Array.from(way.hours).sort();
    return {
      from: name(Math.floor(pair / size)),
      to: name(pair % size),
      count: way.count,
      cases: way.cases,
      medianHours: sorted.length === 0 ? null : quantile(sorted, 0.5),
    };
  });
  const edge = (counts: Float64Array, way: (activity: string) => Pick<Follow, "from" | "to">): Follow[] =>
    Array.from(counts).flatMap((value, activity) =>
      value === 0 ? [] : [{ ...way(name(activity)), count: value, cases: value, medianHours: null }],
    );
  return {
    activities: Array.from(count)
      .flatMap((value, at) =>
        value === 0 ? [] : [{ activity: name(at), count: value, cases: inCases[at]!, starts: starts[at]!, ends: ends[at]! }],
      )
      .sort((a, b) => b.count - a.count),
    follows: [...between, ...edge(starts, (to) => ({ from: null, to })), ...edge(ends, (from) => ({ from, to: null }))].sort(
      (a, b) => b.count - a.count,
    ),
  };
}
