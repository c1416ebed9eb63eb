import { expect, test } from "vitest";
import { compile, type Definition, emptyDefinition, type Step } from "../process/index.ts";
import { type Circumstances, type Command, decide, newRun } from "./index.ts";

const uuid = (n: number): string => `01890a5d-ac96-774b-bcce-${String(n).padStart(12, "0")}`;

function world(): Circumstances {
  let ids = 100;
  return {
    now: Date.UTC(2026, 2, 2, 9),
    zone: "Europe/Berlin",
    newId: () => uuid((ids += 1)),
    workedBetween: (from, to) => Math.floor((to - from) / 60_000),
    dueAt: (due, startAt, activatedAt) => (due.from === "start" ? startAt : activatedAt) + due.workingMinutes * 60_000,
  };
}

const task = (id: string): Step => ({ id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] });
const lending = (when: string, ...more: { id: string; label: string; when: string | null; steps: Step[] }[]): Definition => ({
  ...emptyDefinition(),
  fields: [
    { key: "pages", label: "Pages", kind: "number" },
    { key: "due", label: "Due", kind: "date" },
    { key: "note", label: "Note", kind: "text" },
  ],
  intake: ["pages"],
  steps: [
    {
      id: "fork",
      title: "Large?",
      instructions: "",
      kind: "decision",
      branches: [{ id: "large", label: "Large", when, steps: [task("scan")] }, ...more],
    },
  ],
});
const otherwise = { id: "small", label: "Small", when: null, steps: [task("shelve")] };
const start: Command = { type: "start", by: null, requester: null, answers: {}, people: {} };

test.each([
  ["a field that nobody answered", "pages > 5", "expression.unanswered"],
  ["a division by zero", "1 / 0 > 1", "expression.divisionByZero"],
  ["a date and a text", 'date("2026-01-01") + "a" > 5', "expression.typeMismatch"],
  ["a result that is no yes or no", "5", "expression.notBoolean"],
  ["a list of a million", "count(for i in 1..1000000 return i) > 5", "expression.tooManySteps"],
  ["a text that grows without end", '{f: function(s) f(s + s), r: f("xxxxxxxx")}.r = "x"', "expression.tooLarge"],
])("%s at a decision is an incident of that step, never a silent no", (_, when, code) => {
  const graph = compile(lending(when, otherwise));
  const { state, events } = decide(graph, newRun(), start, world());
  expect(events.at(-1)).toMatchObject({ type: "incident.raised", step: "fork", code });
  expect(events.some((event) => event.type === "step.activated" && "step" in event && event.step === "shelve")).toBe(false);
  expect(state.status).toBe("open");
});

test("where no branch holds and none is marked otherwise, the run says so, and goes on once the answers are corrected", () => {
  const graph = compile(lending("pages != null and pages > 5"));
  const circumstances = world();
  const stuck = decide(graph, newRun(), { ...start, answers: { pages: 3 } }, circumstances);
  const last = stuck.events.at(-1);
  if (last?.type !== "incident.raised") throw new Error("no incident");
  expect(last).toMatchObject({ step: "fork", code: "run.noBranch", message: expect.stringContaining('No condition of "Large?" holds') });
  const retry = (pages: number) =>
    decide(graph, stuck.state, { type: "retry", by: null, incident: last.incident, answers: { pages } }, circumstances);
  expect(retry(4).events.at(-1)).toMatchObject({ type: "incident.raised", step: "fork", code: "run.noBranch" });
  expect(retry(9).events.at(-1)).toMatchObject({ type: "step.activated", step: "scan" });
});
