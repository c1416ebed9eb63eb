import { emptyDefinition, type Step } from "@rondo/core/process";
import { expect, test } from "vitest";
import { flat, outlineOf, progressOf, stepNow } from "./outline.ts";
import type { Run, RunStep } from "./run.ts";

test("steps are done, open, skipped or ahead as the run met them", () => {
  expect(states([met("check", "completed"), met("scan", "open")])).toBe("check:done bind:done repair:ahead scan:open");
  expect(states([met("check", "skipped"), met("repair", "open")])).toBe("check:skipped bind:open repair:open scan:ahead");
  expect(states([])).toBe("check:ahead bind:ahead repair:ahead scan:ahead");
});

test("the way a decision did not take is marked, its steps do not count", () => {
  const [, bind] = outlineOf(runWith([met("check", "completed"), met("scan", "open")]));
  expect(bind?.branches.map(({ label, taken }) => `${label} ${taken}`)).toEqual(["Yes false", "No true"]);
  expect(progressOf(outlineOf(runWith([met("check", "completed"), met("repair", "completed"), met("scan", "open")])))).toEqual({
    done: 2,
    total: 3,
  });
});

test("a step worked again shows its last round", () => {
  const [check] = outlineOf(runWith([met("check", "completed"), met("check", "open", 2)]));
  expect(check).toMatchObject({ state: "open" });
  expect(check?.rounds).toHaveLength(2);
});

test("one's own open step comes first", () => {
  const mine: RunStep = { ...met("scan", "open"), owner: { id: "me", name: "Mei Tanaka" } };
  expect(stepNow({ steps: [met("repair", "open"), mine] }, "me")?.stepId).toBe("scan");
  expect(stepNow({ steps: [met("repair", "open")] }, "me")?.stepId).toBe("repair");
  expect(stepNow({ steps: [met("repair", "completed")] }, "me")).toBeNull();
});

function states(steps: RunStep[]): string {
  return flat(outlineOf(runWith(steps)))
    .map(({ step, state }) => `${step.id}:${state}`)
    .join(" ")
    .replace("repair:notTaken", "repair:ahead");
}

function runWith(steps: RunStep[]): Pick<Run, "definition" | "steps" | "state"> {
  const bind: Step = {
    id: "bind",
    title: "Loose?",
    instructions: "",
    kind: "decision",
    branches: [
      { id: "yes", label: "Yes", when: "loose", steps: [task("repair")] },
      { id: "no", label: "No", when: null, steps: [] },
    ],
  };
  return { definition: { ...emptyDefinition(), steps: [task("check"), bind, task("scan")] }, steps, state: "running" };
}

function task(id: string): Step {
  return { id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] };
}

function met(stepId: string, state: RunStep["state"], round = 1): RunStep {
  return {
    stepId,
    round,
    state,
    taskId: `${stepId}-${round}`,
    openedAt: "2026-03-23T08:00:00.000Z",
    closedAt: null,
    by: null,
    owner: null,
    team: null,
    dueAt: null,
    decision: null,
    comment: null,
    checked: [],
    question: null,
    projectId: null,
  };
}
