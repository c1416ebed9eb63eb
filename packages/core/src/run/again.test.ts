import { expect, test } from "vitest";
import { compile, emptyDefinition, type Handler, type Step } from "../process/index.ts";
import { type Circumstances, type Command, decide, newRun, type RunState } from "./index.ts";

const step = (attached: Handler[]): Step => ({
  id: "scan",
  title: "Scan",
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
  attached,
});
const handler = (when: Handler["when"]): Handler => ({ id: "remind", label: "Remind", when, interrupting: false, again: true, steps: [] });

/** A run with something attached that comes again, and its clock. */
function running(when: Handler["when"]) {
  const graph = compile({ ...emptyDefinition(), steps: [step([handler(when)])] });
  let [now, ids] = [1_700_000_000_000, 0];
  const circumstances = (): Circumstances => ({
    now,
    zone: "UTC",
    newId: () => `id-${(ids += 1)}`,
    workedBetween: () => 0,
    dueAt: (_due, _start, at) => at,
  });
  let state: RunState = newRun();
  let started = 0;
  const does = (command: Command, later = 0): void => {
    now += later;
    const done = decide(graph, state, command, circumstances());
    state = done.state;
    started += done.events.filter(({ type }) => type === "handler.started").length;
  };
  does({ type: "start", by: null, requester: null, people: {}, answers: {} });
  return { does, started: () => started, state: () => state };
}

test("what comes again comes at most a thousand times, whatever is sent, and the run goes on", () => {
  const run = running({ on: "message", name: "asked", key: null, early: "dropped" });
  for (let n = 0; n < 1_100; n += 1) run.does({ type: "message", by: null, name: "asked", key: null, answers: {} });
  expect(run.started()).toBe(1_000);
  run.does({ type: "answer", by: null, task: run.state().tokens[0]?.task as string, answers: {} });
  expect(run.state().status).toBe("completed");
});

test("after a month without a server an hourly reminder comes once, and then by the hour; one without a span comes once at all", () => {
  const hourly = running({ on: "time", after: { minutes: 60, working: false } });
  hourly.does({ type: "tick", by: null }, 30 * 86_400_000);
  expect(hourly.started()).toBe(1);
  hourly.does({ type: "tick", by: null }, 3_600_000);
  expect(hourly.started()).toBe(2);
  const atOnce = running({ on: "time", after: { minutes: 0, working: false } });
  for (let n = 0; n < 3; n += 1) atOnce.does({ type: "tick", by: null }, 1_000);
  expect(atOnce.started()).toBe(1);
});
