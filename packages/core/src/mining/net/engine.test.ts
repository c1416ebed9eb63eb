import fc from "fast-check";
import { expect, test } from "vitest";
import { compile, emptyDefinition, type Join, type Step } from "../../process/index.ts";
import { type Circumstances, type Command, decide, newRun, type RunState } from "../../run/index.ts";
import { brief, deviationsIn, netAligner, netOfDefinition } from "../index.ts";

type Rough =
  | { readonly kind: "task"; readonly undo: boolean }
  | { readonly kind: "undo" }
  | { readonly kind: "approval"; readonly back: boolean; readonly votes: number; readonly needed: number }
  | {
      readonly kind: "parallel";
      readonly branches: readonly { readonly when: boolean | null; readonly steps: readonly Rough[] }[];
      readonly join: Join;
    }
  | { readonly kind: "decision"; readonly first: boolean; readonly branches: readonly (readonly Rough[])[] }
  | { readonly kind: "each"; readonly items: number; readonly order: "together" | "sequence"; readonly steps: readonly Rough[] }
  | { readonly kind: "end" };

const { steps: roughs } = fc.letrec<{ step: Rough; steps: Rough[] }>((tie) => ({
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 3, depthIdentifier: "steps" }),
  step: fc.oneof(
    { maxDepth: 2, depthIdentifier: "steps" },
    fc.record({ kind: fc.constant("task" as const), undo: fc.boolean() }),
    fc.constant<Rough>({ kind: "undo" }),
    fc.record({ kind: fc.constant("approval" as const), back: fc.boolean(), votes: fc.nat(3), needed: fc.nat(3) }),
    fc.record({
      kind: fc.constant("parallel" as const),
      branches: fc.array(fc.record({ when: fc.constantFrom(null, true, false), steps: tie("steps") }), { minLength: 1, maxLength: 3 }),
      join: fc.constantFrom<Join>({ go: "all" }, { go: "all" }, { go: 1 }, { go: 2 }, { go: 1, rest: "goesOn" }),
    }),
    fc.record({
      kind: fc.constant("decision" as const),
      first: fc.boolean(),
      branches: fc.array(tie("steps"), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant("each" as const),
      items: fc.nat(3),
      order: fc.constantFrom("together" as const, "sequence" as const),
      steps: tie("steps"),
    }),
    fc.constant<Rough>({ kind: "end" }),
  ),
})) as { steps: fc.Arbitrary<Rough[]> };

/** Approvals lead back to the first step there is, inside or outside of what they stand in. */
function made(rough: readonly Rough[], next = { at: 0 }, outer: readonly Step[] = []): Step[] {
  const done: Step[] = [];
  for (const each of rough) {
    const id = `s${(next.at += 1)}`;
    const text = { id, title: id, instructions: "" };
    const inside = (steps: readonly Rough[]): Step[] => made(steps, next, [...outer, ...done]);
    const earlier = [...outer, ...done].filter(({ kind }) => kind === "task");
    if (each.kind === "task")
      done.push({
        ...text,
        kind: "task",
        role: null,
        due: null,
        fields: [],
        checklist: [],
        ...(each.undo && { undo: { title: `take back ${id}`, role: null } }),
      });
    else if (each.kind === "undo") done.push({ ...text, kind: "undo", of: null });
    else if (each.kind === "approval") {
      const roles = Array.from({ length: Math.max(1, each.votes) }, (_, at) => `r${at}`);
      const needed = 1 + (each.needed % roles.length);
      done.push({
        ...text,
        kind: "approval",
        role: null,
        due: null,
        fields: [],
        returnTo: each.back ? (earlier[0]?.id ?? null) : null,
        ...(roles.length > 1 && { approvers: { roles, rule: needed === roles.length ? "all" : needed } }),
      });
    } else if (each.kind === "parallel")
      done.push({
        ...text,
        kind: "parallel",
        join: each.join,
        branches: each.branches.map(({ when, steps }, at) => ({
          id: `${id}b${at}`,
          label: "",
          when: when === null ? null : String(when),
          steps: inside(steps),
        })),
      });
    else if (each.kind === "decision")
      done.push({
        ...text,
        kind: "decision",
        branches: each.branches.map((steps, at) => ({
          id: `${id}b${at}`,
          label: "",
          when: at + 1 === each.branches.length ? null : String(each.first),
          steps: inside(steps),
        })),
      });
    else if (each.kind === "each")
      done.push({
        ...text,
        kind: "each",
        over: String(each.items),
        item: null,
        own: [],
        collect: null,
        order: each.order,
        join: { go: "all" },
        growing: false,
        branches: [{ id: `${id}b`, label: "", when: null, steps: inside(each.steps) }],
      });
    else done.push({ ...text, kind: "end", ends: outer.length > 0 ? { what: "way" } : { what: "run", outcome: "completed" } });
  }
  return done;
}

/** What is done, one after another, by whoever `choose` says, until nothing is left; null where the run does not complete in time. */
function performed(steps: readonly Step[], choose: () => number): string[] | null {
  const graph = compile({ ...emptyDefinition(), steps });
  let ids = 0;
  const circumstances: Circumstances = {
    now: 1_700_000_000_000,
    zone: "UTC",
    newId: () => `id-${(ids += 1)}`,
    workedBetween: () => 0,
    dueAt: (_due, _start, at) => at,
  };
  let state: RunState = newRun();
  const does = (command: Command): void => {
    state = decide(graph, state, command, circumstances).state;
  };
  does({ type: "start", by: null, requester: null, people: {}, answers: {} });
  const trace: string[] = [];
  while (state.status === "open" && trace.length < 40) {
    const open = state.tokens.filter(({ task }) => task !== undefined);
    const token = open[choose() % Math.max(1, open.length)];
    if (token === undefined) return null;
    const step = graph.nodes.get(token.node)!.step!;
    const { kind, title } = graph.steps.get(step)!;
    trace.push(kind === "undo" ? `take back ${token.undoing}` : title);
    if (kind !== "approval") does({ type: "answer", by: null, task: token.task!, answers: {} });
    else does({ type: "decide", by: null, task: token.task!, verdict: choose() % 3 === 0 ? "reject" : "approve", comment: null });
  }
  return state.status === "completed" ? trace : null;
}

/** How many random processes; in some the search is given up, and then nothing is told of the run. */
const count = process.env["RONDO_PROVE"] === "1" ? 1_000 : 60;

test("a run that was done as its process says shows no deviation", { timeout: 600_000 }, () => {
  let [seen, unknown] = [0, 0];
  fc.assert(
    fc.property(roughs, fc.infiniteStream(fc.nat(1_000)), (rough, numbers) => {
      const steps = made(rough);
      const trace = performed(steps, () => numbers.next().value as number);
      if (trace === null || trace.length === 0) return;
      const items = Math.max(...[...Map.groupBy(trace, (title) => title).values()].map(({ length }) => length));
      const alignment = netAligner(netOfDefinition({ ...emptyDefinition(), steps }, { completed: true, items }), brief).align(trace);
      seen += 1;
      if (alignment === null) unknown += 1;
      else expect(deviationsIn(alignment)).toEqual([]);
    }),
    { numRuns: count },
  );
  expect(seen).toBeGreaterThan(count / 3);
  expect(unknown).toBeLessThan(seen / 5);
  console.log(`${seen} runs of ${count} processes, ${unknown} of them too hard to say`);
});
