import type { DecisionTable, HitPolicy, Logic } from "@rondo/core/decision";
import { child, childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import type { Types } from "./types.ts";

/** The expression inside an element (the first child that is one); null where it has none. */
export function readLogic(parent: XmlElement, types: Types): Logic | null {
  for (const element of parent.children) {
    const logic = logicOf(element, types);
    if (logic !== null) return logic;
  }
  return null;
}

function logicOf(element: XmlElement, types: Types): Logic | null {
  const type = types.ref(element);
  switch (element.name) {
    case "literalExpression":
      return literal(element, type);
    case "decisionTable":
      return { type, ...tableOf(element, types) };
    case "context": {
      const entries = childrenOf(element, "contextEntry").map((entry) => {
        const variable = child(entry, "variable");
        const logic = inside(entry, types);
        return { name: variable === undefined ? null : normal(variable.attributes["name"]), logic: typed(logic, types.ref(variable)) };
      });
      return { type, kind: "context", entries };
    }
    case "invocation": {
      const bindings = childrenOf(element, "binding").map((binding) => ({
        name: normal(child(binding, "parameter")?.attributes["name"]),
        logic: inside(binding, types),
      }));
      return { type, kind: "invocation", of: inside(element, types), bindings };
    }
    case "functionDefinition":
      return functionOf(element, types, type);
    case "list":
      return { type, kind: "list", items: element.children.flatMap((item) => logicOf(item, types) ?? []) };
    case "relation": {
      const columns = childrenOf(element, "column");
      const rows = childrenOf(element, "row").map((row) =>
        row.children.flatMap((cell) => logicOf(cell, types) ?? []).map((cell, index) => typed(cell, types.ref(columns[index]))),
      );
      return { type, kind: "relation", columns: columns.map((column) => normal(column.attributes["name"])), rows };
    }
    case "conditional":
      return {
        type,
        kind: "conditional",
        condition: within(element, "if", types),
        yes: within(element, "then", types),
        no: within(element, "else", types),
      };
    case "filter":
      return { type, kind: "filter", of: within(element, "in", types), by: within(element, "match", types) };
    case "for":
    case "some":
    case "every":
      return {
        type,
        kind: element.name,
        name: normal(element.attributes["iteratorVariable"]),
        over: within(element, "in", types),
        result: within(element, element.name === "for" ? "return" : "satisfies", types),
      };
    default:
      return null;
  }
}

function literal(element: XmlElement, type: string | null): Logic {
  const language = element.attributes["expressionLanguage"];
  if (language !== undefined && !/feel/iu.test(language))
    return { type, kind: "foreign", what: `an expression in ${language.slice(0, 60)}` };
  if (child(element, "importedValues") !== undefined) return { type, kind: "foreign", what: "a value from another file" };
  return { type, kind: "expression", text: textOf(element, "text") };
}

function functionOf(element: XmlElement, types: Types, type: string | null): Logic {
  const params = childrenOf(element, "formalParameter").map((param) => ({
    name: normal(param.attributes["name"]),
    type: types.ref(param),
  }));
  const language = element.attributes["kind"] ?? "FEEL";
  const body: Logic | null =
    language === "FEEL" || language === "F"
      ? readLogic(element, types)
      : { type: null, kind: "foreign", what: `a function in ${language}` };
  return { type, kind: "function", params, body };
}

function tableOf(element: XmlElement, types: Types): DecisionTable {
  const outputs = childrenOf(element, "output");
  return {
    kind: "table",
    hitPolicy: hitPolicies.get((element.attributes["hitPolicy"] ?? "UNIQUE").toUpperCase()) ?? "unique",
    aggregation: aggregations.get(element.attributes["aggregation"] ?? "") ?? null,
    inputs: childrenOf(element, "input").map((input, index) => {
      const expression = child(input, "inputExpression");
      const text = expression === undefined ? "" : textOf(expression, "text");
      return {
        label: input.attributes["label"] ?? (text === "" ? `${index + 1}` : text),
        expression: text,
        type: types.ref(expression),
        allowed: textIn(input, "inputValues"),
      };
    }),
    outputs: outputs.map((output, index) => ({
      name: normal(output.attributes["name"] ?? output.attributes["label"] ?? (outputs.length === 1 ? "" : `output ${index + 1}`)),
      type: types.ref(output),
      values: textIn(output, "outputValues"),
      otherwise: textIn(output, "defaultOutputEntry"),
    })),
    rules: childrenOf(element, "rule").map((rule) => ({
      when: childrenOf(rule, "inputEntry").map((entry) => textOf(entry, "text")),
      then: childrenOf(rule, "outputEntry").map((entry) => textOf(entry, "text")),
    })),
  };
}

const hitPolicies: ReadonlyMap<string, HitPolicy> = new Map([
  ["UNIQUE", "unique"],
  ["ANY", "any"],
  ["FIRST", "first"],
  ["PRIORITY", "priority"],
  ["RULE ORDER", "ruleOrder"],
  ["OUTPUT ORDER", "outputOrder"],
  ["COLLECT", "collect"],
]);

const aggregations: ReadonlyMap<string, NonNullable<DecisionTable["aggregation"]>> = new Map([
  ["SUM", "sum"],
  ["MIN", "min"],
  ["MAX", "max"],
  ["COUNT", "count"],
]);

function inside(element: XmlElement, types: Types): Logic {
  return readLogic(element, types) ?? { type: null, kind: "expression", text: "" };
}

function within(element: XmlElement, name: string, types: Types): Logic {
  const inner = child(element, name);
  return inner === undefined ? { type: null, kind: "expression", text: "" } : inside(inner, types);
}

function typed(logic: Logic, type: string | null): Logic {
  return type === null || logic.type !== null ? logic : { ...logic, type };
}

function normal(name: string | undefined): string {
  return (name ?? "").trim().replaceAll(/\s+/gu, " ");
}

function textIn(element: XmlElement, name: string): string | null {
  const inner = child(element, name);
  const text = inner === undefined ? "" : textOf(inner, "text");
  return text === "" ? null : text;
}
