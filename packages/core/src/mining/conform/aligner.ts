import { type Net, netOf } from "../net/net.ts";
import { Space } from "../net/space.ts";
import { treeOfNet } from "../net/to-tree.ts";
import { accepts, automatonOf } from "../tree/automaton.ts";
import { activitiesOf, shortestRun, type Tree } from "../tree/tree.ts";
import { type Patience, spaceAligner } from "./align-net.ts";
import { treeAligner } from "./align-tree.ts";
import type { Aligner, Move } from "./alignment.ts";

/** Traces longer than this are not read on the tree, whose work grows with the cube of their length. */
const longest = 600;

/** Optimal alignments on a net. One with too many markings is read on its tree, where it has one. */
export function netAligner(net: Net, patience?: Patience): Aligner {
  const space = new Space(net);
  const tree = space.outlook() === null ? treeOfNet(net) : null;
  return tree === null ? spaceAligner(space, patience) : either(tree, space, patience);
}

export function alignerOf(tree: Tree): Aligner {
  return either(tree, new Space(netOf(tree)));
}

/**
 * What fits needs no search. The search over markings is the faster one where its bounds are known (a22: 0.9 s against
 * 4.9 s); the tree's own method does not mind how many parts are parallel.
 */
function either(tree: Tree, space: Space, patience?: Patience): Aligner {
  const [onTree, onNet] = [treeAligner(tree), spaceAligner(space, patience)];
  const fits = fitting(tree);
  const isBounded = space.outlook() !== null;
  return {
    shortest: shortestRun(tree),
    align(trace) {
      if (fits(trace)) return { cost: 0, moves: trace.map((activity, event): Move => ({ kind: "both", activity, event })) };
      const byTree = trace.length <= longest ? onTree : null;
      if (byTree !== null && !isBounded) return byTree.align(trace);
      const found = onNet.align(trace);
      return byTree !== null && (found === null || found.least !== undefined) ? byTree.align(trace) : found;
    },
  };
}

function fitting(tree: Tree): (trace: readonly string[]) => boolean {
  const activities = [...new Set(activitiesOf(tree))];
  const automaton = automatonOf(tree, activities);
  const numbers = new Map(activities.map((activity, at) => [activity, at]));
  return (trace) =>
    automaton !== null &&
    trace.every((activity) => numbers.has(activity)) &&
    accepts(
      automaton,
      trace.map((activity) => numbers.get(activity)!),
    );
}
