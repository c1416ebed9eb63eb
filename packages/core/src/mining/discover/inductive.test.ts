import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accepts,
  automatonOf,
  canonicalText,
  discoverTree,
  type EventLog,
  LogBuilder,
  traceOf,
  type Tree,
  treeText,
  variantsOf,
} from "../index.ts";

function logOf(traces: readonly (readonly string[])[]): EventLog {
  const builder = new LogBuilder();
  traces.forEach((trace, at) => {
    const ofCase = builder.openCase();
    builder.nameCase(ofCase, String(at));
    for (const activity of trace) builder.addEvent(ofCase, { activity, time: Number.NaN });
  });
  return builder.done();
}

function mined(traces: readonly (readonly string[])[], noise = 0): Tree {
  const log = logOf(traces);
  return discoverTree(log, variantsOf(log), noise);
}

/** Slow and obvious: which rests of a trace can be left after the tree performed a beginning of it. */
function restsOf(tree: Tree, trace: readonly string[]): Set<string> {
  const join = (rest: readonly string[]): string => rest.join(" ");
  const split = (text: string): string[] => (text === "" ? [] : text.split(" "));
  const after = (child: Tree, rests: Iterable<string>): Set<string> =>
    new Set([...rests].flatMap((rest) => [...restsOf(child, split(rest))]));
  switch (tree.kind) {
    case "silent":
      return new Set([join(trace)]);
    case "activity":
      return new Set(trace[0] === tree.activity ? [join(trace.slice(1))] : []);
    case "choice":
      return new Set(tree.children.flatMap((child) => [...restsOf(child, trace)]));
    case "sequence":
      return tree.children.reduce((rests, child) => after(child, rests), new Set([join(trace)]));
    case "loop": {
      const found = new Set<string>();
      let rests = after(tree.children[0]!, [join(trace)]);
      for (let round = 0; round <= trace.length + 1; round += 1) {
        for (const rest of rests) found.add(rest);
        rests = after(
          tree.children[0]!,
          tree.children.slice(1).flatMap((child) => [...after(child, rests)]),
        );
      }
      return found;
    }
    default: {
      // Parallel: every way to deal a beginning out to the children.
      const found = new Set<string>();
      for (let length = 0; length <= trace.length; length += 1)
        if (shuffles(tree.children, trace.slice(0, length))) found.add(join(trace.slice(length)));
      return found;
    }
  }
}

function shuffles(children: readonly Tree[], word: readonly string[]): boolean {
  const [first, ...rest] = children;
  if (first === undefined) return word.length === 0;
  for (let picked = 0; picked < 1 << word.length; picked += 1) {
    const mine = word.filter((_, at) => (picked >> at) & 1);
    if (
      restsOf(first, mine).has("") &&
      shuffles(
        rest,
        word.filter((_, at) => !((picked >> at) & 1)),
      )
    )
      return true;
  }
  return false;
}

const activity = fc.constantFrom("a", "b", "c", "d", "e");
const traces = fc.array(fc.array(activity, { maxLength: 6 }), { minLength: 1, maxLength: 6 });

test("every trace of any log is possible in its model, and the automaton says what a slow reading of the tree says", () => {
  fc.assert(
    fc.property(traces, fc.array(activity, { maxLength: 5 }), (given, other) => {
      const log = logOf([...given, other]);
      const tree = mined(given);
      const automaton = automatonOf(tree, log.activities)!;
      given.forEach((_, at) => expect(accepts(automaton, traceOf(log, at))).toBe(true));
      expect(accepts(automaton, traceOf(log, given.length))).toBe(restsOf(tree, other).has(""));
    }),
    { numRuns: 300 },
  );
}, 30_000);

test("what may come next is what some longer performance does", () => {
  fc.assert(
    fc.property(traces, (given) => {
      const log = logOf(given);
      const automaton = automatonOf(mined(given), log.activities)!;
      for (let each = 0; each < given.length; each += 1) {
        let state = automaton.start;
        for (const next of traceOf(log, each)) {
          expect(new Set(automaton.next(state)).has(next)).toBe(true);
          for (let any = 0; any < log.activities.length; any += 1)
            expect(automaton.step(state, any) !== -1).toBe(automaton.next(state).includes(any));
          state = automaton.step(state, next);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("with noise, the model stays a tree over the same activities and never fails", () => {
  fc.assert(
    fc.property(traces, fc.double({ min: 0, max: 1, noNaN: true }), (given, noise) => {
      expect(treeText(mined(given, noise))).toBeTypeOf("string");
    }),
    { numRuns: 300 },
  );
});

const words = (text: string): string[][] => text.split(" ").map((word) => [...word]);

test.each([
  ["abcd acbd aed", "→(a, ×(e, ∧(b, c)), d)"],
  ["abcd acbd abcefbcd acbefcbd", "→(a, ↺(∧(b, c), →(e, f)), d)"],
  ["ab a", "→(a, ×(b, τ))"],
  ["abcd ad", "→(a, ×(τ, →(b, c)), d)"],
  ["a aa aaa", "↺(a, τ)"],
  ["ab ba", "∧(a, b)"],
  ["aba", "↺(a, b)"],
])("the log %s gives the textbook's model", (log, tree) => {
  expect(canonicalText(mined(words(log)))).toBe(tree);
});

test("rare detours are left out from the noise on that they fall below", () => {
  const log = [...Array.from({ length: 99 }, () => [..."abc"]), [..."cab"]];
  expect(treeText(mined(log, 0.2))).toBe("→(a, b, c)");
  expect(treeText(mined(log))).not.toBe("→(a, b, c)");
});
