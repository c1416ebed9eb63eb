import type { Finding } from "../kernel/index.ts";
import { expressionLimits, type Limits } from "./budget.ts";
import { Names } from "./names.ts";
import { readTerm, readTests } from "./read.ts";
import type { Iteration, Term } from "./term.ts";
import { Unreadable } from "./unreadable.ts";

/** A FEEL expression. `term` is null when it cannot be read; `findings` then say why and where. */
export type Expression = { readonly text: string; readonly term: Term | null; readonly findings: readonly Finding[] };

/**
 * Reads an expression. `names` are the variables it may use, needed only where they are more than one word, or
 * functions. Total: any text gives an expression, an unreadable one with a finding (`expression.*`).
 */
export function compileExpression(text: string, names: readonly string[] = [], limits: Limits = expressionLimits): Expression {
  return compiled(text, names, limits, readTerm);
}

/** Reads a cell of a decision table: what the value `?` must be. */
export function compileTests(text: string, names: readonly string[] = [], limits: Limits = expressionLimits): Expression {
  return compiled(text, names, limits, readTests);
}

/** The variables an expression names, each once, in order. */
export function namesIn({ term }: Expression): string[] {
  const names = new Set<string>();
  if (term !== null) collect(term, new Set(), names);
  return [...names];
}

function compiled(text: string, names: readonly string[], limits: Limits, read: typeof readTerm): Expression {
  if (text.length > limits.text)
    return unreadable(text, new Unreadable("expression.tooLong", `it is longer than ${limits.text.toLocaleString("en")} characters.`, 1));
  if (text.trim() === "") return unreadable(text, new Unreadable("expression.empty", "there is nothing in it.", 1));
  try {
    return { text, term: read(text, new Names(names), limits), findings: [] };
  } catch (problem) {
    if (problem instanceof Unreadable) return unreadable(text, problem);
    throw problem;
  }
}

function unreadable(text: string, { code, message, column }: Unreadable): Expression {
  return { text, term: null, findings: [{ code, severity: "error", message, at: { line: 1, column } }] };
}

/** `own`: the names that the expression itself gives. */
function collect(term: Term, own: ReadonlySet<string>, names: Set<string>): void {
  const each = (terms: readonly Term[]): void => {
    for (const inner of terms) collect(inner, own, names);
  };
  switch (term.kind) {
    case "literal":
      return;
    case "name":
      if (!own.has(term.name)) names.add(term.name);
      return;
    case "negation":
    case "part":
    case "instance":
      return each([term.of]);
    case "arithmetic":
    case "comparison":
    case "and":
    case "or":
      return each([term.left, term.right]);
    case "between":
      return each([term.of, term.low, term.high]);
    case "in":
      return each([term.of, ...term.tests.map((test) => test.term)]);
    case "if":
      return each([term.condition, term.yes, term.no]);
    case "list":
      return each(term.items);
    case "range":
      return each([term.low, term.high]);
    case "call":
      return each(term.args);
    case "invoke":
      return each([term.of, ...term.args]);
    case "filter":
      each([term.of]);
      // In a filter a name may be a part of the item; which it is shows only with the data.
      return collect(term.by, new Set([...own, "item"]), new Set());
    case "context": {
      const known = new Set(own);
      for (const { key, value } of term.entries) {
        collect(value, known, names);
        known.add(key);
      }
      return;
    }
    case "function":
      return collect(term.body, new Set([...own, ...term.params.map(({ name }) => name)]), names);
    case "for":
      return collect(term.result, iterated(term.over, new Set([...own, "partial"]), names), names);
    case "some":
    case "every":
      return collect(term.test, iterated(term.over, own, names), names);
  }
}

function iterated(over: readonly Iteration[], own: ReadonlySet<string>, names: Set<string>): ReadonlySet<string> {
  return over.reduce((known, { name, list, to }) => {
    collect(list, known, names);
    if (to !== null) collect(to, known, names);
    return new Set([...known, name]);
  }, own);
}
