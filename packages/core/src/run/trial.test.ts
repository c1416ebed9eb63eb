import { expect, test } from "vitest";
import type { Definition, Step } from "../process/index.ts";
import { newTrial, passTime, standingIn, startTrial, type Trial, tryCommand } from "./trial.ts";

const time = {
  zone: "UTC",
  dueAt: (due: { workingMinutes: number }, _start: number, activated: number) => activated + due.workingMinutes * 60_000,
  workedBetween: (from: number, to: number) => Math.floor((to - from) / 60_000),
};

const text = { instructions: "" };
const task = (id: string, role: string | null = null): Step => ({
  ...text,
  id,
  title: id,
  kind: "task",
  role,
  due: null,
  fields: [],
  checklist: [],
});
const definition: Definition = {
  purpose: "",
  roles: [
    { key: "desk", name: "Desk" },
    { key: "head", name: "Head" },
  ] as Definition["roles"],
  fields: [
    { key: "name", label: "Name", kind: "text" },
    { key: "sum", label: "Sum", kind: "number" },
  ],
  intake: ["name"],
  steps: [
    { ...task("ask", "desk"), fields: [{ key: "sum", mode: "required" }] } as Step,
    { ...text, id: "agree", title: "agree", kind: "approval", role: "head", due: null, fields: [], returnTo: "ask" },
    { ...text, id: "rest", title: "rest", kind: "wait", until: { on: "time", after: { minutes: 90, working: false } } },
    {
      ...text,
      id: "tell",
      title: "tell",
      kind: "action",
      act: { do: "mail", to: "a@b.example", subject: "For {{name}}", text: "" },
      undo: null,
    },
    { ...text, id: "hear", title: "hear", kind: "wait", until: { on: "message", name: "paid", key: null, early: "dropped" } },
  ],
  deliverable: null,
};

const needs = (trial: Trial) => standingIn(trial).map((one) => [one.step.id, one.needs, one.role]);
const at = (trial: Trial, step: string) => standingIn(trial).find((one) => one.step.id === step)!;

test("a draft is played to its end by one person: work, rejection, time, an action and a message", () => {
  let trial = startTrial(newTrial(definition, 1_000), { name: "Codex" }, time);
  expect(needs(trial)).toEqual([["ask", "work", "desk"]]);
  const work = (): void => {
    const { id, by } = at(trial, "ask");
    trial = tryCommand(trial, { type: "answer", by, task: id, answers: { sum: 5 } }, time);
  };
  work();
  expect(needs(trial)).toEqual([["agree", "approval", "head"]]);
  expect(at(trial, "agree").data).toEqual({ name: "Codex", sum: 5 });
  const decide = (verdict: "approve" | "reject"): void => {
    const { id, by } = at(trial, "agree");
    trial = tryCommand(trial, { type: "decide", by, task: id, verdict, comment: "So" }, time);
  };
  decide("reject");
  expect(needs(trial)).toEqual([["ask", "work", "desk"]]);
  work();
  decide("approve");
  expect(needs(trial)).toEqual([["rest", "time", null]]);
  trial = passTime(trial, time)!;
  expect(trial.now).toBe(1_000 + 90 * 60_000);
  expect(at(trial, "tell")).toMatchObject({ needs: "action", action: { do: "mail", subject: "For Codex" } });
  trial = tryCommand(trial, { type: "actionDone", by: null, task: at(trial, "tell").id }, time);
  expect(at(trial, "hear")).toMatchObject({ needs: "message", message: { name: "paid", key: null } });
  expect(passTime(trial, time)).toBeNull();
  trial = tryCommand(trial, { type: "message", by: null, name: "paid", key: null, answers: {} }, time);
  expect([trial.state.status, standingIn(trial)]).toEqual(["completed", []]);
});

test("a project that is waited for is told by the name it would have, and is finished by hand", () => {
  const steps: Step[] = [{ ...text, id: "move", title: "Open it", kind: "project", name: "Move {{name}}", role: null, wait: true }];
  const begun = startTrial(newTrial({ ...definition, steps }, 0), { name: "Codex" }, time);
  expect(at(begun, "move")).toMatchObject({ needs: "project", project: "Move Codex" });
  const { id, by } = at(begun, "move");
  expect(tryCommand(begun, { type: "projectFinished", by, task: id, outcome: null }, time).state.status).toBe("completed");
});

test("what is refused changes nothing, and an action that fails needs to be mended", () => {
  const begun = startTrial(newTrial({ ...definition, steps: definition.steps.slice(3, 4) }, 0), {}, time);
  expect(() => tryCommand(begun, { type: "answer", by: "desk", task: "none", answers: {} }, time)).toThrow();
  const failed = tryCommand(begun, { type: "actionFailed", by: null, task: at(begun, "tell").id, code: "mail", message: "No." }, time);
  const { needs: needed, incident } = at(failed, "tell");
  expect(needed).toBe("repair");
  expect(at(tryCommand(failed, { type: "retry", by: "you", incident: incident! }, time), "tell").needs).toBe("action");
});
