import { parser, trackVariables } from "lezer-feel";
import type { Finding } from "../kernel/index.ts";
import { expressionLimits } from "./budget.ts";
import { functions } from "./functions/index.ts";
import { readTerm, Unreadable } from "./read.ts";
import type { Term } from "./term.ts";

/** A FEEL expression. `term` is null when it cannot be read; `findings` then say why and where. */
export type Expression = { readonly text: string; readonly term: Term | null; readonly findings: readonly Finding[] };

/**
 * Reads an expression. `names` are the variables it may use, needed only where they contain spaces. Total: any text
 * gives an expression, an unreadable one with a finding (`expression.*`).
 */
export function compileExpression(text: string, names: readonly string[] = []): Expression {
  if (text.length > expressionLimits.text) {
    return unreadable(text, "expression.tooLong", "it is longer than 4,096 characters.", null);
  }
  if (text.trim() === "") return unreadable(text, "expression.empty", "there is nothing in it.", null);
  // Unchecked, 4 kB of brackets or quotes cost the parser up to 0.9 s; the limit and `strict` (no recovery) bound that.
  if ((text.match(lexemes)?.length ?? 0) > expressionLimits.parts)
    return unreadable(
      text,
      "expression.tooManyParts",
      `it has more than ${expressionLimits.parts} words, numbers and signs.`,
      null,
    );
  try {
    const tree = parserFor(names).parse(text);
    return { text, term: readTerm(tree.topNode, text), findings: [] };
  } catch (problem) {
    // What the strict parser throws where it can't go on.
    if (problem instanceof SyntaxError) {
      const at = Number(/\d+/.exec(problem.message)?.[0] ?? 0);
      const what = text.slice(at, at + 20).trim();
      const message = what === "" ? "it ends too early." : `"${what}" is not expected at character ${at + 1}.`;
      return unreadable(text, "expression.syntax", message, at + 1);
    }
    if (problem instanceof Unreadable) return unreadable(text, problem.code, problem.message, problem.column);
    throw problem;
  }
}

/** The variables an expression names, each once, in order. */
export function namesIn({ term }: Expression): string[] {
  const names = new Set<string>();
  if (term !== null) collect(term, names);
  return [...names];
}

const lexemes = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_]+|\S/gu;

function unreadable(text: string, code: string, message: string, column: number | null): Expression {
  return {
    text,
    term: null,
    findings: [{ code, severity: "error", message, ...(column === null ? {} : { at: { line: 1, column } }) }],
  };
}

const plain = configured([]);

// The grammar needs to know only names with spaces in them. Making a parser costs as much as reading a condition.
function parserFor(names: readonly string[]): typeof parser {
  const spaced = names.filter((name) => name.includes(" "));
  return spaced.length === 0 ? plain : configured(spaced);
}

function configured(names: readonly string[]): typeof parser {
  const known = [...functions.keys(), ...names].filter((name) => name.includes(" "));
  return parser.configure({
    top: "Expression",
    strict: true,
    contextTracker: trackVariables(Object.fromEntries(known.map((name) => [name, null]))),
  });
}

function collect(term: Term, names: Set<string>): void {
  switch (term.kind) {
    case "literal":
      return;
    case "name":
      names.add(term.name);
      return;
    case "negation":
    case "part":
      return collect(term.of, names);
    case "arithmetic":
    case "comparison":
    case "and":
    case "or":
      collect(term.left, names);
      return collect(term.right, names);
    case "between":
      for (const part of [term.of, term.low, term.high]) collect(part, names);
      return;
    case "in":
      for (const part of [term.of, ...term.tests.map((test) => test.term)]) collect(part, names);
      return;
    case "if":
      for (const part of [term.condition, term.yes, term.no]) collect(part, names);
      return;
    case "list":
      for (const item of term.items) collect(item, names);
      return;
    case "range":
      collect(term.low, names);
      return collect(term.high, names);
    case "call":
      for (const arg of term.args) collect(arg, names);
  }
}
