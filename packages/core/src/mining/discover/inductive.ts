import type { EventLog } from "../log/event-log.ts";
import { traceOf, type Variants } from "../log/variants.ts";
import { block, leaf, silent, type Tree } from "../tree/tree.ts";
import { type Cut, findCut } from "./cuts.ts";
import { fallThrough } from "./fall-through.ts";
import { activitiesIn, type Graph, graphOf, type SubLog, subLog, withoutRare } from "./graph.ts";
import { splitLog } from "./split.ts";

/**
 * The Inductive Miner (Leemans, Fahland, van der Aalst 2013): divide the activities where the directly-follows graph
 * shows a choice, a sequence, parallel parts or a loop, divide the log accordingly, and go on with each part. With
 * `noise` 0 every trace of the log is possible in the tree. Above 0 (its infrequent variant) what is rarer than that
 * share of the strongest alternative is left out wherever no cut is found otherwise.
 */
export function discoverTree(log: EventLog, variants: Variants, noise = 0): Tree {
  const whole = subLog(Array.from(variants.example, (example, at) => [traceOf(log, example), variants.counts[at]!]));
  const name = (activity: number): string => log.activities[activity]!;
  const mine = (part: SubLog): Tree => {
    const [rest, empties, total] = apartFromEmpty(part);
    if (rest.traces.length === 0) return silent;
    if (empties > 0 && empties >= noise * total) return block("choice", [silent, mine(rest)]);
    const activities = activitiesIn(rest);
    if (activities.length === 1) return single(rest, name(activities[0]!), noise);
    const graph = graphOf(rest, activities);
    const cut = findCut(graph) ?? cutWithoutRare(graph, noise);
    if (cut === null) return fallThrough(rest, graph, mine, name);
    return block(cut.kind, splitLog(rest, cut, activities).map(mine));
  };
  return mine(whole);
}

function cutWithoutRare(graph: Graph, noise: number): Cut | null {
  return noise > 0 ? findCut(withoutRare(graph, noise)) : null;
}

function apartFromEmpty(log: SubLog): [rest: SubLog, empties: number, total: number] {
  const empty = log.traces.findIndex((trace) => trace.length === 0);
  const total = log.counts.reduce((sum, count) => sum + count, 0);
  if (empty === -1) return [log, 0, total];
  return [{ traces: log.traces.toSpliced(empty, 1), counts: log.counts.toSpliced(empty, 1) }, log.counts[empty]!, total];
}

/** One activity: once, or again and again. With noise, "once" is also what is close to once on average. */
function single(log: SubLog, name: string, noise: number): Tree {
  if (log.traces.every((trace) => trace.length === 1)) return leaf(name);
  const traces = log.counts.reduce((sum, count) => sum + count, 0);
  const events = log.traces.reduce((sum, trace, at) => sum + trace.length * log.counts[at]!, 0);
  if (noise > 0 && Math.abs(0.5 - traces / (events + traces)) <= noise) return leaf(name);
  return block("loop", [leaf(name), silent]);
}
