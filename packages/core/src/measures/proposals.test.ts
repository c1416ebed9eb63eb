import { expect, test } from "vitest";
import { type Definition, emptyDefinition, type Step, validateDefinition } from "../process/index.ts";
import { adoptWordsIn } from "../sameness/adopt-words.ts";
import { offeredOf, proposalsOf, withProposal } from "./index.ts";

const task = (id: string, more: object = {}): Step =>
  ({
    kind: "task",
    id,
    title: `Do ${id}`,
    instructions: "",
    role: null,
    due: { from: "activation", workingMinutes: 60 },
    fields: [],
    checklist: [],
    ...more,
  }) as Step;
const definition: Definition = {
  ...emptyDefinition(),
  steps: [
    task("a"),
    task("b"),
    { kind: "approval", id: "c", title: "Approve", instructions: "", role: null, due: null, fields: [], returnTo: null },
  ],
};
const step = (stepId: string, more: object = {}) => ({ stepId, done: 40, late: 0, p80Hours: 5, approved: 0, rejected: 0, ...more });

test("what many runs do otherwise is proposed, what few do is not", () => {
  const seen = {
    runs: 40,
    deviations: [
      { kind: "skipped", stepId: "b", inRuns: 12 },
      { kind: "skipped", stepId: "a", inRuns: 4 },
      { kind: "extra", stepId: null, inRuns: 30 },
    ],
    steps: [step("a", { late: 20, p80Hours: 42 }), step("b", { late: 3 }), step("c", { approved: 25 })],
  };
  expect(proposalsOf(seen, definition)).toEqual([
    { code: "optional", stepId: "b", title: "Do b", share: 0.3 },
    { code: "moreTime", stepId: "a", title: "Do a", share: 0.5, workingMinutes: 600 },
    { code: "noApproval", stepId: "c", title: "Approve", count: 25 },
  ]);
  expect(proposalsOf({ ...seen, steps: [step("c", { approved: 25, rejected: 1 })], deviations: [] }, definition)).toEqual([]);
});

test("a proposal changes the draft where it says, without an error, and once the step is gone not at all", () => {
  const asked = withProposal(definition, { code: "optional", stepId: "b", title: "Do b", share: 0.3 });
  expect(asked.steps.map(({ title }) => title)).toEqual(["Do a", "Is this needed: Do b?", "Approve"]);
  expect(proposalsOf({ runs: 40, deviations: [{ kind: "skipped", stepId: "b", inRuns: 12 }], steps: [] }, asked)).toEqual([]);
  expect(asked.steps[0]).toMatchObject({ fields: [{ key: "needed_1", mode: "editable" }] });
  expect(asked.intake).toEqual([]);
  expect(withProposal(definition, { code: "optional", stepId: "a", title: "Do a", share: 0.3 }).intake).toEqual(["needed_1"]);
  expect(
    withProposal(definition, { code: "moreTime", stepId: "b", title: "Do b", share: 0.3, workingMinutes: 600 }).steps[1],
  ).toMatchObject({ due: { workingMinutes: 600 } });
  const plain = withProposal(definition, { code: "noApproval", stepId: "c", title: "Approve", count: 30 });
  expect(plain.steps.map(({ id }) => id)).toEqual(["a", "b"]);
  for (const draft of [asked, plain]) expect(validateDefinition(draft).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(withProposal(plain, { code: "noApproval", stepId: "c", title: "Approve", count: 30 }).steps).toEqual(plain.steps);
});

test("what the draft has of the proposals says so, and what it left out by itself is not proposed", () => {
  const seen = {
    runs: 40,
    deviations: [{ kind: "skipped", stepId: "b", inRuns: 12 }],
    steps: [step("a", { late: 20, p80Hours: 42 }), step("c", { approved: 25 })],
  };
  const told = (draft: Definition) => offeredOf(seen, definition, draft).map(({ proposal, inDraft }) => [proposal.code, inDraft]);
  expect(told(definition)).toEqual([
    ["optional", false],
    ["moreTime", false],
    ["noApproval", false],
  ]);
  const taken = proposalsOf(seen, definition).reduce(withProposal, definition);
  expect(told(taken)).toEqual([
    ["optional", true],
    ["moreTime", true],
    ["noApproval", true],
  ]);
  expect(told({ ...definition, steps: definition.steps.filter(({ id }) => id !== "b") })).toEqual([
    ["moreTime", false],
    ["noApproval", false],
  ]);
});

test.each(["en", "de"])("that a step is optional (%s) is said by the question in front of it, and no longer by the step", (language) => {
  const words = adoptWordsIn(language);
  const said = ["Ask Mei first.", words.optional(5, 6, 83), words.also("Set up")].join("\n\n");
  const asked = withProposal(
    { ...definition, steps: [task("a"), task("b", { instructions: said })] },
    { code: "optional", stepId: "b", title: "Do b", share: 0.3 },
  );
  expect(asked.steps[1]).toMatchObject({
    branches: [{ steps: [{ id: "b", instructions: ["Ask Mei first.", words.also("Set up")].join("\n\n") }] }, { steps: [] }],
  });
});
