import { expect, test } from "vitest";
import { emptyDefinition, type Step } from "../../process/index.ts";
import { flowGraphOf, netAligner, netOfFlow } from "../index.ts";

const task = (id: string): Step => ({ id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] });
const branch = (id: string, ...steps: Step[]): { id: string; label: string; when: null; steps: Step[] } => ({
  id,
  label: id,
  when: null,
  steps,
});

function cost(steps: Step[], trace: string): number {
  return netAligner(netOfFlow(flowGraphOf({ ...emptyDefinition(), steps }))).align([...trace])!.cost;
}

const request: Step[] = [
  task("r"),
  { id: "p", title: "both", instructions: "", kind: "parallel", branches: [branch("1", task("f")), branch("2", task("c"))] },
  { id: "a", title: "a", instructions: "", kind: "approval", role: null, due: null, fields: [], returnTo: "p" },
  { id: "d", title: "size", instructions: "", kind: "decision", branches: [branch("1", task("s")), branch("2")] },
];

test.each([
  ["rfcas", 0],
  ["rcfa", 0],
  ["rfcafcas", 0],
  ["rfcs", 1],
  ["rfas", 1],
  ["rfcass", 1],
  ["xrfcas", 1],
])("of a request with parallel checks, an approval and a decision, the run %s misses by %d", (trace, expected) => {
  expect(cost(request, trace)).toBe(expected);
});

test("a repeat goes round, a jump goes back, an end ends", () => {
  const repeat: Step = {
    id: "w",
    title: "w",
    instructions: "",
    kind: "repeat",
    until: "done",
    test: "after",
    atMost: 5,
    branches: [branch("1", task("b"))],
  };
  expect(cost([repeat, task("e")], "bbbe")).toBe(0);
  expect(cost([repeat, task("e")], "e")).toBe(1);
  const jump: Step = {
    id: "d",
    title: "d",
    instructions: "",
    kind: "decision",
    branches: [branch("1", { id: "g", title: "g", instructions: "", kind: "goto", to: "a" }), branch("2")],
  };
  expect(cost([task("a"), jump, task("z")], "aaz")).toBe(0);
  const stop: Step = {
    id: "d",
    title: "d",
    instructions: "",
    kind: "decision",
    branches: [
      branch("1", { id: "g", title: "g", instructions: "", kind: "end", ends: { what: "run", outcome: "completed" } }),
      branch("2"),
    ],
  };
  expect(cost([task("a"), stop, task("z")], "a")).toBe(0);
});

test("a rejection that leads into one of two parallel branches finds the other one done", () => {
  const steps = request.map((step) => (step.kind === "approval" ? { ...step, returnTo: "f" } : step));
  expect(cost(steps, "rfcafas")).toBe(0);
  expect(cost(steps, "rfcafcas")).toBe(1);
});
