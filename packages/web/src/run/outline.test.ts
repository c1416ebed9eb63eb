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
    skipped: 0,
    total: 3,
  });
});

test("a skipped step is told apart from those that are done", () => {
  expect(progressOf(outlineOf(runWith([met("check", "skipped"), met("repair", "completed"), met("scan", "completed")])))).toMatchObject({
    done: 2,
    skipped: 1,
  });
});

test("a step worked again shows its last round", () => {
  const [check] = outlineOf(runWith([met("check", "completed"), met("check", "open", 2)]));
  expect(check).toMatchObject({ state: "open" });
  expect(check?.rounds).toHaveLength(2);
});

test("a step that nobody works is open while the run stands there, then done or skipped", () => {
  const call: Step = { id: "call", title: "call", instructions: "", kind: "action", act: { do: "set", set: [] }, undo: null };
  const definition = { ...emptyDefinition(), steps: [call, task("scan")] };
  const told = (steps: RunStep[], more: Partial<Pick<Run, "standsAt" | "passed">>): string =>
    outlineOf(runWith(steps, { definition, ...more }))
      .map(({ step, state }) => `${step.id}:${state}`)
      .join(" ");
  expect(told([], { standsAt: [{ stepId: "call", title: "call", stuck: true }] })).toBe("call:open scan:ahead");
  expect(told([met("scan", "open")], { passed: [{ stepId: "call", state: "completed" }] })).toBe("call:done scan:open");
  expect(told([met("scan", "open")], { passed: [{ stepId: "call", state: "skipped" }] })).toBe("call:skipped scan:open");
});

test("work that the run passed by is not taken and does not count; what it went back before is ahead again", () => {
  const definition = { ...emptyDefinition(), steps: [task("check"), task("weigh"), task("scan")] };
  const passed = outlineOf(runWith([met("check", "withdrawn"), met("scan", "open")], { definition }));
  expect(passed.map(({ state }) => state)).toEqual(["withdrawn", "notTaken", "open"]);
  expect(progressOf(passed).total).toBe(2);
  const back = outlineOf(runWith([met("check", "open"), met("scan", "withdrawn")], { definition }));
  expect(back.map(({ state }) => state)).toEqual(["open", "ahead", "withdrawn"]);
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

function runWith(
  steps: RunStep[],
  more: Partial<Pick<Run, "state" | "standsAt" | "passed" | "definition">> = {},
): Parameters<typeof outlineOf>[0] {
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
  return {
    definition: { ...emptyDefinition(), steps: [task("check"), bind, task("scan")] },
    steps,
    state: "running",
    standsAt: [],
    passed: [],
    incidents: [],
    ...more,
  };
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
