import type { DecisionStep, Field, RuleTable } from "@rondo/core/process";
import { type Clause, readCondition } from "./condition.ts";

/** A table that says what the branches' conditions say, as far as they are choices; else a rule for each branch to fill in. */
export function tableFrom(step: DecisionStep, fields: readonly Field[]): RuleTable {
  const conditions = step.branches
    .filter((branch) => branch.when !== null)
    .map((branch) => ({ branch, clauses: readCondition(branch.when ?? "") ?? [] }));
  const keys = [...new Set(conditions.flatMap(({ clauses }) => clauses.map((clause) => clause.field)))];
  const columns = keys.length > 0 ? keys : fields.slice(0, 1).map((field) => field.key);
  return {
    hitPolicy: "first",
    inputs: columns.map((key) => ({ label: fields.find((field) => field.key === key)?.label || key, expression: key })),
    rules: conditions.map(({ branch, clauses }) => ({
      when: columns.map((key) =>
        cellOf(
          clauses.filter((clause) => clause.field === key),
          fields.find((field) => field.key === key),
        ),
      ),
      then: branch.id,
    })),
  };
}

function cellOf(clauses: readonly Clause[], field: Field | undefined): string {
  const [only, ...more] = clauses;
  if (only === undefined) return "-";
  if (more.length > 0) return clauses.map((clause) => `? ${clause.is} ${literal(clause.value, field)}`).join(" and ");
  if (only.is === "=") return literal(only.value, field);
  return only.is === "!=" ? `not(${literal(only.value, field)})` : `${only.is} ${literal(only.value, field)}`;
}

function literal(value: Clause["value"], field: Field | undefined): string {
  if (typeof value !== "string") return String(value);
  return field?.kind === "date" ? `date("${value}")` : JSON.stringify(value);
}
