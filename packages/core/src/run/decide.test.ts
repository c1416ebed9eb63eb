import { expect, test } from "vitest";
import { Refusal } from "../kernel/index.ts";
import { compile, type Definition, emptyDefinition, type Graph, type GraphNode, type Step } from "../process/index.ts";
import { compileExpression } from "../expression/index.ts";
import { type Circumstances, type Command, decide, newRun, type RunState } from "./index.ts";

const uuid = (n: number): string => `01890a5d-ac96-774b-bcce-${String(n).padStart(12, "0")}`;

function world(): Circumstances {
  let ids = 100;
  return {
    now: 1_700_000_000_000,
    zone: "Europe/Berlin",
    newId: () => uuid((ids += 1)),
    workedBetween: (from, to) => Math.floor((to - from) / 60_000),
    dueAt: (due, startAt, activatedAt) => (due.from === "start" ? startAt : activatedAt) + due.workingMinutes * 60_000,
  };
}

const task = (n: number, fields: string[]): Step => ({
  id: uuid(n),
  title: `Step ${n}`,
  instructions: "Do it well.",
  kind: "task",
  role: "clerk",
  due: { from: "activation", workingMinutes: 60 },
  fields: fields.map((key) => ({ key, mode: "required" })),
  checklist: [],
});
const fields = Array.from({ length: 10 }, (_, n) => ({ key: `field${n}`, label: `Field ${n}`, kind: "text" as const }));
const definition: Definition = {
  ...emptyDefinition(),
  roles: [{ key: "clerk", name: "Clerk" }],
  fields,
  steps: [
    task(1, ["field0", "field1"]),
    task(2, ["field2", "field3"]),
    {
      id: uuid(3),
      title: "Both",
      instructions: "",
      kind: "parallel",
      branches: [
        { id: "a", label: "A", steps: [task(4, ["field4"])] },
        { id: "b", label: "B", steps: [task(5, ["field5"])] },
        { id: "c", label: "C", steps: [task(6, [])] },
      ],
    },
  ],
};

const start: Command = { type: "start", by: uuid(50), requester: uuid(51), people: { clerk: uuid(52) }, answers: {} };

test("a waiting run with a branch done, two tasks open, six answers and all ids as UUIDs stays under 2 kB", () => {
  const graph = compile(definition);
  const circumstances = world();
  let { state } = decide(graph, newRun(), start, circumstances);
  for (const step of [1, 2, 4]) {
    const open = state.tokens.find(({ node }) => node === uuid(step));
    const uses = definition.steps[step - 1]?.kind === "task" ? [`field${2 * (step - 1)}`, `field${2 * step - 1}`] : ["field4"];
    const answers = Object.fromEntries(uses.map((key) => [key, "Something that a person wrote here, about so long."]));
    ({ state } = decide(graph, state, { type: "answer", by: uuid(52 + step), task: open?.task ?? "", answers }, circumstances));
  }
  expect(state.tokens.map(({ node }) => node)).toContain(uuid(5));
  expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThanOrEqual(2_048);
});

test("the due moment comes from the calendar that is given, and goes out with the task", () => {
  const { effects, events } = decide(compile(definition), newRun(), start, world());
  expect(effects).toMatchObject([{ type: "openTask", role: "clerk", person: uuid(52), due: 1_700_003_600_000 }]);
  expect(events.at(-1)).toMatchObject({ type: "step.activated", due: 1_700_003_600_000 });
});

test("a refusal of answers names every field at fault and where it is", () => {
  const graph = compile(definition);
  const { state } = decide(graph, newRun(), start, world());
  const refusal = refusalOf(() =>
    decide(
      graph,
      state,
      {
        type: "answer",
        by: null,
        task: state.tokens[0]?.task ?? "",
        answers: { field0: 5, field9: "x", nothing: true },
      },
      world(),
    ),
  );
  expect(refusal.code).toBe("field_not_editable");
  expect(refusal.params["problems"]).toEqual([
    { path: "/answers/field0", field: "field0", label: "Field 0", problem: "wrongType" },
    { path: "/answers/field9", field: "field9", label: "Field 9", problem: "notEditable" },
    { path: "/answers/nothing", field: "nothing", label: "nothing", problem: "unknown" },
    { path: "/answers/field1", field: "field1", label: "Field 1", problem: "required" },
  ]);
});

test("blank text is no answer", () => {
  const graph = compile(definition);
  const { state } = decide(graph, newRun(), start, world());
  expect(
    refusalOf(() =>
      decide(
        graph,
        state,
        { type: "answer", by: null, task: state.tokens[0]?.task ?? "", answers: { field0: "  ", field1: "x" } },
        world(),
      ),
    ).code,
  ).toBe("field_required");
});

test("keys that name parts of JavaScript are fields like any other", () => {
  const graph = compile({
    ...definition,
    intake: ["__proto__", "constructor"],
    fields: [...fields, { key: "__proto__", label: "P", kind: "text" }, { key: "constructor", label: "C", kind: "text" }],
  });
  const { state } = decide(graph, newRun(), { ...start, answers: JSON.parse('{"__proto__":"a","constructor":"b"}') } as Command, world());
  expect(JSON.stringify(state.data)).toBe('{"__proto__":"a","constructor":"b"}');
});

test("more than a mebibyte of answers is refused", () => {
  const long = Array.from({ length: 12 }, (_, n) => ({
    key: `long${n}`,
    label: `Long ${n}`,
    kind: "longText" as const,
  }));
  const graph = compile({ ...definition, fields: long, intake: long.map(({ key }) => key) });
  expect(
    refusalOf(() =>
      decide(
        graph,
        newRun(),
        { ...start, answers: Object.fromEntries(long.map(({ key }) => [key, "x".repeat(100_000)])) } as Command,
        world(),
      ),
    ).code,
  ).toBe("run_data_too_large");
});

test("a loop in which nobody waits stops as an incident that names its step, and the run lives", () => {
  const looping = circle();
  const { state, events } = decide(looping, newRun(), { ...start, people: {} } as Command, world());
  expect(events.at(-1)).toMatchObject({ type: "incident.raised", step: "d", code: "run.endlessLoop" });
  expect(state.status).toBe("open");
  const cancelled = decide(looping, state, { type: "cancel", by: null, reason: "It never ends." }, world());
  expect(cancelled.state.status).toBe("cancelled");
});

/** A graph that no document makes, but a drawing could: a decision whose way leads back to it. */
function circle(): Graph {
  const graph = compile({
    ...emptyDefinition(),
    steps: [
      {
        id: "d",
        title: "Round and round",
        instructions: "",
        kind: "decision",
        branches: [
          { id: "a", label: "a", when: "true", steps: [] },
          { id: "b", label: "b", when: null, steps: [] },
        ],
      },
    ],
  });
  const nodes = new Map<string, GraphNode>(graph.nodes);
  const flow = { from: "d", to: "d", branch: "a", finishes: null, label: "a", when: compileExpression("true") };
  nodes.set("d", { ...(nodes.get("d") as GraphNode), out: [flow] });
  return { ...graph, nodes };
}

function refusalOf(act: () => { state: RunState }): Refusal {
  try {
    act();
  } catch (problem) {
    if (problem instanceof Refusal) return problem;
    throw problem;
  }
  throw new Error("nothing was refused");
}

test("a decision with a table goes the way of the rule that applies, else the one marked otherwise", () => {
  const branch = (id: string, when: string | null, n: number) => ({ id, label: id, when, steps: [task(n, [])] });
  const graph = compile({
    ...emptyDefinition(),
    roles: [{ key: "clerk", name: "Clerk" }],
    fields: [{ key: "pages", label: "Pages", kind: "number" }],
    intake: ["pages"],
    steps: [
      {
        id: "size",
        title: "How large?",
        instructions: "",
        kind: "decision",
        branches: [branch("large", "", 11), branch("middle", "", 12), branch("small", null, 13)],
        table: {
          hitPolicy: "first",
          inputs: [{ label: "Pages", expression: "pages" }],
          rules: [
            { when: ["> 500"], then: "large" },
            { when: ["[100..500]"], then: "middle" },
          ],
        },
      },
    ],
  });
  const reached = (pages: number) =>
    decide(graph, newRun(), { ...start, answers: { pages } } as Command, world()).state.tokens.map(({ node }) => node);
  expect(reached(900)).toEqual([uuid(11)]);
  expect(reached(300)).toEqual([uuid(12)]);
  expect(reached(3)).toEqual([uuid(13)]);
});
