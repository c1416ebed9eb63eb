import { expect, test } from "vitest";
import { compile, type Definition, emptyDefinition, type Graph, type Step } from "../../process/index.ts";
import { type Command, decide, newRun, type RunState } from "../index.ts";
import { assessTransfer } from "./assess.ts";

const task = (id: string): Step => ({ id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] });
const approval = (id: string, returnTo: string): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "approval",
  role: null,
  due: null,
  fields: [],
  returnTo,
});
const graphOf = (...steps: Step[]): Graph => compile({ ...emptyDefinition(), steps } satisfies Definition);

/** A run that has worked its steps one by one and stands at the first that waits for more. */
function worked(graph: Graph, steps: number): RunState {
  let [state, ids] = [newRun(), 0];
  const does = (command: Command): void => {
    state = decide(graph, state, command, {
      now: 0,
      zone: "UTC",
      newId: () => `t${(ids += 1)}`,
      dueAt: () => 0,
      workedBetween: () => 0,
    }).state;
  };
  does({ type: "start", by: null, requester: null, people: {}, answers: {} });
  for (let n = 0; n < steps; n += 1) does({ type: "answer", by: "ines", task: state.tokens[0]?.task ?? "", answers: {}, checked: [] });
  return state;
}

test("a rejection that would lead to work already done is no reason to ask: it comes again only if somebody rejects", () => {
  const from = graphOf(task("scan"), task("assemble"), approval("quality", "assemble"));
  const to = graphOf(task("scan"), task("assemble"), approval("quality", "scan"));
  expect(assessTransfer(from, to, worked(from, 2)).points.map(({ code, step }) => `${code} ${step}`)).not.toContain("again scan");
});

test("work already done that stands after where the run goes on comes again, and that is asked about", () => {
  const from = graphOf(task("scan"), task("weigh"), task("send"));
  const to = graphOf(task("weigh"), task("scan"), task("send"));
  expect(assessTransfer(from, to, worked(from, 1))).toMatchObject({
    verdict: "decide",
    points: [{ code: "again", step: "scan", decide: true }],
  });
});
