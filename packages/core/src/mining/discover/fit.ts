import { alignerOf } from "../conform/aligner.ts";
import type { EventLog } from "../log/event-log.ts";
import { traceOf, type Variants } from "../log/variants.ts";
import { accepts, type Automaton, automatonOf } from "../tree/automaton.ts";
import type { Tree } from "../tree/tree.ts";

/** How well a tree tells a log. `runs` are the variants as the model performs them. */
export type Fit = {
  readonly fitness: number;
  readonly fitTraces: number;
  readonly traces: number;
  readonly runs: readonly ArrayLike<number>[];
  readonly automaton: Automaton;
};

/** Exact: a trace that the tree performs costs nothing, and only the others are aligned. */
export function fitOf(log: EventLog, variants: Variants, tree: Tree): Fit {
  const automaton = automatonOf(tree, log.activities)!;
  const aligner = alignerOf(tree);
  const numbers = new Map(log.activities.map((name, at) => [name, at]));
  let [sum, traces, fitTraces] = [0, 0, 0];
  const runs = Array.from(variants.example, (example, at): ArrayLike<number> => {
    const trace = traceOf(log, example);
    const count = variants.counts[at]!;
    traces += count;
    if (accepts(automaton, trace)) {
      sum += count;
      fitTraces += count;
      return trace;
    }
    const { cost, moves } = aligner.align(Array.from(trace, (activity) => log.activities[activity]!))!;
    sum += count * (1 - cost / (trace.length + aligner.shortest));
    return moves.flatMap(({ kind, activity }) => (kind === "log" ? [] : [numbers.get(activity)!]));
  });
  return { fitness: fitTraces === traces ? 1 : sum / traces, fitTraces, traces, runs, automaton };
}
