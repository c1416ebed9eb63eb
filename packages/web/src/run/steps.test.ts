import { branchesOf, type Definition, emptyDefinition, type Step, stepsOf, usesOf } from "@rondo/core/process";
import { expect, test } from "vitest";
import { branchesIn, stepsIn, usesIn } from "./steps.ts";

test("a definition is read as the core reads it", () => {
  const text = (id: string) => ({ id, title: id, instructions: "" });
  const task: Step = { ...text("scan"), kind: "task", role: null, due: null, fields: [{ key: "pages", mode: "required" }], checklist: [] };
  const approval: Step = {
    ...text("sign"),
    kind: "approval",
    role: null,
    due: null,
    fields: [{ key: "pages", mode: "shown" }],
    returnTo: "scan",
  };
  const project: Step = { ...text("move"), kind: "project", name: "Move", role: null, wait: true };
  const parallel: Step = {
    ...text("both"),
    kind: "parallel",
    branches: [
      { id: "a", label: "A", steps: [task] },
      { id: "b", label: "B", steps: [approval] },
    ],
  };
  const decision: Step = {
    ...text("which"),
    kind: "decision",
    branches: [
      { id: "y", label: "Yes", when: "rare", steps: [parallel] },
      { id: "n", label: "No", when: null, steps: [project] },
    ],
  };
  const definition: Definition = { ...emptyDefinition(), steps: [decision] };
  expect(stepsIn(definition)).toEqual(stepsOf(definition));
  for (const step of stepsOf(definition)) expect([branchesIn(step), usesIn(step)]).toEqual([branchesOf(step), usesOf(step)]);
});
