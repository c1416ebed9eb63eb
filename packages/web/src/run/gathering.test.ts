import { expect, test } from "vitest";
import type { Step } from "@rondo/core/process";
import { emptyDefinition } from "@rondo/core/process";
import { gatheringsOf } from "./gathering.ts";
import { outlineOf } from "./outline.ts";
import type { RunStep } from "./run.ts";

const entry = (round: number, decision: RunStep["decision"] = null, state: RunStep["state"] = decision === null ? "open" : "completed") =>
  ({ stepId: "release", round, state, decision }) as RunStep;
const rounds = (rule: "all" | "sequence" | number, ...entries: RunStep[]) =>
  gatheringsOf(entries, { roles: ["desk", "lead", "owner"], rule }).map((one) => one.map(({ round }) => round));

test("asked all at once, each asking holds everybody, also those who were not needed any more", () => {
  expect(
    rounds("all", entry(1, "approved"), entry(2, "rejected"), entry(3, null, "withdrawn"), entry(5), entry(4, "approved"), entry(6)),
  ).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(rounds(2, entry(1, "approved"), entry(2), entry(3))).toEqual([[1, 2, 3]]);
});

test("asked one after another, a rejection ends the asking, and the next begins anew", () => {
  expect(rounds("sequence", entry(1, "approved"), entry(2, "rejected"), entry(3, "approved"), entry(4))).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(rounds("sequence")).toEqual([]);
});

test("two of three are enough: the step is approved though the third was not needed any more, and rejected where that can't be reached", () => {
  const step: Step = {
    id: "release",
    title: "Release it",
    instructions: "",
    kind: "approval",
    role: null,
    due: null,
    fields: [],
    returnTo: null,
    approvers: { roles: ["desk", "lead", "owner"], rule: 2 },
  };
  const state = (...steps: RunStep[]) =>
    outlineOf({
      definition: { ...emptyDefinition(), steps: [step] } as never,
      steps,
      state: "running",
      standsAt: [],
      passed: [],
      incidents: [],
    })[0]?.state;
  expect(state(entry(1, "approved"), entry(2), entry(3))).toBe("open");
  expect(state(entry(1, "approved"), entry(2, "approved"), entry(3, null, "withdrawn"))).toBe("done");
  expect(state(entry(1, "rejected"), entry(2, "rejected"), entry(3, null, "withdrawn"))).toBe("rejected");
});
