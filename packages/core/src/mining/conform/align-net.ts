import type { Outlook, Space } from "../net/space.ts";
import type { Aligner, Alignment, Move } from "./alignment.ts";

/**
 * How many states are looked at for one trace, and for all traces of a log together, before the best reading is given up
 * for a `good` one or for none; each trace may look at a `few`, whatever the others took.
 */
export type Patience = { readonly states: number; readonly together: number; readonly few: number; readonly good: boolean };
const thorough: Patience = { states: 2_000_000, together: 20_000_000, few: 20_000, good: true };
/** For who is waited for: a second at most, and what is not surely known is not told. */
export const brief: Patience = { states: 50_000, together: 200_000, few: 0, good: false };

/** Markings of a net too large for bounds that are kept from one trace to the next. */
const mostKept = 500_000;
/** The good one is found by going on from so many of the cheapest states after each event. */
const beam = 100;

/**
 * Optimal alignments by A* over (place in the trace, marking of the net) with unit costs. The lower bound of what remains:
 * events whose label can't occur any more, and labels that must occur and don't; it never promises too much and never
 * falls by more than a move costs, so the first time the end is reached is the cheapest. Where too many states would have to be looked at, a good
 * reading is given, with what the best one costs at least.
 */
export function spaceAligner(whole: Space, patience = thorough): Aligner {
  const outlook = whole.outlook();
  const numbers = new Map(whole.labels.map((label, at) => [label, at]));
  let [space, left] = [whole, patience.together];
  const search = (trace: readonly string[]): Alignment | null => {
    if (outlook === null && space.size > mostKept) space = whole.afresh();
    const labels = trace.map((activity) => numbers.get(activity) ?? -2);
    const found = find(space, outlook, trace, labels, Math.max(patience.few, Math.min(patience.states, left)));
    left -= found.seen;
    if (found.alignment !== null || found.least === null || !patience.good) return found.alignment;
    const good = near(space, outlook, trace, labels) ?? apart(trace, nothing());
    return good === null || good.cost === found.least ? good : { ...good, least: found.least };
  };
  let empty: Alignment | null | undefined;
  const nothing = (): Alignment | null => (empty === undefined ? (empty = search([])) : empty);
  return {
    align: search,
    get shortest() {
      return nothing()?.cost ?? 0;
    },
  };
}

/** The reading that has nothing in common: all of the trace without a partner, then the shortest performance. */
function apart(trace: readonly string[], nothing: Alignment | null): Alignment | null {
  if (nothing === null || trace.length === 0) return null;
  return {
    cost: trace.length + nothing.cost,
    moves: [
      ...trace.map((activity, event): Move => ({ kind: "log", activity, event })),
      ...nothing.moves.map((move): Move => ({ ...move, event: trace.length })),
    ],
  };
}

type State = {
  readonly at: number;
  readonly marking: number;
  readonly before: State | null;
  readonly move: Move | null;
  readonly cost: number;
  closed: boolean;
};

/** `alignment` null: there is none (`least` null), or more than `most` states were seen. */
type Found = { readonly alignment: Alignment | null; readonly least: number | null; readonly seen: number };

function find(space: Space, outlook: Outlook | null, trace: readonly string[], labels: readonly number[], most: number): Found {
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
      if (at === length && space.isFinal(marking)) return { alignment: { cost, moves: movesTo(state) }, least: cost, seen };
      if (seen > most) return { alignment: null, least: level, seen };
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
  return { alignment: null, least: null, seen };
}

/**
 * A good reading, not surely the best: after each event only the most promising states go on, and between two events only
 * some hundred steps of the model are tried.
 */
function near(space: Space, outlook: Outlook | null, trace: readonly string[], labels: readonly number[]): Alignment | null {
  const length = trace.length;
  const estimate = estimator(space, outlook, labels);
  let front: State[] = [{ at: 0, marking: space.start, before: null, move: null, cost: 0, closed: false }];
  for (let at = 0; ; at += 1) {
    const here = new Map<number, State>();
    const after = new Map<number, State>();
    const buckets: State[][] = [];
    const enter = (state: State): void => {
      const known = here.get(state.marking);
      if ((known !== undefined && known.cost <= state.cost) || estimate(at, state.marking) === Number.POSITIVE_INFINITY) return;
      if (known !== undefined) known.closed = true;
      here.set(state.marking, state);
      (buckets[state.cost] ??= []).push(state);
    };
    const leave = (state: State): void => {
      const known = after.get(state.marking);
      if (known === undefined || state.cost < known.cost) after.set(state.marking, state);
    };
    front.forEach(enter);
    let left = at === length ? mostKept : beam * 20;
    for (let cost = 0; cost < buckets.length && left > 0; cost += 1)
      for (let state = buckets[cost]?.pop(); state !== undefined && left > 0; state = buckets[cost]?.pop()) {
        if (state.closed) continue;
        left -= 1;
        const { marking } = state;
        if (at === length && space.isFinal(marking)) return { cost, moves: movesTo(state) };
        const made = (to: number, next: number, spent: number, move: Move | null): State => ({
          at: to,
          marking: next,
          before: state,
          move,
          cost: cost + spent,
          closed: false,
        });
        if (at < length) leave(made(at + 1, marking, 1, { kind: "log", activity: trace[at]!, event: at }));
        const next = space.successors(marking);
        for (let each = 0; each < next.length; each += 2) {
          const [label, to] = [next[each]!, next[each + 1]!];
          if (label === -1) enter(made(at, to, 0, null));
          else {
            const activity = space.labels[label]!;
            enter(made(at, to, 1, { kind: "model", activity, event: at }));
            if (at < length && labels[at] === label) leave(made(at + 1, to, 0, { kind: "both", activity: trace[at]!, event: at }));
          }
        }
      }
    if (at === length) return null;
    front = [...after.values()]
      .map((state) => ({ state, price: state.cost + estimate(at + 1, state.marking) }))
      .sort((a, b) => a.price - b.price)
      .slice(0, beam)
      .map(({ state }) => state);
  }
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
