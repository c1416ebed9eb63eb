import { expect, test } from "vitest";
import { compile, type Definition, emptyDefinition, type Step, type UndoStep } from "../process/index.ts";
import { type Command, decide, type Effect, newRun, type RunState } from "./index.ts";

const base = { instructions: "", role: null, due: null, fields: [] };
const task = (id: string): Step => ({ ...base, id, title: id, kind: "task", checklist: [] });
const undo = (id: string): UndoStep => ({ id, title: id, instructions: "", kind: "undo", of: null });

function running(definition: Partial<Definition>) {
  const graph = compile({ ...emptyDefinition(), ...definition });
  let ids = 0;
  const circumstances = { now: 0, zone: "UTC", newId: () => `id-${(ids += 1)}`, workedBetween: () => 0, dueAt: () => 0 };
  const effects: Effect[] = [];
  let state: RunState = newRun();
  const does = (command: Command): void => {
    const done = decide(graph, state, command, circumstances);
    state = done.state;
    effects.push(...done.effects);
  };
  const taskAt = (node: string): string => state.tokens.find((token) => token.node === node)?.task ?? "none";
  does({ type: "start", by: null, requester: null, people: {}, answers: {} });
  return { does, taskAt, effects, state: () => state };
}

test("what is to be taken back by hand in a run that is on hold is on hold too", () => {
  const run = running({
    steps: [
      { ...base, id: "book", title: "book", kind: "task", checklist: [], undo: { title: "Cancel the booking", role: null } },
      { ...base, id: "shelve", title: "shelve", kind: "project", name: "Shelves", wait: true },
      undo("back"),
    ],
  });
  run.does({ type: "answer", by: null, task: run.taskAt("book"), answers: {} });
  run.does({ type: "hold", by: null, task: null, reason: "The reader is away." });
  run.does({ type: "projectFinished", by: null, task: run.taskAt("shelve"), outcome: null });
  expect(run.effects.at(-1)).toEqual({ type: "holdTask", task: run.taskAt("back"), reason: "The reader is away.", shift: 0 });
});

test("what a step does again while it is taken back is taken back after it, each by what was known then", () => {
  const http = { do: "http" as const, method: "POST" as const, body: null, into: [] };
  const run = running({
    fields: [{ key: "parcel", label: "Parcel", kind: "text" }],
    steps: [
      {
        id: "each",
        title: "each",
        instructions: "",
        kind: "each",
        over: '["a", "b"]',
        item: "parcel",
        own: [],
        collect: null,
        order: "together",
        join: { go: "all" },
        growing: false,
        branches: [
          {
            id: "one",
            label: "",
            steps: [
              task("pack"),
              {
                id: "ship",
                title: "ship",
                instructions: "",
                kind: "action",
                act: { do: "set", values: [] },
                undo: { ...http, url: "https://example.org/{{parcel}}" },
              },
              undo("back"),
            ],
          },
        ],
      },
    ],
  });
  for (let item = 0; item < 2; item += 1) run.does({ type: "answer", by: null, task: run.taskAt("pack"), answers: {} });
  for (let item = 0; item < 2; item += 1)
    run.does({ type: "actionDone", by: null, task: run.state().tokens.find((token) => token.undoing === "ship")?.task ?? "none" });
  expect(run.effects.flatMap((effect) => (effect.type === "runAction" && effect.action.do === "http" ? [effect.action.url] : []))).toEqual([
    "https://example.org/a",
    "https://example.org/b",
  ]);
  expect(run.state().status).toBe("completed");
});

/** Taken back as a whole once it is finished, before that by what its steps did. */
const trip: Step = {
  id: "trip",
  title: "trip",
  instructions: "",
  kind: "group",
  undo: { title: "Cancel the trip", role: null },
  branches: [
    {
      id: "way",
      label: "",
      steps: [
        { ...base, id: "book", title: "book", kind: "task", checklist: [], undo: { title: "Cancel the booking", role: null } },
        task("pay"),
      ],
    },
  ],
};

test("a finished group that says how it is taken back is so as a whole; one that is still going on, by what its steps did", () => {
  const opened = (done: readonly string[]) => {
    const both: Step = {
      id: "both",
      title: "both",
      instructions: "",
      kind: "parallel",
      branches: [
        { id: "a", label: "", steps: [trip] },
        { id: "b", label: "", steps: [task("regret"), undo("back")] },
      ],
    };
    const run = running({ steps: [both] });
    for (const step of done) run.does({ type: "answer", by: null, task: run.taskAt(step), answers: {} });
    return run.effects.flatMap((effect) => (effect.type === "openTask" && effect.step === "back" ? [effect.title] : []));
  };
  expect(opened(["book", "pay", "regret"])).toEqual(["Cancel the trip"]);
  expect(opened(["book", "regret"])).toEqual(["Cancel the booking"]);
});

test("a group that is finished in one item of a for-each leaves what its steps did in the others to be taken back", () => {
  const each: Step = {
    id: "each",
    title: "each",
    instructions: "",
    kind: "each",
    over: '["a", "b"]',
    item: null,
    own: [],
    collect: null,
    order: "together",
    join: { go: 1, rest: "withdrawn" },
    growing: false,
    branches: [{ id: "one", label: "", steps: [trip] }],
  };
  const run = running({ steps: [each, undo("back")] });
  run.does({ type: "answer", by: null, task: run.taskAt("book"), answers: {} });
  run.does({ type: "answer", by: null, task: run.taskAt("book"), answers: {} });
  run.does({ type: "answer", by: null, task: run.taskAt("pay"), answers: {} });
  // The other item was given up half-way: its booking stands, and so does the trip of the first.
  for (let n = 0; n < 2; n += 1) run.does({ type: "answer", by: null, task: run.taskAt("back"), answers: {} });
  expect(run.effects.flatMap((effect) => (effect.type === "openTask" && effect.step === "back" ? [effect.title] : []))).toEqual([
    "Cancel the trip",
    "Cancel the booking",
  ]);
  expect(run.state().status).toBe("completed");
});

test("in an item of a for-each, what was done in that item and around the for-each is taken back, and nothing of the other items", () => {
  const taken = (id: string): Step => ({ ...base, id, title: id, kind: "task", checklist: [], undo: { title: `Undo ${id}`, role: null } });
  const each: Step = {
    id: "each",
    title: "each",
    instructions: "",
    kind: "each",
    over: '["a", "b"]',
    item: null,
    own: [],
    collect: null,
    order: "together",
    join: { go: "all" },
    growing: false,
    branches: [{ id: "one", label: "", steps: [taken("pack"), task("regret"), undo("back")] }],
  };
  const run = running({ steps: [taken("order"), each, task("rest"), undo("all")] });
  const does = (task: string) => run.does({ type: "answer", by: null, task, answers: {} });
  const tasksAt = (node: string) => run.state().tokens.flatMap((token) => (token.node === node ? [token.task ?? "none"] : []));
  const opened = () => run.effects.flatMap((effect) => (effect.type === "openTask" && "title" in effect ? [effect.title] : []));
  does(run.taskAt("order"));
  const [first, second] = tasksAt("pack") as [string, string];
  const itemOf = (task: string) => run.state().tokens.find((token) => token.task === task)?.in;
  const [mine, other] = [itemOf(first), itemOf(second)];
  does(first);
  does(second);
  const undoable = () => (run.state().undoable ?? []).map(({ step, items }) => [step, ...(items ?? [])]);
  expect(undoable()).toEqual([["order"], ["pack", mine], ["pack", other]]);
  // The first item regrets what it did, though the other item did the same later.
  does(run.state().tokens.find((token) => token.node === "regret" && token.in === mine)?.task ?? "none");
  does(run.taskAt("back"));
  expect(undoable()).toEqual([["order"], ["pack", other]]);
  expect(opened().slice(-1)).toEqual(["Undo order"]);
  does(run.taskAt("back"));
  expect(undoable()).toEqual([["pack", other]]);
  expect(tasksAt("back")).toEqual([]);
  does(run.taskAt("regret"));
  does(run.taskAt("back"));
  does(run.taskAt("rest"));
  expect(run.state().status).toBe("completed");
  expect(opened().filter((title) => title.startsWith("Undo"))).toEqual(["Undo pack", "Undo order", "Undo pack"]);
});
