import { describe, expect, test } from "vitest";
import { Refusal } from "../kernel/index.ts";
import { compile, type Definition, emptyDefinition, type Field, type Step, validateDefinition } from "../process/index.ts";
import { type Answers, type Circumstances, type Command, decide, evolve, newRun, type RunState } from "./index.ts";

function circumstances(): Circumstances {
  let ids = 0;
  return {
    now: Date.UTC(2026, 10, 30, 9),
    zone: "Europe/Berlin",
    newId: () => `task-${(ids += 1)}`,
    dueAt: (_due, _start, at) => at,
    workedBetween: () => 0,
  };
}
const step = (id: string, fields: readonly string[], mode: "required" | "editable" = "required"): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  checklist: [],
  fields: fields.map((key) => ({ key, mode })),
});
const process = (fields: readonly Field[], steps: readonly Step[], intake: readonly string[] = []): Definition => ({
  ...emptyDefinition(),
  fields,
  steps,
  intake,
});
const field = (key: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({ key, label: key, kind, ...more });

function begin(definition: Definition, answers: Answers = {}) {
  const graph = compile(definition);
  const world = circumstances();
  let state: RunState = newRun();
  const happened: string[] = [];
  const play = (command: Command): RunState => {
    const decided = decide(graph, state, command, world);
    // The journal alone rebuilds what follows by itself too.
    expect(decided.events.reduce((before, event) => evolve(graph, before, event), state)).toEqual(decided.state);
    state = decided.state;
    happened.push(...decided.events.map(({ type }) => type));
    return state;
  };
  play({ type: "start", by: "ines", requester: "ines", people: {}, answers });
  const answer = (given: Answers): RunState => play({ type: "answer", by: "ines", task: state.tokens[0]?.task ?? "", answers: given });
  const problems = (given: Answers): unknown[] => {
    try {
      answer(given);
    } catch (error) {
      if (error instanceof Refusal)
        return (error.params["problems"] as { field: string; problem: string; message?: string }[]).map(
          ({ field: key, problem, message }) => (message === undefined ? `${key} ${problem}` : `${key}: ${message}`),
        );
      throw error;
    }
    return [];
  };
  return { answer, problems, play, happened, state: () => state };
}

describe("computed fields", () => {
  const order = process(
    [
      field("price", "money", { currency: "EUR" }),
      field("copies", "number"),
      field("total", "money", { computed: "price * copies" }),
      field("dear", "yesNo", { computed: "total > 250" }),
    ],
    [step("order", ["price", "copies"]), step("check", [])],
  );
  test("follow from others, one after the other in the order in which they need each other", () => {
    const run = begin({ ...order, fields: [...order.fields].reverse() });
    run.answer({ price: 90, copies: 3 });
    expect(run.state().data).toEqual({ price: 90, copies: 3, total: 270, dear: true });
    expect(run.happened.filter((type) => type === "data.derived")).toHaveLength(1);
  });
  test("nobody enters them", () => {
    const run = begin({ ...order, steps: [step("order", ["price", "copies", "total"])] });
    expect(run.problems({ price: 1, copies: 1, total: 9_999 })).toEqual(["total notEditable"]);
    run.answer({ price: 2, copies: 2 });
    expect(run.state().data["total"]).toBe(4);
  });
  test("a decision behind them sees them", () => {
    const branch = (id: string, when: string | null, then: string) => ({ id, label: id, when, steps: [step(then, [])] });
    const run = begin({
      ...order,
      steps: [
        step("order", ["price", "copies"]),
        {
          id: "which",
          title: "which",
          instructions: "",
          kind: "decision",
          branches: [branch("yes", "dear", "director"), branch("no", null, "buy")],
        },
      ],
    });
    run.answer({ price: 300, copies: 1 });
    expect(run.state().tokens[0]?.node).toBe("director");
  });
});

describe("conditional fields", () => {
  const request = process(
    [field("free", "yesNo"), field("licence", "text", { when: "free = false" }), field("note", "text")],
    [step("check", ["free", "licence"]), step("again", ["free", "note"], "editable")],
  );
  test("are required only where they are asked", () => {
    expect(begin(request).problems({ free: false })).toEqual(["licence required"]);
    expect(begin(request).problems({ free: true })).toEqual([]);
  });
  test("take no answer where they are not asked", () => {
    expect(begin(request).problems({ free: true, licence: "CC BY" })).toEqual(["licence notAsked"]);
  });
  test("lose their answer when their condition does not hold any more; the journal keeps it", () => {
    const run = begin(request);
    run.answer({ free: false, licence: "CC BY" });
    expect(run.state().data).toEqual({ free: false, licence: "CC BY" });
    run.answer({ free: true });
    expect(run.state().data).toEqual({ free: true });
  });
});

describe("rules", () => {
  const check = (more: Partial<Field>, kind: Field["kind"], answer: Answers[string]) =>
    begin(process([field("x", kind, more), field("start", "date")], [step("fill", ["x"])], ["start"]), { start: "2026-11-01" }).problems({
      x: answer,
    });
  test.each([
    ["number", { min: 1, max: 10 }, 0, ["x tooSmall"]],
    ["number", { min: 1, max: 10 }, 11, ["x tooLarge"]],
    ["number", { min: 1, max: 10 }, 10, []],
    ["date", { min: "2026-11-01" }, "2026-10-31", ["x tooSmall"]],
    ["text", { max: 3 }, "four", ["x tooLarge"]],
    ["list", { min: 2 }, ["one"], ["x tooSmall"]],
    ["text", { pattern: "Ms\\. [a-z]+\\. \\d+" }, "Ms. germ. 214", []],
    ["text", { pattern: "Ms\\. [a-z]+\\. \\d+" }, "see Ms. germ. 214", ["x pattern"]],
    ["date", { rules: [{ holds: "x >= start", message: "Not before the start" }] }, "2026-10-01", ["x: Not before the start"]],
    ["date", { rules: [{ holds: "x >= start", message: "Not before the start" }] }, "2026-12-01", []],
    ["choices", { choices: ["a", "b"] }, ["a", "c"], ["x notAChoice"]],
    ["choices", { choices: ["a", "b"] }, ["a", "b"], []],
    ["project", {}, "rare books", ["x wrongType"]],
  ] as const)("a %s with %j and %j", (kind, more, answer, expected) => {
    expect(check(more as Partial<Field>, kind, answer as Answers[string])).toEqual(expected);
  });
  test("a pattern that would hang a backtracking engine answers at once, within the budget", () => {
    expect(check({ pattern: "(a+)+b" }, "text", "a".repeat(1_900))).toEqual(["x pattern"]);
  });
});

test("what can't be kept is found before publishing", () => {
  const codes = (fields: readonly Field[], intake: readonly string[] = []) =>
    validateDefinition(process(fields, [step("one", ["a"])], intake)).map(({ code, severity }) => `${code} ${severity}`);
  expect(codes([field("a", "number", { computed: "b + 1" }), field("b", "number", { computed: "a + 1" })])).toEqual([
    "process.fieldCircle error",
    "process.fieldCircle error",
  ]);
  expect(codes([field("a", "text", { when: "nowhere = 1" })])).toEqual(["process.expressionUnknownField error"]);
  expect(codes([field("a", "text", { pattern: "(" })])).toEqual(["process.patternInvalid error"]);
  expect(codes([field("a", "number", { min: 3, max: 1 })])).toEqual(["process.limitsCrossed error"]);
  expect(codes([field("a", "number", { rules: [{ holds: "a >", message: "x" }] })])).toEqual(["process.expressionInvalid error"]);
  expect(codes([field("a", "file")], ["a"])).toEqual(["process.fileAtStart error"]);
});
