import { describe, expect, test } from "vitest";
import { addWorkingTime, compileCalendar, workingTimeBetween } from "../calendar/index.ts";
import { compile, type Definition, emptyDefinition, type ServiceClock, type Step, validateDefinition } from "../process/index.ts";
import { type Command, decide, type Effect, evolve, newRun, nextDue, type RunEvent, type RunState } from "./index.ts";

const zone = "Europe/Berlin";
/** Nine to five without a break. */
const office = [{ from: 540, to: 1_020 }];
const calendar = compileCalendar({ week: [office, office, office, office, office, [], []], exceptions: [] }, { from: 20_700, to: 21_200 });
const task = (id: string, more: Partial<Step> = {}): Step =>
  ({ id, title: id, instructions: "", kind: "task", role: "desk", due: null, checklist: [], fields: [], ...more }) as Step;
const approval: Step = {
  id: "agree",
  title: "agree",
  instructions: "",
  kind: "approval",
  role: "lead",
  due: null,
  fields: [],
  returnTo: null,
};
const promise: ServiceClock = {
  id: "answer",
  name: "Answer",
  from: null,
  to: null,
  target: 960,
  warnAt: 480,
  pauses: ["question", "message"],
  ladder: [{ at: 1_440, tell: ["manager", "role:lead"], give: "lead" }],
};
const process = (clocks: readonly ServiceClock[], steps: readonly Step[] = [task("check"), approval]): Definition => ({
  ...emptyDefinition(),
  roles: [
    { key: "desk", name: "Desk" },
    { key: "lead", name: "Lead" },
  ],
  clocks,
  steps,
});
const at = (local: string): number => Date.parse(`${local}:00+01:00`);

/** A run on a wall clock, swept as the server does. */
function begin(definition: Definition) {
  const graph = compile(definition);
  let [ids, now] = [0, at("2026-11-30T09:00")];
  let state: RunState = newRun();
  const events: RunEvent[] = [];
  const effects: Effect[] = [];
  const play = (command: Command): void => {
    const decided = decide(graph, state, command, {
      now,
      zone,
      newId: () => `id-${(ids += 1)}`,
      dueAt: (due, from, activated) => addWorkingTime(due.from === "start" ? from : activated, due.workingMinutes, calendar, zone),
      workedBetween: (a, b) => workingTimeBetween(a, b, calendar, zone),
    });
    expect(decided.events.reduce((before, event) => evolve(graph, before, event), state)).toEqual(decided.state);
    state = decided.state;
    events.push(...decided.events);
    effects.push(...decided.effects);
  };
  play({ type: "start", by: "mei", requester: "reader", people: { desk: "tomas", lead: "ines" }, answers: {} });
  return {
    play,
    events,
    effects,
    state: () => state,
    clock: () => state.clocks?.[0],
    /** Sweeps whatever falls due on the way there. */
    until: (local: string): void => {
      for (let due = nextDue(state); due !== null && due <= at(local); due = nextDue(state)) {
        now = Math.max(now, due);
        play({ type: "tick", by: null });
      }
      now = at(local);
    },
    open: (): string => state.tokens[0]?.task ?? "",
    told: () => effects.flatMap((effect) => (effect.type === "escalate" ? [`${effect.what} ${effect.tell.join(", ")}`] : [])),
  };
}

test("a clock counts working time: evenings and weekends cost nothing", () => {
  const run = begin(process([promise]));
  expect(run.clock()?.due).toBe(at("2026-12-01T17:00"));
  run.until("2026-11-30T17:00");
  expect(run.told()).toEqual(["warning holder"]);
  run.until("2026-12-01T09:00");
  run.play({ type: "answer", by: "tomas", task: run.open(), answers: {} });
  run.play({ type: "decide", by: "ines", task: run.open(), verdict: "approve", comment: null });
  expect(run.clock()).toMatchObject({ ran: 480, kept: true });
  expect(nextDue(run.state())).toBe(null);
});

test("it stands still while the requester is asked, and goes on with the answer", () => {
  const run = begin(process([promise]));
  run.until("2026-11-30T11:00");
  run.play({ type: "answer", by: "tomas", task: run.open(), answers: {} });
  run.play({ type: "askBack", by: "ines", task: run.open(), to: "requester", text: "Which pages?" });
  expect(run.clock()).toMatchObject({ ran: 120, waits: "question" });
  expect(run.clock()?.since).toBe(undefined);
  run.until("2026-12-14T09:00");
  expect(run.told()).toEqual([]);
  const question = run.state().tokens[0]?.question?.id ?? "";
  run.play({ type: "answerQuestion", by: null, question, text: "All" });
  expect(run.clock()?.due).toBe(at("2026-12-15T15:00"));
  run.play({ type: "decide", by: "ines", task: run.open(), verdict: "approve", comment: null });
  expect(run.clock()).toMatchObject({ ran: 120, kept: true });
});

test("past its target it escalates rung by rung: told, and the open steps given to the lead", () => {
  const run = begin(process([promise]));
  run.until("2026-12-04T10:00");
  expect(run.told()).toEqual(["warning holder", "target holder, owner", "rung manager, role:lead"]);
  expect(run.events.filter(({ type }) => type === "clock.reached").map(({ at: when }) => when)).toEqual([
    at("2026-11-30T17:00"),
    at("2026-12-01T17:00"),
    at("2026-12-02T17:00"),
  ]);
  expect(run.state().tokens[0]).toMatchObject({ node: "check", person: "ines" });
  expect(run.effects.filter(({ type }) => type === "assignTask")).toEqual([
    { type: "assignTask", task: run.open(), step: "check", person: "ines", role: "lead" },
  ]);
  run.play({ type: "answer", by: "ines", task: run.open(), answers: {} });
  run.play({ type: "decide", by: "ines", task: run.open(), verdict: "approve", comment: null });
  expect(run.clock()?.kept).toBe(false);
});

describe("from a step to a step", () => {
  test("it begins and ends with them", () => {
    const run = begin(
      process(
        [{ ...promise, from: "scan", to: "scan", target: 60, warnAt: undefined as never }],
        [task("check"), task("scan"), task("send")],
      ),
    );
    expect(run.clock()).toBe(undefined);
    run.until("2026-11-30T15:00");
    run.play({ type: "answer", by: "tomas", task: run.open(), answers: {} });
    expect(run.clock()?.due).toBe(at("2026-11-30T16:00"));
    run.until("2026-11-30T15:30");
    run.play({ type: "answer", by: "tomas", task: run.open(), answers: {} });
    expect(run.clock()).toMatchObject({ ran: 30, kept: true });
  });
  test("a step is started when it is reached, once", () => {
    const more = task("remind", { role: "lead" });
    const run = begin(
      process(
        [promise],
        [
          task("check", {
            attached: [
              { id: "late", label: "Late", interrupting: false, when: { on: "clock", clock: "answer", reaches: "target" }, steps: [more] },
            ],
          }),
        ],
      ),
    );
    run.until("2026-12-01T16:59");
    expect(run.state().tokens.map(({ node }) => node)).toEqual(["check"]);
    run.until("2026-12-04T10:00");
    expect(
      run
        .state()
        .tokens.map(({ node }) => node)
        .sort(),
    ).toEqual(["check", "remind"]);
  });
});

test("a run that is cancelled has kept no promise and broken none", () => {
  const run = begin(process([promise]));
  run.until("2026-12-03T10:00");
  run.play({ type: "cancel", by: "ines", reason: "Asked twice" });
  expect(run.clock()).toMatchObject({ kept: null });
});

test("what can't be kept count of is found before publishing", () => {
  const codes = (clock: Partial<ServiceClock>) => validateDefinition(process([{ ...promise, ...clock }])).map(({ code }) => code);
  expect(codes({})).toEqual([]);
  expect(codes({ from: "gone" })).toEqual(["process.clockStepUnknown"]);
  expect(codes({ warnAt: 2_000 })).toEqual(["process.warningLate"]);
  expect(codes({ target: 0, warnAt: undefined as never })).toEqual(["process.spanInvalid"]);
  expect(codes({ ladder: [{ at: 2_000, tell: ["role:cook"] }] })).toEqual(["process.roleUnknown"]);
});
