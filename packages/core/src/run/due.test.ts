import { expect, test } from "vitest";
import { addWorkingTime, compileCalendar, standardCalendar, workingTimeBetween } from "../calendar/index.ts";
import { compile, type Definition, type Due, emptyDefinition, type Step, validateDefinition } from "../process/index.ts";
import { type Circumstances, type Command, decide, evolve, newRun, type RunState } from "./index.ts";

const zone = "Europe/Berlin";
const calendar = compileCalendar(standardCalendar, { from: 20_400, to: 20_700 });
const at = (text: string): number => Date.parse(text);

const task = (id: string, due: Due | null): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role: null,
  due,
  fields: [],
  checklist: [],
});

/** Plays a run with its clock set by hand, and reads the due moments that its open tasks have. */
function play(definition: Definition, answers: Record<string, string> = {}) {
  const graph = compile(definition);
  let state: RunState = newRun();
  let ids = 0;
  const due = new Map<string, string | null>();
  const events: Parameters<typeof evolve>[2][] = [];
  const say = (moment: string, command: Command): void => {
    const circumstances: Circumstances = {
      now: at(moment),
      zone,
      newId: () => `t${(ids += 1)}`,
      dueAt: (asked, start, activated) => addWorkingTime(asked.from === "start" ? start : activated, asked.workingMinutes, calendar, zone),
      workedBetween: (from, to) => workingTimeBetween(from, to, calendar, zone),
    };
    const decided = decide(graph, state, command, circumstances);
    ({ state } = decided);
    events.push(...decided.events);
    for (const effect of decided.effects)
      if (effect.type === "openTask") due.set(effect.step, effect.due === null ? null : new Date(effect.due).toISOString().slice(0, 16));
  };
  const finish = (moment: string, step: string): void =>
    say(moment, { type: "answer", by: null, task: state.tokens.find(({ node }) => node === step)?.task ?? "", answers: {} });
  return {
    start: (moment: string) => say(moment, { type: "start", by: null, requester: null, people: {}, answers }),
    finish,
    due,
    replayed: () => events.reduce((known, event) => evolve(graph, known, event), newRun()),
    now: () => state,
  };
}

test("a step is due so long after the end of another, also of one that is worked again", () => {
  const steps: Step[] = [
    task("scan", null),
    task("describe", null),
    { ...task("check", { from: "step", of: "scan", workingMinutes: 480 }) },
  ];
  const run = play({ ...emptyDefinition(), steps });
  run.start("2026-03-02T09:00:00Z");
  run.finish("2026-03-02T10:00:00Z", "scan");
  run.finish("2026-03-03T14:00:00Z", "describe");
  // Monday eleven in Berlin, and a working day of eight hours more.
  expect(run.due.get("check")).toBe("2026-03-03T10:00");
  expect(run.replayed()).toEqual(run.now());
});

test("a step is due before the promised end, and before a date that was answered; on the day itself at the end of its work", () => {
  const definition = (due: Due): Definition => ({
    ...emptyDefinition(),
    fields: [{ key: "wanted", label: "Wanted by", kind: "date" }],
    intake: ["wanted"],
    clocks: [{ id: "promise", name: "Scans", from: null, to: null, target: 4_800, pauses: [], ladder: [] }],
    steps: [task("send", due)],
  });
  const dueOf = (due: Due): string | null | undefined => {
    const run = play(definition(due), { wanted: "2026-03-20" });
    run.start("2026-03-02T08:00:00Z");
    return run.due.get("send");
  };
  const end = dueOf({ from: "clock", of: "promise", workingMinutes: 0 });
  expect(end).toBe("2026-03-16T08:00");
  expect(dueOf({ from: "clock", of: "promise", workingMinutes: -480 })).toBe("2026-03-13T08:00");
  expect(dueOf({ from: "field", of: "wanted", workingMinutes: -960 })).toBe("2026-03-19T07:00");
  expect(dueOf({ from: "field", of: "wanted", workingMinutes: 0 })).toBe("2026-03-20T16:00");
});

test("what it counts from and is not known yet gives no due moment, and what the process doesn't have is a finding at the step", () => {
  const run = play({
    ...emptyDefinition(),
    fields: [{ key: "wanted", label: "Wanted by", kind: "date" }],
    steps: [task("a", { from: "step", of: "b", workingMinutes: 60 }), task("b", { from: "field", of: "wanted", workingMinutes: 60 })],
  });
  run.start("2026-03-02T08:00:00Z");
  expect(run.due.get("a")).toBe(null);
  const found = (due: Due) =>
    validateDefinition({ ...emptyDefinition(), fields: [{ key: "name", label: "Name", kind: "text" }], steps: [task("a", due)] }).map(
      ({ code, subject }) => [code, subject],
    );
  expect(found({ from: "step", of: "gone", workingMinutes: 60 })).toContainEqual(["process.dueUnknown", "a"]);
  expect(found({ from: "step", of: "a", workingMinutes: 60 })).toContainEqual(["process.dueUnknown", "a"]);
  expect(found({ from: "clock", of: "gone", workingMinutes: -60 })).toContainEqual(["process.dueUnknown", "a"]);
  expect(found({ from: "field", of: "name", workingMinutes: -60 })).toContainEqual(["process.dueUnknown", "a"]);
  expect(found({ from: "activation", workingMinutes: -60 })).toContainEqual(["process.dueInvalid", "a"]);
});
