import { compileExpression, type Expression } from "@rondo/core/expression";
import type { Field } from "@rondo/core/process";

type Term = NonNullable<Expression["term"]>;
export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** One part of a condition that can be chosen instead of written: "field is value". */
export type Clause = { readonly field: string; readonly is: Comparator; readonly value: string | number | boolean | null };

/** How texts call them. */
export const comparatorNames: Readonly<Record<Comparator, string>> = {
  "=": "equal",
  "!=": "unequal",
  "<": "less",
  "<=": "atMost",
  ">": "more",
  ">=": "atLeast",
};

/** The comparators that make sense for a kind of field. */
export function comparatorsFor(kind: Field["kind"]): readonly Comparator[] {
  if (kind === "number" || kind === "date") return ["=", "!=", "<", "<=", ">", ">="];
  return kind === "yesNo" ? ["="] : ["=", "!="];
}

/** What a new clause about a field says before anything is chosen. */
export function firstClause(field: Field): Clause {
  return {
    field: field.key,
    is: "=",
    value: field.kind === "yesNo" ? true : field.kind === "choice" ? (field.choices?.[0] ?? "") : field.kind === "number" ? 0 : "",
  };
}

/** The condition in FEEL: `age > 100 and binding = "loose"`. */
export function writeCondition(clauses: readonly Clause[], fields: readonly Field[]): string {
  return clauses
    .map(({ field, is, value }) => `${field} ${is} ${literal(value, fields.find((one) => one.key === field)?.kind)}`)
    .join(" and ");
}

/** The clauses of a condition that is made of nothing else, so that it can be shown as choices; null where it says more. */
export function readCondition(text: string): readonly Clause[] | null {
  if (text.trim() === "") return [];
  const { term } = compileExpression(text);
  return term === null ? null : clausesOf(term);
}

function clausesOf(term: Term): readonly Clause[] | null {
  if (term.kind === "and") {
    const [left, right] = [clausesOf(term.left), clausesOf(term.right)];
    return left && right ? [...left, ...right] : null;
  }
  if (term.kind === "name") return [{ field: term.name, is: "=", value: true }];
  if (term.kind !== "comparison" || term.left.kind !== "name") return null;
  const value = valueOf(term.right);
  return value === undefined ? null : [{ field: term.left.name, is: term.operator, value }];
}

function valueOf(term: Term): Clause["value"] | undefined {
  if (term.kind === "literal") return typeof term.value === "object" && term.value !== null ? undefined : (term.value as Clause["value"]);
  if (term.kind === "negation") {
    const inner = valueOf(term.of);
    return typeof inner === "number" ? -inner : undefined;
  }
  const [argument] = term.kind === "call" && term.name === "date" ? term.args : [];
  return argument?.kind === "literal" && typeof argument.value === "string" ? argument.value : undefined;
}

function literal(value: Clause["value"], kind: Field["kind"] | undefined): string {
  if (typeof value !== "string") return String(value);
  const quoted = `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  return kind === "date" ? `date(${quoted})` : quoted;
}
