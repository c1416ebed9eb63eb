import { expect, test } from "vitest";
import { Refusal } from "../kernel/index.ts";
import { compile, type Definition, emptyDefinition, type Step } from "../process/index.ts";
import { type Command, decide, newRun, type RunState, wishFor } from "./index.ts";

const task = (id: string, except?: readonly string[]): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  checklist: [],
  fields: [],
  ...(except !== undefined && { who: { give: "role", except } }),
});
const definition: Definition = {
  ...emptyDefinition(),
  fields: [
    { key: "volumes", label: "Volumes", kind: "list" },
    { key: "volume", label: "Volume", kind: "text" },
  ],
  intake: ["volumes"],
  steps: [
    {
      id: "each",
      title: "each",
      instructions: "",
      kind: "each",
      over: "volumes",
      item: "volume",
      own: [],
      collect: null,
      order: "together",
      join: { go: "all" },
      growing: false,
      branches: [{ id: "one", label: "", steps: [task("scan"), task("check", ["scan"])] }],
    },
    task("release", ["scan"]),
  ],
};

test("in a for-each four eyes are those of the item; after it, those of everybody who worked on any", () => {
  const graph = compile(definition);
  let [ids, state]: [number, RunState] = [0, newRun()];
  const play = (command: Command): void => {
    state = decide(graph, state, command, {
      now: 0,
      zone: "UTC",
      newId: () => `id-${(ids += 1)}`,
      dueAt: (_due, _start, at) => at,
      workedBetween: () => 0,
    }).state;
  };
  const open = (node: string): string[] => state.tokens.filter((token) => token.node === node).map((token) => token.task ?? "");
  const answer = (by: string, of: string): void => play({ type: "answer", by, task: of, answers: {} });
  play({ type: "start", by: "ines", requester: null, people: {}, answers: { volumes: ["Codex 12", "Codex 13"] } });
  const [first = "", second = ""] = open("scan");
  answer("tomas", first);
  answer("mei", second);
  const [ofTomas = "", ofMei = ""] = open("check");
  expect([wishFor(graph, state, ofTomas).except, wishFor(graph, state, ofMei).except]).toEqual([["tomas"], ["mei"]]);
  expect(() => answer("tomas", ofTomas)).toThrow(Refusal);
  answer("mei", ofTomas);
  answer("tomas", ofMei);
  expect([...wishFor(graph, state, open("release")[0] ?? "").except].sort()).toEqual(["mei", "tomas"]);
  expect(() => answer("mei", open("release")[0] ?? "")).toThrow(Refusal);
  answer("ines", open("release")[0] ?? "");
  expect(state.status).toBe("completed");
});
