import type { Tree } from "../tree/tree.ts";
import { block, leaf, silent } from "../tree/tree.ts";
import { findCut } from "./cuts.ts";
import { type Graph, graphOf, type SubLog, subLog } from "./graph.ts";

type Mine = (log: SubLog) => Tree;

/** Above this many activities, trying each one apart costs more than it gives. */
const mostTried = 300;

/** What is said of a log that no cut divides; every trace of the log stays possible. */
export function fallThrough(log: SubLog, graph: Graph, mine: Mine, name: (activity: number) => string): Tree {
  return (
    oncePerTrace(log, graph, mine, name) ??
    concurrent(log, graph, mine) ??
    strictRepeat(log, graph, mine) ??
    repeat(log, graph, mine) ??
    flower(graph, name)
  );
}

/** An activity that occurs exactly once in every trace can stand beside the rest. */
function oncePerTrace(log: SubLog, { activities }: Graph, mine: Mine, name: (activity: number) => string): Tree | null {
  const found = activities.find((activity) =>
    log.traces.every((trace) => {
      let times = 0;
      for (const each of trace) if (each === activity) times += 1;
      return times === 1;
    }),
  );
  return found === undefined ? null : block("parallel", [leaf(name(found)), mine(without(log, found))]);
}

/** An activity without which the rest has a cut. */
function concurrent(log: SubLog, { activities, size }: Graph, mine: Mine): Tree | null {
  if (size > mostTried) return null;
  for (const activity of activities) {
    const rest = without(log, activity);
    const others = activities.filter((other) => other !== activity);
    if (findCut(graphOf(rest, others)) === null) continue;
    return block("parallel", [mine(only(log, activity)), mine(rest)]);
  }
  return null;
}

/** A trace that ends and begins again, each time an ending is followed by a beginning. */
function strictRepeat(log: SubLog, graph: Graph, mine: Mine): Tree | null {
  const [starts, ends] = [activitiesWith(graph, graph.starts), activitiesWith(graph, graph.ends)];
  return again(log, mine, (before, now) => ends.has(before) && starts.has(now));
}

/** The same, wherever a beginning occurs. */
function repeat(log: SubLog, graph: Graph, mine: Mine): Tree | null {
  const starts = activitiesWith(graph, graph.starts);
  return again(log, mine, (_, now) => starts.has(now));
}

function again(log: SubLog, mine: Mine, cutBetween: (before: number, now: number) => boolean): Tree | null {
  const parts: [Int32Array, number][] = [];
  let cut = false;
  log.traces.forEach((trace, at) => {
    const count = log.counts[at]!;
    let from = 0;
    for (let next = 1; next < trace.length; next += 1) {
      if (!cutBetween(trace[next - 1]!, trace[next]!)) continue;
      parts.push([trace.subarray(from, next), count]);
      from = next;
      cut = true;
    }
    parts.push([trace.subarray(from), count]);
  });
  return cut ? block("loop", [mine(subLog(parts)), silent]) : null;
}

/** Anything, in any order, at least once. */
function flower({ activities }: Graph, name: (activity: number) => string): Tree {
  return block("loop", [
    block(
      "choice",
      activities.map((activity) => leaf(name(activity))),
    ),
    silent,
  ]);
}

function activitiesWith({ activities }: Graph, counts: Float64Array): Set<number> {
  return new Set(activities.filter((_, at) => counts[at]! > 0));
}

function without(log: SubLog, activity: number): SubLog {
  return subLog(log.traces.map((trace, at) => [trace.filter((each) => each !== activity), log.counts[at]!]));
}

function only(log: SubLog, activity: number): SubLog {
  return subLog(log.traces.map((trace, at) => [trace.filter((each) => each === activity), log.counts[at]!]));
}
