import type { Net } from "../net/net.ts";
import { type Outlook, Space } from "../net/space.ts";
import { treeOfNet } from "../net/to-tree.ts";
import { treeAligner } from "./align-tree.ts";
import type { Aligner, Alignment, Move } from "./alignment.ts";

/** States looked at for one trace before it is given up. */
const mostStates = 2_000_000;

/**
 * Optimal alignments by A* over (place in the trace, marking of the net) with unit costs. The lower bound of what remains:
 * events whose label can't occur any more, and labels that must occur and don't; it never promises too much and never
 * falls by more than a move costs, so the first time the end is reached is the cheapest. Nets with too many markings for
 * such bounds are aligned on their tree, where they have one.
 */
export function netAligner(net: Net): Aligner {
  const space = new Space(net);
  const tree = space.outlook() === null ? treeOfNet(net) : null;
  return (tree === null ? null : treeAligner(tree)) ?? spaceAligner(space);
}

export function spaceAligner(space: Space): Aligner {
  const outlook = space.outlook();
  const numbers = new Map(space.labels.map((label, at) => [label, at]));
  const search = (trace: readonly string[]): Alignment | null =>
    find(
      space,
      outlook,
      trace,
      trace.map((activity) => numbers.get(activity) ?? -2),
    );
  const empty = search([]);
  return { align: search, shortest: empty?.cost ?? 0 };
}

type State = {
  readonly at: number;
  readonly marking: number;
  readonly before: State | null;
  readonly move: Move | null;
  readonly cost: number;
  closed: boolean;
};

function find(space: Space, outlook: Outlook | null, trace: readonly string[], labels: readonly number[]): Alignment | null {
  const length = trace.length;
  const estimate = estimator(space, outlook, labels);
  const best = new Map<number, State>();
  const buckets: State[][] = [];
  let seen = 0;
  const enter = (at: number, marking: number, cost: number, before: State | null, move: Move | null): void => {
    const key = marking * (length + 1) + at;
    const known = best.get(key);
    if (known !== undefined && known.cost <= cost) return;
    const rest = estimate(at, marking);
    if (rest === Number.POSITIVE_INFINITY) return;
    const state = { at, marking, before, move, cost, closed: false };
    if (known !== undefined) known.closed = true;
    best.set(key, state);
    (buckets[cost + rest] ??= []).push(state);
    seen += 1;
  };
  enter(0, space.start, 0, null, null);
  for (let level = 0; level < buckets.length; level += 1) {
    const bucket = buckets[level];
    if (bucket === undefined) continue;
    // The last in goes on first: along one level that is depth first, and a trace that fits is found without a detour.
    for (let state = bucket.pop(); state !== undefined; state = bucket.pop()) {
      if (state.closed) continue;
      state.closed = true;
      const { at, marking, cost } = state;
      if (at === length && space.isFinal(marking)) return { cost, moves: movesTo(state) };
      if (seen > mostStates) return null;
      if (at < length) enter(at + 1, marking, cost + 1, state, { kind: "log", activity: trace[at]!, event: at });
      const next = space.successors(marking);
      for (let each = 0; each < next.length; each += 2) {
        const [label, to] = [next[each]!, next[each + 1]!];
        if (label === -1) enter(at, to, cost, state, null);
        else {
          enter(at, to, cost + 1, state, { kind: "model", activity: space.labels[label]!, event: at });
          if (at < length && labels[at] === label) enter(at + 1, to, cost, state, { kind: "both", activity: trace[at]!, event: at });
        }
      }
    }
  }
  return null;
}

function estimator(space: Space, outlook: Outlook | null, labels: readonly number[]): (at: number, marking: number) => number {
  const kinds = space.labels.length;
  const length = labels.length;
  /** How often each label still stands in the trace from a place on; the last column counts labels the model doesn't know. */
  const rest = Array.from({ length: length + 1 }, () => new Int32Array(kinds + 1));
  for (let at = length - 1; at >= 0; at -= 1) {
    rest[at]!.set(rest[at + 1]!);
    rest[at]![labels[at] === -2 ? kinds : labels[at]!]! += 1;
  }
  if (outlook === null) return (at) => rest[at]![kinds]!;
  return (at, marking) => {
    if (outlook.ends[marking] === 0) return Number.POSITIVE_INFINITY;
    const [counts, may, must] = [rest[at]!, outlook.may[marking]!, outlook.must[marking]!];
    let least = counts[kinds]!;
    for (let label = 0; label < kinds; label += 1) {
      if (may[label] === 0) least += counts[label]!;
      else if (must[label] === 1 && counts[label] === 0) least += 1;
    }
    return least;
  };
}

function movesTo(state: State): Move[] {
  const moves: Move[] = [];
  for (let each: State | null = state; each !== null; each = each.before) if (each.move !== null) moves.push(each.move);
  return moves.reverse();
}
