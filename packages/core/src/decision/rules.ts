import { compileExpression, type Clock, type FeelValue } from "../expression/index.ts";
import type { Finding } from "../kernel/index.ts";
import type { RuleTable } from "../process/index.ts";
import { decide } from "./decide.ts";
import type { DecisionModel, DecisionNode } from "./model.ts";

export type Chosen = {
  /** The branch that the rules name; null where none applies. */
  readonly branch: string | null;
  /** Numbers of the rules that apply, from 1. */
  readonly matchedRules: readonly number[];
  readonly findings: readonly Finding[];
};

/**
 * The branch that a rule table chooses. An input without a value that a rule asks for is never taken for "does not
 * apply": it is an error that names the input.
 */
export function chooseByRules(table: RuleTable, data: ReadonlyMap<string, FeelValue>, clock: Clock): Chosen {
  const unanswered = table.inputs.find((input, column) => asks(table, column) && isUnanswered(input.expression, data, clock));
  if (unanswered !== undefined) {
    const message = `"${unanswered.label}" has no answer yet.`;
    return {
      branch: null,
      matchedRules: [],
      findings: [{ code: "expression.unanswered", severity: "error", message, subject: unanswered.label }],
    };
  }
  const { model, node } = modelOf(table, [...data.keys()]);
  const { value, matchedRules, findings } = decide(model, node, data, clock);
  return {
    branch: typeof value === "string" ? value : null,
    matchedRules,
    findings: findings.filter(({ severity }) => severity === "error"),
  };
}

function asks({ rules }: RuleTable, column: number): boolean {
  return rules.some(({ when }) => !["", "-"].includes((when[column] ?? "").trim()) && !/\bnull\b/u.test(when[column] ?? ""));
}

function isUnanswered(expression: string, data: ReadonlyMap<string, FeelValue>, clock: Clock): boolean {
  if (compileExpression(expression).term === null) return false;
  const { model, node } = modelOf({ hitPolicy: "first", inputs: [], rules: [] }, [...data.keys()]);
  const inner: DecisionNode = {
    ...node,
    kind: "decision",
    requires: [...data.keys()],
    logic: { type: null, kind: "expression", text: expression },
  };
  return decide(model, inner, data, clock).value === null;
}

function modelOf({ hitPolicy, inputs, rules }: RuleTable, names: readonly string[]): { model: DecisionModel; node: DecisionNode } {
  const node: DecisionNode = {
    kind: "decision",
    id: "/table",
    name: "the table",
    type: null,
    from: "",
    requires: names,
    logic: {
      type: null,
      kind: "table",
      hitPolicy,
      aggregation: null,
      inputs: inputs.map(({ label, expression }) => ({ label, expression, type: null, allowed: null })),
      outputs: [{ name: "", type: null, values: null, otherwise: null }],
      rules: rules.map(({ when, then }) => ({ when, then: [JSON.stringify(then)] })),
    },
  };
  const given = names.map((name): DecisionNode => ({ kind: "input", id: name, name, type: null, from: "" }));
  return { model: { name: "", types: new Map(), nodes: [...given, node] }, node };
}
