import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Alignment,
  alignerOf,
  automatonOf,
  block,
  leaf,
  netAligner,
  netOf,
  silent,
  type Tree,
  treeAligner,
  treeOfNet,
} from "../index.ts";
import { Space } from "../net/space.ts";
import { spaceAligner } from "./align-net.ts";

/** Trees whose activities are all different. */
const shape: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom(leaf("?"), silent),
    fc
      .tuple(fc.constantFrom("sequence", "choice", "parallel", "loop"), fc.array(tie("tree"), { minLength: 2, maxLength: 3 }))
      .map(([kind, children]): Tree => ({ kind, children })),
  ),
})).tree;

function named(tree: Tree, next = { at: 0 }): Tree {
  if (tree.kind === "activity") return leaf("abcdefghijklmnopqrstuvwxyz"[next.at++ % 26]! + (next.at > 26 ? "2" : ""));
  return tree.kind === "silent" ? tree : { kind: tree.kind, children: tree.children.map((child) => named(child, next)) };
}

const cases = fc.tuple(
  shape.map((tree) => named(tree)),
  fc.array(fc.constantFrom(..."abcdez"), { maxLength: 6 }),
);

/** The slow way: the shortest path over (events read, state of the automaton), every single move a step of cost 0 or 1. */
function oracle(tree: Tree, trace: readonly string[]): number {
  const names = [...new Set([..."abcdefghijklmnopqrstuvwxyz", ...trace])];
  const automaton = automatonOf(tree, names)!;
  let level = new Map<string, readonly [number, number]>([[`0 ${automaton.start}`, [0, automaton.start]]]);
  const seen = new Set<string>();
  for (let cost = 0; cost < 100; cost += 1) {
    const next: typeof level = new Map();
    const waiting = [...level.values()];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const [at, state] = place;
      if (seen.has(`${at} ${state}`)) continue;
      seen.add(`${at} ${state}`);
      if (at === trace.length && automaton.accepts(state)) return cost;
      if (at < trace.length) {
        next.set(`${at + 1} ${state}`, [at + 1, state]);
        const to = automaton.step(state, names.indexOf(trace[at]!));
        if (to !== -1) waiting.push([at + 1, to]);
      }
      for (const activity of automaton.next(state)) {
        const to = automaton.step(state, activity);
        next.set(`${at} ${to}`, [at, to]);
      }
    }
    level = next;
  }
  throw new Error("no end");
}

function checkMoves(tree: Tree, trace: readonly string[], { cost, moves }: Alignment): void {
  expect(moves.filter(({ kind }) => kind !== "model").map(({ activity }) => activity)).toEqual(trace);
  expect(moves.filter(({ kind }) => kind !== "both").length).toBe(cost);
  const run = moves.filter(({ kind }) => kind !== "log").map(({ activity }) => activity);
  expect(oracle(tree, run)).toBe(0);
}

test("alignments on the tree and on its net cost what the slow search finds, and are what they say", () => {
  fc.assert(
    fc.property(cases, ([tree, trace]) => {
      const best = oracle(tree, trace);
      const onTree = treeAligner(tree)!.align(trace)!;
      const onNet = netAligner(netOf(tree)).align(trace)!;
      expect([onTree.cost, onNet.cost]).toEqual([best, best]);
      checkMoves(tree, trace, onTree);
      checkMoves(tree, trace, onNet);
    }),
    { numRuns: 600 },
  );
}, 60_000);

test("a label used in two parallel parts is aligned on the net", () => {
  const tree = block("parallel", [block("sequence", [leaf("a"), leaf("b")]), block("sequence", [leaf("a"), leaf("c")])]);
  expect(treeAligner(tree)).toBeNull();
  expect(alignerOf(tree).align(["a", "c", "a", "b"])!.cost).toBe(0);
  expect(alignerOf(tree).align(["a", "c", "b"])!.cost).toBe(1);
});

test("the net of a tree folds back into a tree that performs the same", () => {
  fc.assert(
    fc.property(cases, ([tree, trace]) => {
      const folded = treeOfNet(netOf(tree));
      expect(folded).not.toBeNull();
      expect(treeAligner(folded!)!.align(trace)!.cost).toBe(oracle(tree, trace));
    }),
    { numRuns: 400 },
  );
});

test("a net that is no nest of blocks folds into nothing", () => {
  // a and b begin together; c needs both, d needs a alone.
  const net = {
    places: 6,
    initial: [0],
    final: [[5]],
    transitions: [
      { label: null, inputs: [0], outputs: [1, 2] },
      { label: "a", inputs: [1], outputs: [3, 4] },
      { label: "c", inputs: [3, 2], outputs: [5] },
      { label: "d", inputs: [4], outputs: [1] },
    ],
  };
  expect(treeOfNet(net)).toBeNull();
});

/** Parts beside each other that share their labels: no tree method, and more markings than are looked at. */
const crowded = block(
  "parallel",
  Array.from({ length: 7 }, () => block("sequence", [leaf("a"), leaf("b"), leaf("c"), leaf("d")])),
);

test("where the best reading can't be found, a good one is given with what the best costs at least", () => {
  const aligner = spaceAligner(new Space(netOf(crowded)), { states: 5_000, together: 10_000, few: 1_000, good: true });
  const trace = [..."dcba".repeat(7)];
  for (let n = 0; n < 4; n += 1) {
    const { cost, least, moves } = aligner.align(trace)!;
    expect(least).toBeLessThan(cost);
    expect(cost).toBeLessThanOrEqual(56);
    expect(moves.filter(({ kind }) => kind !== "both").length).toBe(cost);
    expect(moves.filter(({ kind }) => kind !== "model").map(({ activity }) => activity)).toEqual(trace);
    expect(moves.filter(({ kind }) => kind !== "log").length).toBe(28);
  }
});

test("a good reading costs no less than the best, and most often as much", () => {
  let [exact, seen] = [0, 0];
  fc.assert(
    fc.property(cases, ([tree, trace]) => {
      const best = oracle(tree, trace);
      const found = spaceAligner(new Space(netOf(tree)), { states: 0, together: 0, few: 1, good: true }).align(trace)!;
      expect(found.cost).toBeGreaterThanOrEqual(best);
      expect(found.least ?? best).toBeLessThanOrEqual(best);
      checkMoves(tree, trace, found);
      seen += 1;
      if (found.cost === best) exact += 1;
    }),
    { numRuns: 300 },
  );
  expect(exact / seen).toBeGreaterThan(0.9);
});

test("a trace of thousands of events that fits needs no search", () => {
  const each = [..."abcdefghijklmnop"];
  const tree: Tree = {
    kind: "loop",
    children: [
      block(
        "parallel",
        each.map((name): Tree => block("choice", [leaf(name), silent])),
      ),
      silent,
    ],
  };
  const trace = Array.from({ length: 2_000 }, (_, at) => each[(at * at) % each.length]!);
  expect(alignerOf(tree).align(trace)!.cost).toBe(0);
});
