import {
  type Budget,
  compileExpression,
  compileTests,
  decisionLimits,
  type Expression,
  type FeelValue,
  type Scope,
  valueOf,
  type World,
} from "../expression/index.ts";
import { type Finding, type Words, words } from "../kernel/index.ts";
import type { DecisionModel, ItemType, Logic } from "./model.ts";

/** Where one decision is worked out: the model, what has been read so far, the budget, and what went wrong. */
export class Bench {
  readonly model: DecisionModel;
  readonly world: World;
  readonly findings: Finding[] = [];
  /** Numbers of the rules that applied in the table looked at last. */
  matched: number[] = [];
  private readonly names: readonly string[];
  private readonly read = new Map<string, Expression>();
  private readonly told = new Set<Expression>();

  constructor(model: DecisionModel, world: World) {
    this.model = model;
    this.world = world;
    this.names = namesOf(model);
  }

  get budget(): Budget {
    return this.world.budget;
  }

  value(text: string, scope: Scope, place: string): FeelValue {
    return this.evaluated(text, "value", scope, place);
  }

  /** Whether a value passes tests as the cells of a table have them. */
  passes(value: FeelValue, tests: string, scope: Scope, place: string): boolean {
    if (tests.trim() === "" || tests.trim() === "-") return true;
    return this.evaluated(tests, "tests", { names: new Map([["?", value]]), around: scope }, place) === true;
  }

  fail(code: string, text: Words, subject: string): null {
    if (this.findings.length < 50) this.findings.push({ code, severity: "error", ...text, subject });
    return null;
  }

  warn(code: string, text: Words, subject: string): void {
    if (this.findings.length < 50) this.findings.push({ code, severity: "warning", ...text, subject });
  }

  private evaluated(text: string, as: "value" | "tests", scope: Scope, place: string): FeelValue {
    const key = `${as} ${text}`;
    const expression = this.read.get(key) ?? (as === "value" ? compileExpression : compileTests)(text, this.names, decisionLimits);
    this.read.set(key, expression);
    if (expression.term !== null) return valueOf(expression.term, this.world, scope);
    const [problem] = expression.findings;
    if (problem !== undefined && !this.told.has(expression))
      this.fail(problem.code, words`In ${place}, "${text.slice(0, 80)}" can't be read: ${problem.message}`, place);
    this.told.add(expression);
    return null;
  }
}

/** All names of a model, so that those of several words are recognised. */
function namesOf(model: DecisionModel): string[] {
  const names = new Set<string>();
  const ofType = ({ name, parts }: ItemType): void => {
    names.add(name);
    for (const part of parts) ofType(part);
  };
  const ofLogic = (logic: Logic | null): void => {
    if (logic === null) return;
    if (logic.kind === "table") for (const { name } of logic.outputs) names.add(name);
    if (logic.kind === "context") for (const { name } of logic.entries) if (name !== null) names.add(name);
    if (logic.kind === "function") for (const { name } of logic.params) names.add(name);
    if (logic.kind === "relation") for (const name of logic.columns) names.add(name);
    if (logic.kind === "for" || logic.kind === "some" || logic.kind === "every") names.add(logic.name);
    for (const inner of innerOf(logic)) ofLogic(inner);
  };
  for (const type of model.types.values()) ofType(type);
  for (const node of model.nodes) {
    names.add(node.name);
    if (node.kind === "decision" || node.kind === "function") ofLogic(node.logic);
  }
  return [...names];
}

function innerOf(logic: Logic): readonly (Logic | null)[] {
  switch (logic.kind) {
    case "expression":
    case "table":
    case "foreign":
      return [];
    case "context":
      return logic.entries.map((entry) => entry.logic);
    case "invocation":
      return [logic.of, ...logic.bindings.map((binding) => binding.logic)];
    case "function":
      return [logic.body];
    case "list":
      return logic.items;
    case "relation":
      return logic.rows.flat();
    case "conditional":
      return [logic.condition, logic.yes, logic.no];
    case "filter":
      return [logic.of, logic.by];
    case "for":
    case "some":
    case "every":
      return [logic.over, logic.result];
  }
}
