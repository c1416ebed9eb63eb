import { expect, test } from "vitest";
import { blockFrom, detachBlock, placeBlock, placementsOf, renamed } from "./block.ts";
import { type Definition, emptyDefinition, type GroupStep, type Step } from "./definition.ts";
import { validateDefinition } from "./validate.ts";
import { stepsOf } from "./walk.ts";

const task = (id: string, title = id, more: object = {}): Step =>
  ({ id, title, instructions: "", kind: "task", role: "desk", due: null, fields: [], checklist: [], ...more }) as Step;
const group = (id: string): GroupStep => ({
  id,
  title: "Check who it is",
  instructions: "",
  kind: "group",
  branches: [{ id: `${id}-body`, label: "", steps: [] }],
});
const block: Definition = {
  ...emptyDefinition(),
  roles: [{ key: "desk", name: "Front desk" }],
  fields: [{ key: "card", label: "Card number", kind: "text" }],
  steps: [
    task("ask", "Ask for the card", { fields: [{ key: "card", mode: "required" }] }),
    {
      id: "known",
      title: "Known?",
      instructions: "",
      kind: "decision",
      branches: [
        { id: "y", label: "yes", when: 'card != ""', steps: [] },
        { id: "n", label: "no", when: null, steps: [{ id: "again", title: "Ask again", instructions: "", kind: "goto", to: "ask" }] },
      ],
      table: { hitPolicy: "first", inputs: [{ label: "Card", expression: "card" }], rules: [{ when: ['"1"'], then: "y" }] },
    },
    {
      id: "sign",
      title: "Countersign",
      instructions: "",
      kind: "approval",
      role: "desk",
      due: null,
      fields: [],
      returnTo: "ask",
      who: { give: "role", except: ["ask"] },
    },
  ],
};
const host = (): Definition => ({
  ...emptyDefinition(),
  roles: [{ key: "desk", name: "Information" }],
  steps: [task("first"), group("g"), group("h")],
});

test("a block in two places has ids of its own in each, every name inside is followed, and the whole has no finding", () => {
  const placed = placeBlock(placeBlock(host(), "g", block, { process: "p", revision: 1 }), "h", block, { process: "p", revision: 1 });
  expect(stepsOf(placed).map(({ id }) => id)).toEqual([
    "first",
    "g",
    "g--ask",
    "g--known",
    "g--again",
    "g--sign",
    "h",
    "h--ask",
    "h--known",
    "h--again",
    "h--sign",
  ]);
  expect(stepsOf(placed).find(({ id }) => id === "h--sign")).toMatchObject({ returnTo: "h--ask", who: { except: ["h--ask"] } });
  expect(stepsOf(placed).find(({ id }) => id === "g--known")).toMatchObject({
    branches: [{ id: "g--y", when: 'card != ""' }, { id: "g--n" }],
    table: { rules: [{ then: "g--y" }] },
  });
  expect(stepsOf(placed).find(({ id }) => id === "g--again")).toMatchObject({ to: "g--ask" });
  expect(placed.fields.map(({ key }) => key)).toEqual(["card"]);
  expect(placed.roles).toEqual([{ key: "desk", name: "Information" }]);
  expect(validateDefinition(placed).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(placementsOf(placed, "p").map(({ id, block: at }) => [id, at.revision])).toEqual([
    ["g", 1],
    ["h", 1],
  ]);
});

test("a newer revision takes the place of the older; steps keep their ids, and what somebody put among them stays", () => {
  const before = placeBlock(host(), "g", block, { process: "p", revision: 1 });
  const withOwn = {
    ...before,
    steps: before.steps.map((step) =>
      step.id === "g" && step.kind === "group"
        ? { ...step, branches: step.branches.map((branch) => ({ ...branch, steps: [...branch.steps, task("own")] })) }
        : step,
    ),
  };
  const after = placeBlock(withOwn, "g", { ...block, steps: [task("greet"), ...block.steps.slice(0, 1)] }, { process: "p", revision: 2 });
  expect(stepsOf(after).map(({ id }) => id)).toEqual(["first", "g", "g--greet", "g--ask", "own", "h"]);
  expect(placementsOf(after)[0]?.block).toEqual({ process: "p", revision: 2 });
  expect(placementsOf(detachBlock(after, "g"))).toEqual([]);
  expect(stepsOf(detachBlock(after, "g")).map(({ id }) => id)).toEqual(stepsOf(after).map(({ id }) => id));
});

test("a group made a block takes the fields and roles that it names, and placed again it is as it was", () => {
  const placed = placeBlock({ ...host(), fields: [{ key: "other", label: "Other", kind: "text" }] }, "g", block, {
    process: "p",
    revision: 1,
  });
  const made = blockFrom(placed, placed.steps[1] as GroupStep);
  expect(made).toEqual({ ...block, purpose: "", roles: [{ key: "desk", name: "Information" }] });
  expect(placeBlock(placed, "g", made, { process: "p", revision: 1 })).toEqual(placed);
});

test("a step under other ids says the same but for them", () => {
  const [, , sign] = block.steps as [Step, Step, Step];
  expect(renamed(sign, (id) => id)).toEqual(sign);
  expect(
    renamed(
      renamed(sign, (id) => `x${id}`),
      (id) => id.slice(1),
    ),
  ).toEqual(sign);
});
