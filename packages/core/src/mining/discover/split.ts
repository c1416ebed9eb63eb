import { type Cut } from "./cuts.ts";
import { type SubLog, subLog } from "./graph.ts";

/**
 * The log of each group of a cut. Where a trace does not agree with the cut (which only happens when rare behaviour was
 * left out before cutting), what disagrees least is dropped.
 */
export function splitLog(log: SubLog, { kind, groups }: Cut, activities: readonly number[]): SubLog[] {
  const groupOf = new Map<number, number>();
  groups.forEach((group, at) => group.forEach((place) => groupOf.set(activities[place]!, at)));
  const parts: [Int32Array, number][][] = groups.map(() => []);
  const split = splitters[kind];
  log.traces.forEach((trace, at) => {
    const count = log.counts[at]!;
    split(
      trace,
      (activity) => groupOf.get(activity)!,
      groups.length,
      (group, piece) => parts[group]!.push([piece, count]),
    );
  });
  return parts.map(subLog);
}

type Splitter = (
  trace: Int32Array,
  groupOf: (activity: number) => number,
  groups: number,
  give: (group: number, piece: Int32Array) => void,
) => void;

const splitters: Readonly<Record<Cut["kind"], Splitter>> = {
  choice(trace, groupOf, groups, give) {
    const votes = new Int32Array(groups);
    for (const activity of trace) votes[groupOf(activity)]! += 1;
    const most = votes.indexOf(Math.max(...votes));
    give(
      most,
      trace.filter((activity) => groupOf(activity) === most),
    );
  },
  sequence(trace, groupOf, groups, give) {
    let from = 0;
    for (let group = 0; group < groups; group += 1) {
      const to =
        group === groups - 1
          ? trace.length
          : bestEnd(
              trace,
              from,
              (activity) => groupOf(activity) === group,
              (activity) => groupOf(activity) > group,
            );
      give(
        group,
        trace.subarray(from, to).filter((activity) => groupOf(activity) === group),
      );
      from = to;
    }
  },
  parallel(trace, groupOf, groups, give) {
    for (let group = 0; group < groups; group += 1)
      give(
        group,
        trace.filter((activity) => groupOf(activity) === group),
      );
  },
  loop(trace, groupOf, _, give) {
    let current = 0;
    let from = 0;
    for (let at = 0; at < trace.length; at += 1) {
      const group = groupOf(trace[at]!);
      if (group === current) continue;
      give(current, trace.subarray(from, at));
      // From one way back straight into another, or out of one at the end, there is an empty body between.
      if (current !== 0 && group !== 0) give(0, trace.subarray(0, 0));
      [current, from] = [group, at];
    }
    give(current, trace.subarray(from));
    if (current !== 0) give(0, trace.subarray(0, 0));
  },
};

/** Where this group's part ends so that the fewest events stand on the wrong side; the earliest of equals. */
function bestEnd(trace: Int32Array, from: number, mine: (activity: number) => boolean, later: (activity: number) => boolean): number {
  let best = from;
  let cost = 0;
  let least = 0;
  for (let at = from; at < trace.length; at += 1) {
    if (mine(trace[at]!)) cost -= 1;
    else if (later(trace[at]!)) cost += 1;
    if (cost < least) [least, best] = [cost, at + 1];
  }
  return best;
}
