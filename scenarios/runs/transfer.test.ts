import { compile, type Definition, emptyDefinition, type Graph, type ParallelBranch, type Step, stepsOf } from "@rondo/core/process";
import { assessTransfer, evolve, newRun, restore, type RunState, transfer } from "@rondo/core/run";
import fc from "fast-check";
import { expect, test } from "vitest";
import { definitions } from "./generate.ts";
import { known, revised, setBy } from "./revised.ts";
import { Watched } from "./watched.ts";

const seeds = process.env["RONDO_PROVE"] === "1" ? 50_000 : 1_500;

function tasksOf(state: RunState): string[] {
  return state.tokens.flatMap(({ task }) => task ?? []);
}

test("a run that is moved goes on: nothing is refused or lost, it ends, and its history rebuilds it", () => {
  const seen = { moved: 0, kept: 0, begun: 0, withdrawn: 0, left: 0, blocks: 0, incidents: 0, back: 0, clean: 0, decide: 0, past: 0 };
  fc.assert(
    fc.property(
      definitions,
      fc.oneof({ weight: 1, arbitrary: definitions }, { weight: 4, arbitrary: fc.constant(null) }),
      fc.array(fc.nat(10_000), { minLength: 3, maxLength: 30 }),
      fc.array(fc.nat(100_000), { minLength: 3, maxLength: 30 }),
      fc.dictionary(
        fc.nat(9).map((n) => `s${n}`),
        fc.option(fc.nat(9).map((n) => `s${n}`)),
        { maxKeys: 3 },
      ),
      (definition, other, edits, picks, targets) => {
        const next = other ?? revised(definition, edits);
        fc.pre(new Set(stepsOf(next).map(({ id }) => id)).size === stepsOf(next).length);
        const run = new Watched(definition);
        const to = compile(next);
        run.does({ type: "start", by: "ines", requester: null, people: { worker: "mei" }, answers: {} });
        for (const pick of picks) if (run.state.status === "open") run.does(run.anything(pick));
        if (run.state.status !== "open") return;
        const before = run.state;
        move(run, to, targets, seen);
        const touched = setBy(run.events.slice(before.version));
        for (const one of known(before))
          expect(known(run.state).has(one) || touched.has(String((JSON.parse(one) as [string])[0])), `${one} is lost`).toBe(true);
        if (edits.length % 3 === 0 && run.state.status === "open") takeBack(run, before, seen);
        for (const pick of picks) if (run.state.status === "open") run.does(run.anything(pick));
        for (let n = 0; run.state.status === "open"; n += 1) {
          expect(n, "the run never ends").toBeLessThan(200 * (run.graph.steps.size + 5));
          const token = run.state.tokens.find(({ lock }) => lock === undefined);
          expect(run.does(run.next(token, n, "ines", false)) || run.refused).toBe(true);
        }
        expect(run.events.reduce((at, event) => evolve(run.graph, at, event), newRun())).toEqual(run.state);
      },
    ),
    { numRuns: seeds, interruptAfterTimeLimit: 900_000, endOnFailure: process.env["RONDO_SHRINK"] !== "1" },
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
}, 3_600_000);

function move(run: Watched, to: Graph, targets: Record<string, string | null>, seen: Record<string, number>): void {
  const before = run.state;
  const from = run.graph;
  const { verdict, points } = assessTransfer(from, to, before, targets);
  seen[verdict]! += 1;
  expect(
    run.undergoes(
      () => transfer(from, to, before, { by: "ines", from: 1, to: 2, reason: null, targets, people: {} }, run.circumstances()),
      to,
    ),
    "the move was refused",
  ).toBe(true);
  run.isOn(to);
  seen["moved"]! += 1;
  const tasks = new Set(tasksOf(run.state));
  // What is called clean takes nothing out of anybody's hands.
  if (points.length === 0 && run.state.status === "open")
    for (const token of before.tokens)
      if (token.task !== undefined && from.steps.get(token.node)?.kind !== "wait")
        expect(tasks.has(token.task), `${token.node} was taken away, and nobody was told`).toBe(true);
  for (const task of tasksOf(before)) seen[tasks.has(task) ? "kept" : "withdrawn"]! += 1;
  for (const task of tasks) if (!tasksOf(before).includes(task)) seen["begun"]! += 1;
  seen["left"]! += run.state.kept?.length ?? 0;
  seen["blocks"]! += run.state.blocks?.length ?? 0;
  seen["incidents"]! += run.state.tokens.filter(({ incident }) => incident !== undefined).length;
}

function takeBack(run: Watched, before: RunState, seen: Record<string, number>): void {
  const [now, there, here] = [run.state, run.graph, run.before.at(-1) as Graph];
  expect(
    run.undergoes(() => restore(there, here, now, before, { by: "ines", from: 2, to: 1, reason: null }, run.circumstances()), here),
  ).toBe(true);
  run.isOn(here);
  if (
    run.state.status !== "open" ||
    run.events
      .slice(now.version)
      .some(
        ({ type }) =>
          ![
            "run.moved",
            "step.withdrawn",
            "question.withdrawn",
            "step.activated",
            "step.reassigned",
            "wait.started",
            "action.started",
            "project.requested",
            "incident.raised",
            "turn.awaited",
          ].includes(type),
      )
  )
    return;
  const isWork = (node: string): boolean => ["task", "approval"].includes(here.steps.get(node)?.kind ?? "");
  const where = ({ tokens, blocks, data, worked, people }: RunState): unknown => ({
    tokens: tokens
      .map(({ node, in: place, person, until }) => [node, place, isWork(node) ? person : null, until])
      .map((one) => JSON.stringify(one))
      .toSorted(),
    blocks,
    data,
    worked,
    people,
  });
  expect(where(run.state)).toEqual(where(before));
  seen["back"]! += 1;
}

test("moved onto a revision that says the same, or more behind it, nobody notices", () => {
  let seen = 0;
  fc.assert(
    fc.property(definitions, fc.array(fc.nat(100_000), { minLength: 3, maxLength: 30 }), (definition, picks) => {
      const run = new Watched(definition);
      run.does({ type: "start", by: "ines", requester: null, people: { worker: "mei" }, answers: {} });
      for (const pick of picks) if (run.state.status === "open") run.does(run.anything(pick));
      const before = run.state;
      if (before.status !== "open") return;
      const more: Step = { id: "more", title: "More", instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] };
      const to = compile({ ...definition, steps: [...definition.steps, more] });
      const { state, effects } = transfer(
        run.graph,
        to,
        before,
        { by: null, from: 1, to: 2, reason: null, targets: {}, people: {} },
        run.circumstances(),
      );
      // Nothing but who waits for a turn asks for it anew; and a way back in may not have had the lock of its step.
      const alive = ({ tokens, blocks = [], ...rest }: RunState): unknown => ({
        ...rest,
        next: 0,
        version: 0,
        blocks: blocks.map(({ lock: _lock, ...block }) => block),
        tokens: [
          ...tokens.flatMap(({ lock, ...token }) => (lock === undefined ? [token] : [])),
          ...tokens.flatMap(({ id: _, ...token }) => (token.lock === undefined ? [] : [token])),
        ],
      });
      expect(alive(state)).toEqual(alive(before));
      expect(effects).toEqual([]);
      seen += 1;
    }),
    { numRuns: 500 },
  );
  expect(seen).toBeGreaterThan(100);
});

test("a run that takes one thing back for two places stands in both again when its move is taken back", () => {
  const task = { instructions: "", kind: "task" as const, role: null, due: null, fields: [], checklist: [] };
  const branch = (id: string): ParallelBranch => ({
    id,
    label: id,
    steps: [
      { id: `${id}_back`, title: "Back", instructions: "", kind: "undo", of: null },
      { ...task, id: `${id}_tell`, title: "Tell" },
    ],
  });
  const definition: Definition = {
    ...emptyDefinition(),
    steps: [
      { ...task, id: "book", title: "Book", undo: { title: "Cancel the booking", role: null } },
      { id: "both", title: "Both", instructions: "", kind: "parallel", branches: [branch("one"), branch("two")] },
    ],
  };
  const to = compile({ ...definition, steps: [{ ...task, id: "ask", title: "Ask" }] });
  const run = new Watched(definition);
  const work = (): void => void run.does({ type: "answer", by: "ines", task: tasksOf(run.state)[0] ?? "none", answers: {} });
  const movedAndBack = (): void => {
    const [from, before] = [run.graph, run.state];
    const move = { by: "ines", from: 1, to: 2, reason: null };
    expect(run.undergoes(() => transfer(from, to, before, { ...move, targets: {}, people: {} }, run.circumstances()), to)).toBe(true);
    run.isOn(to);
    const now = run.state;
    expect(run.undergoes(() => restore(to, from, now, before, move, run.circumstances()), from)).toBe(true);
    run.isOn(from);
  };
  const places = (): string[] => run.state.tokens.map(({ node }) => node).toSorted();
  run.does({ type: "start", by: "ines", requester: null, people: {}, answers: {} });
  work();
  movedAndBack();
  expect(places()).toEqual(["one_back", "two_back"]);
  work();
  expect(places()).toEqual(["one_tell", "two_tell"]);
  movedAndBack();
  expect(places()).toEqual(["one_tell", "two_tell"]);
});
