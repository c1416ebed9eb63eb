import fc from "fast-check";
import { expect, test } from "vitest";
import { validateDefinition, stepsOf } from "../process/index.ts";
import {
  block,
  definitionOfTree,
  leaf,
  LogBuilder,
  mineLog,
  netAligner,
  netOfDefinition,
  silent,
  type Tree,
  variantsOf,
  traceOf,
  discoverTree,
} from "./index.ts";

const day = 86_400_000;

function logOf(traces: readonly (readonly [steps: string, product: string])[]): ReturnType<LogBuilder["done"]> {
  const builder = new LogBuilder();
  traces.forEach(([steps, product], at) => {
    const each = builder.caseOf(`c${at}`);
    builder.keep("case", each, "product", "string", product);
    [...steps].forEach((activity, place) => {
      builder.keep("event", builder.events, "org:role", "string", activity === "a" ? "Desk" : "Scanner");
      builder.addEvent(each, { activity, time: (at * 10 + place) * day });
    });
  });
  return builder.done();
}

const about = () => ({ role: null, workingMinutes: null, told: "" });

test("a log is told by its picture, its variants, its times and a process with roles, dues and a form", () => {
  const log = logOf([
    ["abc", "book"],
    ["abc", "map"],
    ["ac", "book"],
  ]);
  const found = mineLog(log, {}, 0, "Found in a log.");
  // Of three cases nothing is said about how long nearly all take.
  expect(found).toMatchObject({ cases: 3, events: 8, of: 3, variantCount: 2, leadHours: { p50: 48, p80: null, p95: null } });
  expect(found.bottlenecks.map(({ p90WaitHours }) => p90WaitHours)).toEqual([null, null]);
  expect(found.follows).toContainEqual({ from: "a", to: "b", count: 2, cases: 2, medianHours: 24 });
  expect(found.follows).toContainEqual({ from: null, to: "a", count: 3, cases: 3, medianHours: null });
  expect(found.variants[0]).toMatchObject({ count: 2, steps: ["a", "b", "c"], medianHours: 48 });
  expect(found.model).toMatchObject({ fitness: 1, fitTraces: 3 });
  const { definition } = found.model!;
  expect(definition.roles.map(({ name }) => name)).toEqual(["Desk", "Scanner"]);
  expect(definition.fields[0]).toMatchObject({ label: "product", kind: "choice", choices: ["book", "map"] });
  expect(stepsOf(definition).find(({ title }) => title === "b")).toMatchObject({
    instructions: "In 67% of the 3 cases.",
    due: { from: "activation", workingMinutes: 345 },
  });
});

test("cases are chosen by time, frequency, attribute and what they passed", () => {
  const log = logOf([
    ["abc", "book"],
    ["abc", "map"],
    ["ac", "book"],
    ["abbc", "map"],
  ]);
  const cases = (selection: Parameters<typeof mineLog>[1]): number => mineLog(log, selection, 0, "").cases;
  expect(cases({ from: 10 * day })).toBe(3);
  expect(cases({ from: 10 * day, until: 20 * day })).toBe(1);
  expect(cases({ variants: 1 })).toBe(2);
  expect(cases({ attribute: { name: "product", value: "book" } })).toBe(2);
  expect(cases({ attribute: { name: "org:role", value: "Desk" } })).toBe(4);
  expect(cases({ attribute: { name: "product", value: "atlas" } })).toBe(0);
  expect(cases({ through: "b" })).toBe(3);
  expect(cases({ through: "b", then: "b" })).toBe(1);
  expect(mineLog(log, { through: "x" }, 0, "")).toMatchObject({ cases: 0, of: 4, model: null, leadHours: null });
});

test("the draft of any mined tree has no errors and allows every trace that the tree was mined of", () => {
  const trace = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 6 }).map((steps) => steps.join(""));
  fc.assert(
    fc.property(fc.array(trace, { minLength: 1, maxLength: 6 }), (traces) => {
      const log = logOf(traces.map((steps) => [steps, "book"]));
      const variants = variantsOf(log);
      const definition = definitionOfTree(discoverTree(log, variants), about, { purpose: "", fields: [] });
      expect(validateDefinition(definition).filter(({ severity }) => severity === "error")).toEqual([]);
      const aligner = netAligner(netOfDefinition(definition));
      for (const example of variants.example)
        expect(aligner.align(Array.from(traceOf(log, example), (activity) => log.activities[activity]!))?.cost).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test("whoever comes last before a choice or at the end of a round is asked, and a body that can be passed by is never asked in vain", () => {
  const tree: Tree = block("sequence", [
    leaf("a"),
    { kind: "choice", children: [leaf("b"), leaf("c")] },
    { kind: "loop", children: [block("choice", [leaf("d"), silent]), leaf("e")] },
  ]);
  const definition = definitionOfTree(tree, about, { purpose: "", fields: [] });
  const asked = (title: string): string[] =>
    stepsOf(definition).flatMap((step) => (step.kind === "task" && step.title === title ? step.fields.map(({ key }) => key) : []));
  expect(definition.fields.map(({ label }) => label)).toEqual(["Next: b or c", "d: needed?", "d: once more?"]);
  expect([asked("a"), asked("b"), asked("e")]).toEqual([["way_1"], ["way_2", "way_3"], ["way_3"]]);
  expect(definition.intake).toEqual([]);
});
