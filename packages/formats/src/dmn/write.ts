import type { DecisionStep, Definition, Field } from "@rondo/core/process";

/** A decision that decides by a table, as a DMN 1.3 model of its own; null for one that does not. */
export function writeDmn({ id, title, branches, table }: DecisionStep, { fields }: Pick<Definition, "fields">): string | null {
  if (table === undefined) return null;
  const used = fields.filter(({ key }) =>
    [...table.inputs.map(({ expression }) => expression), ...table.rules.flatMap(({ when }) => when)].some((text) =>
      new RegExp(`(?<![\\p{L}\\p{N}_])${key}(?![\\p{L}\\p{N}_])`, "u").test(text),
    ),
  );
  const labels = new Map(branches.map((branch) => [branch.id, branch.label || branch.id]));
  const otherwise = branches.find(({ when }) => when === null);
  const name = title || id;
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="model" name="${escaped(name)}" namespace="https://rondo.example/decisions">`,
    ...used.map(
      ({ key, kind }) =>
        `  <inputData id="input_${key}" name="${escaped(key)}"><variable id="variable_${key}" name="${escaped(key)}" typeRef="${typeOf(kind)}"/></inputData>`,
    ),
    `  <decision id="decision" name="${escaped(name)}">`,
    `    <variable id="result" name="${escaped(name)}" typeRef="string"/>`,
    ...used.map(
      ({ key }, at) =>
        `    <informationRequirement id="requirement_${at + 1}"><requiredInput href="#input_${key}"/></informationRequirement>`,
    ),
    `    <decisionTable id="table" hitPolicy="${table.hitPolicy.toUpperCase()}">`,
    ...table.inputs.map(
      ({ label, expression }, at) =>
        `      <input id="column_${at + 1}" label="${escaped(label)}"><inputExpression id="expression_${at + 1}" typeRef="${typeOf(fields.find(({ key }) => key === expression)?.kind)}"><text>${escaped(expression)}</text></inputExpression>${allowedIn(
          fields.find(({ key }) => key === expression),
          at,
        )}</input>`,
    ),
    `      <output id="output" typeRef="string">${otherwise === undefined ? "" : `<defaultOutputEntry><text>${escaped(quoted(otherwise.label || otherwise.id))}</text></defaultOutputEntry>`}</output>`,
    ...table.rules.map(
      ({ when, then }, at) =>
        `      <rule id="rule_${at + 1}">${table.inputs.map((_, column) => `<inputEntry id="cell_${at + 1}_${column + 1}"><text>${escaped(when[column]?.trim() || "-")}</text></inputEntry>`).join("")}<outputEntry id="then_${at + 1}"><text>${escaped(quoted(labels.get(then) ?? then))}</text></outputEntry></rule>`,
    ),
    `    </decisionTable>`,
    `  </decision>`,
    `</definitions>`,
  ];
  return `${lines.join("\n")}\n`;
}

function typeOf(kind: Field["kind"] | undefined): string {
  if (kind === "number" || kind === "money") return "number";
  return kind === "yesNo" ? "boolean" : kind === "date" ? "date" : kind === undefined ? "Any" : "string";
}

function allowedIn(field: Field | undefined, at: number): string {
  return field?.kind === "choice" && (field.choices ?? []).length > 0
    ? `<inputValues id="values_${at + 1}"><text>${escaped((field.choices ?? []).map(quoted).join(","))}</text></inputValues>`
    : "";
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
