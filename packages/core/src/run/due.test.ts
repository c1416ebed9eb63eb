import { expect, test } from "vitest";
import { addWorkingTime, compileCalendar, standardCalendar, workingTimeBetween } from "../calendar/index.ts";
import { compile, type Definition, type Due, emptyDefinition, type Step, validateDefinition } from "../process/index.ts";
import { type Circumstances, type Command, decide, evolve, newRun, restore, type RunState, transfer } from "./index.ts";

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

const minute = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString().slice(0, 16));

/** Plays a run with its clock set by hand, and reads the due moments that its open tasks have. */
function play(definition: Definition, answers: Record<string, string> = {}) {
  const graph = compile(definition);
  let state: RunState = newRun();
  let ids = 0;
  const due = new Map<string, string | null>();
  const moved: (readonly [string, string | number | null])[] = [];
  const stepOf = (task: string): string => state.tokens.find((token) => token.task === task)?.node ?? "";
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
      if (effect.type === "openTask") due.set(effect.step, minute(effect.due));
      else if (effect.type === "moveDue" || effect.type === "holdTask")
        moved.push([stepOf(effect.task), "due" in effect ? minute(effect.due) : effect.shift]);
  };
  const finish = (moment: string, step: string): void =>
    say(moment, { type: "answer", by: null, task: state.tokens.find(({ node }) => node === step)?.task ?? "", answers: {} });
  return {
    start: (moment: string) => say(moment, { type: "start", by: null, requester: null, people: {}, answers }),
    finish,
    say,
    due,
    moved: () => moved.splice(0),
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

const volumes = (scan: string): Definition => ({
  ...emptyDefinition(),
  steps: [
    {
      id: "volumes",
      title: "volumes",
      instructions: "",
      kind: "each",
      over: "2",
      item: null,
      own: [],
      collect: null,
      order: "together",
      join: { go: "all" },
      growing: false,
      branches: [{ id: "one", label: "", steps: [task(scan, null), task("check", { from: "step", of: scan, workingMinutes: 480 })] }],
    },
    task("send", { from: "step", of: scan, workingMinutes: 480 }),
  ],
});

test("in a for-each a step is due from the end of the other in the same item, after it from the last of them", () => {
  const run = play(volumes("scan"));
  run.start("2026-03-02T08:00:00Z");
  run.finish("2026-03-02T10:00:00Z", "scan");
  expect(run.due.get("check")).toBe("2026-03-03T10:00");
  run.finish("2026-03-04T14:00:00Z", "scan");
  expect(run.due.get("check")).toBe("2026-03-05T14:00");
  // That the second was scanned later says nothing of the first.
  expect(run.moved()).toEqual([]);
  run.finish("2026-03-05T08:00:00Z", "check");
  run.finish("2026-03-05T09:00:00Z", "check");
  expect(run.due.get("send")).toBe("2026-03-05T14:00");
  expect(run.replayed()).toEqual(run.now());
});

test("a run that is moved takes along when steps ended, each item its own, under the names that they have there", () => {
  const run = play(volumes("scan"));
  run.start("2026-03-02T08:00:00Z");
  run.finish("2026-03-02T10:00:00Z", "scan");
  const [from, to] = [compile(volumes("scan")), compile(volumes("picture"))];
  const circumstances: Circumstances = {
    now: at("2026-03-02T11:00:00Z"),
    zone,
    newId: () => "new",
    dueAt: () => 0,
    workedBetween: () => 0,
  };
  const order = { by: "ines", from: 1, to: 2, reason: null, targets: { scan: "picture" }, people: {} };
  const { state } = transfer(from, to, run.now(), order, circumstances);
  const ended = { picture: at("2026-03-02T10:00:00Z") };
  expect(state.ended).toEqual(ended);
  expect((state.blocks ?? []).filter(({ item }) => item !== undefined).map((item) => item.ended)).toEqual([ended, undefined]);
  const back = restore(to, from, state, run.now(), { by: "ines", from: 2, to: 1, reason: null }, circumstances);
  expect(back.state.blocks).toEqual(run.now().blocks);
  expect(back.state.ended).toMatchObject({ scan: ended.picture });
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

const promising: Definition = {
  ...emptyDefinition(),
  fields: [{ key: "wanted", label: "Wanted by", kind: "date" }],
  intake: ["wanted"],
  clocks: [{ id: "promise", name: "Scans", from: null, to: null, target: 4_800, pauses: [], ladder: [] }],
  steps: [task("send", { from: "clock", of: "promise", workingMinutes: -480 })],
};

test("when the promised end moves, what is open and due by it moves too", () => {
  const run = play(promising);
  run.start("2026-03-02T08:00:00Z");
  expect(run.due.get("send")).toBe("2026-03-13T08:00");
  run.say("2026-03-03T08:00:00Z", { type: "hold", by: null, task: null, reason: "The reader is away." });
  run.moved();
  run.say("2026-03-05T08:00:00Z", { type: "release", by: null, task: null });
  // Not by the span of the hold as well.
  expect(run.moved()).toEqual([
    ["send", 0],
    ["send", "2026-03-17T08:00"],
  ]);
  expect(run.replayed()).toEqual(run.now());
});

test("a step alone on hold keeps the date that the promised end gives it: the promise goes on", () => {
  const run = play({
    ...promising,
    steps: [{ ...parallel, branches: [way("a", promising.steps[0] as Step), way("b", task("else", null))] }],
  });
  run.start("2026-03-02T08:00:00Z");
  const held = run.now().tokens.find(({ node }) => node === "send")?.task ?? "";
  run.say("2026-03-03T08:00:00Z", { type: "hold", by: null, task: held, reason: "The scanner is broken." });
  run.moved();
  run.say("2026-03-05T08:00:00Z", { type: "release", by: null, task: held });
  expect(run.moved()).toEqual([["send", 0]]);
});

test("open work due by an answered date or by another step's end follows what becomes known of them", () => {
  const run = play(
    {
      ...promising,
      clocks: [],
      steps: [
        {
          ...parallel,
          branches: [
            way("a", task("send", { from: "field", of: "wanted", workingMinutes: -480 })),
            way("b", { ...task("ask", null), fields: [{ key: "wanted", mode: "editable" }] } as Step),
            way("c", task("check", { from: "step", of: "ask", workingMinutes: 480 })),
          ],
        },
      ],
    },
    { wanted: "2026-03-20" },
  );
  run.start("2026-03-02T08:00:00Z");
  expect([run.due.get("send"), run.due.get("check")]).toEqual(["2026-03-20T07:00", null]);
  const asked = run.now().tokens.find(({ node }) => node === "ask")?.task ?? "";
  run.say("2026-03-03T08:00:00Z", { type: "answer", by: null, task: asked, answers: { wanted: "2026-03-27" } });
  expect(run.moved()).toEqual([
    ["send", "2026-03-27T07:00"],
    ["check", "2026-03-04T08:00"],
  ]);
  expect(run.replayed()).toEqual(run.now());
});

const parallel = { id: "both", title: "Both", instructions: "", kind: "parallel" as const };
const way = (id: string, step: Step) => ({ id, label: id, steps: [step] });
