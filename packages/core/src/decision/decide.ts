import { Budget, type Clock, decisionLimits, emptyScope, type FeelValue, Halt, inside } from "../expression/index.ts";
import { type Finding, words } from "../kernel/index.ts";
import { Bench } from "./bench.ts";
import { functionOf, valueOfLogic } from "./logic.ts";
import type { DecisionModel, DecisionNode } from "./model.ts";
import { conforms, fit } from "./type.ts";

type Of<K extends DecisionNode["kind"]> = Extract<DecisionNode, { kind: K }>;

export type Decided = {
  readonly value: FeelValue;
  /** Numbers, from 1, of the rules that applied in the decision's own table. */
  readonly matchedRules: readonly number[];
  readonly findings: readonly Finding[];
};

/** The decisions that no other decision of the model needs. */
export function topDecisions({ nodes }: DecisionModel): DecisionNode[] {
  const needed = new Set(nodes.flatMap((node) => (node.kind === "decision" ? node.requires : [])));
  return nodes.filter((node) => node.kind === "decision" && !needed.has(node.id));
}

/** The decision, function or service of that name or id. */
export function findDecision({ nodes }: DecisionModel, name: string): DecisionNode | null {
  const runs = nodes.filter((node) => node.kind !== "input");
  return (
    runs.find((node) => node.kind === "decision" && node.name === name) ??
    runs.find((node) => node.name === name || node.id === name) ??
    null
  );
}

/**
 * Works a decision out from what is given (by name). Total and deterministic, within one budget for the whole: where
 * nothing can be said the value is null and a finding tells why.
 */
export function decide(model: DecisionModel, node: DecisionNode, given: ReadonlyMap<string, FeelValue>, clock: Clock): Decided {
  const budget = new Budget(decisionLimits);
  const bench: Bench = new Bench(model, {
    budget,
    clock,
    types: (name, value) => (model.types.has(name) ? conforms(value, name, bench) : null),
  });
  try {
    const value = new Deciding(bench, given).result(node);
    // What became null on the way is worth telling only if it is why there is no result.
    const notes = value === null && bench.findings.length === 0 ? budget.findings.slice(0, 3) : [];
    return { value, matchedRules: bench.matched, findings: [...bench.findings, ...notes] };
  } catch (problem) {
    if (!(problem instanceof Halt)) throw problem;
    const halted: Finding = {
      code: problem.code,
      severity: "error",
      ...words`"${node.name}" was stopped: ${problem.message}`,
      subject: node.name,
    };
    return { value: null, matchedRules: [], findings: [...bench.findings, halted] };
  }
}

class Deciding {
  private readonly bench: Bench;
  private readonly given: ReadonlyMap<string, FeelValue>;
  private readonly nodes: ReadonlyMap<string, DecisionNode>;
  private readonly known = new Map<string, FeelValue>();
  private readonly open = new Set<string>();

  constructor(bench: Bench, given: ReadonlyMap<string, FeelValue>, known: ReadonlyMap<string, FeelValue> = new Map()) {
    this.bench = bench;
    this.given = given;
    this.nodes = new Map(bench.model.nodes.map((node) => [node.id, node]));
    for (const [id, value] of known) this.known.set(id, value);
  }

  /** A function or service that is asked for by itself takes its arguments from what is given. */
  result(node: DecisionNode): FeelValue {
    const value = this.value(node);
    if (node.kind === "decision" || node.kind === "input") return value;
    if (value === null || typeof value !== "object" || !("call" in value)) return value;
    return value.call(value.params.map((param) => this.given.get(param) ?? null));
  }

  private value(node: DecisionNode): FeelValue {
    const known = this.known.get(node.id);
    if (known !== undefined) return known;
    if (this.open.has(node.id)) return this.bench.fail("decision.circle", words`"${node.name}" needs itself, by way of others.`, node.name);
    this.open.add(node.id);
    this.bench.budget.enter();
    const value = this.fresh(node);
    this.bench.budget.leave();
    this.open.delete(node.id);
    this.known.set(node.id, value);
    return value;
  }

  private fresh(node: DecisionNode): FeelValue {
    switch (node.kind) {
      case "input":
        return this.input(node);
      case "decision": {
        if (node.logic === null) return null;
        const scope = inside(emptyScope, this.required(node));
        this.bench.matched = [];
        return fit(valueOfLogic(node.logic, scope, node.name, this.bench), node.type, node.name, this.bench);
      }
      case "function":
        return this.knowledge(node);
      case "service":
        return this.service(node);
    }
  }

  private input({ name, type, from }: Of<"input">): FeelValue {
    const value = this.given.get(from === "" ? name : `${from}.${name}`) ?? this.given.get(name);
    if (value === undefined) {
      this.bench.warn("decision.noInput", words`No value was given for "${name}".`, name);
      return null;
    }
    return fit(value, type, name, this.bench);
  }

  /** What is needed, by name; what comes from an imported model stands inside a context with the import's name. */
  private required(node: Extract<DecisionNode, { requires: readonly string[] }>): Map<string, FeelValue> {
    const names = new Map<string, FeelValue>();
    for (const id of node.requires) {
      const needed = this.nodes.get(id);
      if (needed === undefined) {
        this.bench.warn("decision.missing", words`"${node.name}" needs "${id}", which is not in the model.`, node.name);
        continue;
      }
      const value = this.value(needed);
      if (needed.from === node.from) names.set(needed.name, value);
      else {
        const under = needed.from.slice(node.from === "" ? 0 : node.from.length + 1);
        const before = names.get(under);
        names.set(under, new Map([...(before instanceof Map ? before : []), [needed.name, value]]));
      }
    }
    return names;
  }

  private knowledge(node: Of<"function">): FeelValue {
    const { logic } = node;
    if (logic === null) return null;
    const names = this.required(node);
    const scope = inside(emptyScope, names);
    const gives = this.resultType(node.type);
    const made =
      logic.kind === "function"
        ? functionOf(logic.params, logic.body, scope, node.name, this.bench, gives)
        : functionOf([], logic, scope, node.name, this.bench, gives);
    // So that it can call itself.
    names.set(node.name, made);
    return made;
  }

  private service(node: Of<"service">): FeelValue {
    const inputs = node.inputs.flatMap((id) => this.nodes.get(id) ?? []);
    const outputs = node.outputs.flatMap((id) => this.nodes.get(id) ?? []);
    const gives = this.resultType(node.type);
    return {
      type: "function",
      params: inputs.map(({ name }) => name),
      call: (args) => {
        const known = new Map(
          inputs.map((input, index): [string, FeelValue] => [
            input.id,
            fit(args[index] ?? null, input.type, `the argument "${input.name}" of ${node.name}`, this.bench),
          ]),
        );
        const inner = new Deciding(this.bench, this.given, known);
        const values = outputs.map((output): [string, FeelValue] => [output.name, inner.value(output)]);
        const value = values.length === 1 ? (values[0]?.[1] ?? null) : new Map(values);
        return fit(value, gives, node.name, this.bench);
      },
    };
  }

  /** A function's type may be that of the function or that of its result. */
  private resultType(type: string | null): string | null {
    const item = type === null ? undefined : this.bench.model.types.get(type);
    return item?.isFunction === true ? item.gives : type;
  }
}
