import { activitiesOf, shortestRun, type Tree } from "../tree/tree.ts";
import type { Aligner, Alignment, Move } from "./alignment.ts";

/**
 * Optimal alignments on a tree by dynamic programming, in polynomial time where a search over markings is exponential in
 * the number of parallel parts. What a part costs depends only on which stretch of *its own* activities it is given, so
 * every part is priced once for each stretch. Parallel parts add up because their activities differ: null where they share
 * one (then `netAligner` does it).
 */
export function treeAligner(tree: Tree): Aligner | null {
  if (sharesParallel(tree)) return null;
  const shortest = shortestRun(tree);
  const root = prepare(tree);
  return {
    shortest,
    align(trace) {
      const known = root.alphabet;
      const inside = trace.flatMap((activity, at) => (known.has(activity) ? [at] : []));
      const part = place(root, trace, inside);
      const moves = part.moves(0, inside.length);
      const foreign = trace.flatMap((activity, at): Move[] => (known.has(activity) ? [] : [{ kind: "log", activity, event: at }]));
      return { cost: part.row(0)[inside.length]! + foreign.length, moves: merged([moves, foreign]) } satisfies Alignment;
    },
  };
}

function sharesParallel(tree: Tree): boolean {
  if (tree.kind === "activity" || tree.kind === "silent") return false;
  if (tree.kind === "parallel") {
    const all = tree.children.flatMap((child) => [...new Set(activitiesOf(child))]);
    if (new Set(all).size < all.length) return true;
  }
  return tree.children.some(sharesParallel);
}

type Prepared = {
  readonly tree: Tree;
  readonly alphabet: ReadonlySet<string>;
  readonly children: readonly Prepared[];
  readonly shortest: number;
};

function prepare(tree: Tree): Prepared {
  const children = tree.kind === "activity" || tree.kind === "silent" ? [] : tree.children.map(prepare);
  return { tree, alphabet: new Set(activitiesOf(tree)), children, shortest: shortestRun(tree) };
}

/** A part of the tree over the events of its own activities; stretches are counted among those. */
type Part = {
  /** Costs of the stretches from `from` to every later end. */
  row(from: number): Int32Array;
  moves(from: number, to: number): Move[];
};

const never = 1 << 28;

function place(prepared: Prepared, trace: readonly string[], events: readonly number[]): Part {
  const { tree, children } = prepared;
  const length = events.length;
  if (tree.kind === "silent") return { row: () => new Int32Array(1), moves: () => [] };
  if (tree.kind === "activity") return leafPart(tree.activity, events);
  // How many of a child's events stand before each place; the rest of a stretch is foreign to it.
  const before = children.map(({ alphabet }) => {
    const counts = new Int32Array(length + 1);
    for (let at = 0; at < length; at += 1) counts[at + 1] = counts[at]! + (alphabet.has(trace[events[at]!]!) ? 1 : 0);
    return counts;
  });
  const parts = children.map((child) =>
    place(
      child,
      trace,
      events.filter((event) => child.alphabet.has(trace[event]!)),
    ),
  );
  const price = (child: number, from: number, to: number): number => {
    const [low, high] = [before[child]![from]!, before[child]![to]!];
    return parts[child]!.row(low)[high]! + (to - from) - (high - low);
  };
  const given = (child: number, from: number, to: number): Move[] => {
    const alphabet = children[child]!.alphabet;
    const foreign = events
      .slice(from, to)
      .flatMap((event): Move[] => (alphabet.has(trace[event]!) ? [] : [{ kind: "log", activity: trace[event]!, event }]));
    return merged([parts[child]!.moves(before[child]![from]!, before[child]![to]!), foreign]);
  };
  const rows: (Int32Array | undefined)[] = [];
  const kept = (compute: (from: number) => Int32Array) => (from: number) => (rows[from] ??= compute(from));

  if (tree.kind === "choice") {
    const row = kept((from) => {
      const costs = new Int32Array(length + 1).fill(never);
      for (let to = from; to <= length; to += 1)
        for (let child = 0; child < parts.length; child += 1) costs[to] = Math.min(costs[to]!, price(child, from, to));
      return costs;
    });
    return {
      row,
      moves: (from, to) => {
        const cost = row(from)[to]!;
        return given(
          parts.findIndex((_, child) => price(child, from, to) === cost),
          from,
          to,
        );
      },
    };
  }
  if (tree.kind === "parallel") {
    const stretch = (child: number, at: number): number => before[child]![at]!;
    const row = kept((from) => {
      const costs = new Int32Array(length + 1).fill(never);
      for (let to = from; to <= length; to += 1)
        costs[to] = parts.reduce((sum, part, child) => sum + part.row(stretch(child, from))[stretch(child, to)]!, 0);
      return costs;
    });
    return { row, moves: (from, to) => merged(parts.map((part, child) => part.moves(stretch(child, from), stretch(child, to)))) };
  }
  return lined(tree.kind === "sequence" ? sequenceStages(parts.length) : loopStages(children), length, price, given, kept);
}

/** Stages in which children follow one another: each gives the stage one is in after a child was performed. */
type Stages = {
  readonly count: number;
  readonly ways: readonly { readonly from: number; readonly child: number; readonly to: number; readonly empty: number }[];
  readonly last: number;
};

function sequenceStages(children: number): Stages {
  return {
    count: children + 1,
    last: children,
    ways: Array.from({ length: children }, (_, child) => ({ from: child, child, to: child + 1, empty: 0 })),
  };
}

/** Stage 0 before the body, 1 after it; a way back leads from 1 to 0. */
function loopStages([, ...back]: readonly Prepared[]): Stages {
  return {
    count: 2,
    last: 1,
    ways: [{ from: 0, child: 0, to: 1, empty: 0 }, ...back.map((way, at) => ({ from: 1, child: at + 1, to: 0, empty: way.shortest }))],
  };
}

function lined(
  { count, ways, last }: Stages,
  length: number,
  price: (child: number, from: number, to: number) => number,
  given: (child: number, from: number, to: number) => Move[],
  kept: (compute: (from: number) => Int32Array) => (from: number) => Int32Array,
): Part {
  type Step = { readonly child: number; readonly stage: number; readonly at: number };
  const walk = (from: number, until: number, steps: (Step | undefined)[] | null): Int32Array[] => {
    const costs = Array.from({ length: count }, () => new Int32Array(length + 1).fill(never));
    costs[0]![from] = 0;
    for (let to = from; to <= until; to += 1) {
      for (const way of ways)
        for (let at = from; at < to; at += 1) {
          const base = costs[way.from]![at]!;
          if (base >= costs[way.to]![to]!) continue;
          const cost = base + price(way.child, at, to);
          if (cost >= costs[way.to]![to]!) continue;
          costs[way.to]![to] = cost;
          if (steps !== null) steps[way.to * (length + 1) + to] = { child: way.child, stage: way.from, at };
        }
      // Without events: stages in order; in a loop the body once more after a way back.
      for (let round = 0; round < 2; round += 1)
        for (const way of ways) {
          const cost = costs[way.from]![to]! + price(way.child, to, to);
          if (cost >= costs[way.to]![to]!) continue;
          costs[way.to]![to] = cost;
          if (steps !== null) steps[way.to * (length + 1) + to] = { child: way.child, stage: way.from, at: to };
        }
    }
    return costs;
  };
  return {
    row: kept((from) => walk(from, length, null)[last]!),
    moves(from, to) {
      const steps: (Step | undefined)[] = [];
      walk(from, to, steps);
      const pieces: Move[][] = [];
      let [stage, at] = [last, to];
      for (let step = steps[stage * (length + 1) + at]; step !== undefined; step = steps[stage * (length + 1) + at]) {
        pieces.push(given(step.child, step.at, at));
        [stage, at] = [step.stage, step.at];
      }
      return pieces.reverse().flat();
    },
  };
}

function leafPart(activity: string, events: readonly number[]): Part {
  const row = (from: number): Int32Array => Int32Array.from({ length: events.length + 1 }, (_, to) => (to === from ? 1 : to - from - 1));
  return {
    row,
    moves: (from, to) =>
      to === from
        ? [{ kind: "model", activity, event: events[from] ?? Number.POSITIVE_INFINITY }]
        : events.slice(from, to).map((event, at): Move => ({ kind: at === 0 ? "both" : "log", activity, event })),
  };
}

/** By place in the trace; what is missing in the log keeps its place among what surrounds it in its own part. */
function merged(lists: readonly (readonly Move[])[]): Move[] {
  const full = lists.filter((list) => list.length > 0);
  if (full.length < 2) return [...(full[0] ?? [])];
  const keyed = full.flatMap((list) => {
    let latest = -1;
    return list.map((move, order) => {
      if (move.kind !== "model") latest = move.event;
      return { move, latest, order };
    });
  });
  return keyed.sort((a, b) => a.latest - b.latest).map(({ move }) => move);
}
