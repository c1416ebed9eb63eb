import type { parser } from "lezer-feel";
import { expressionLimits } from "./budget.ts";
import { dateTimeOf } from "./functions/dates.ts";
import { functions } from "./functions/index.ts";
import type { Comparator, Term, Test } from "./term.ts";
import type { FeelValue } from "./value.ts";

type Node = ReturnType<typeof parser.parse>["topNode"];

/** The text is no expression we evaluate; `column` counts from 1. */
export class Unreadable extends Error {
  readonly code: string;
  readonly column: number;

  constructor(code: string, message: string, column: number) {
    super(message);
    this.code = code;
    this.column = column;
  }
}

/** The term of a parse tree whose top is `Expression`. Throws Unreadable. */
export function readTerm(top: Node, text: string): Term {
  const parts = children(top, text);
  const [only] = parts;
  if (only === undefined || parts.length !== 1)
    throw new Unreadable("expression.syntax", "it is not one expression.", 1);
  return read(only, text, 1);
}

function read(node: Node, text: string, depth: number): Term {
  if (depth > expressionLimits.depth)
    throw new Unreadable(
      "expression.tooDeep",
      `it is nested more than ${expressionLimits.depth} levels deep.`,
      node.from + 1,
    );
  const parts = children(node, text);
  const term = (index: number): Term => {
    const part = parts.at(index);
    if (part === undefined) throw syntax(node, text);
    return read(part, text, depth + 1);
  };
  switch (node.name) {
    case "ParenthesizedExpression":
      // A copy, so that what is in brackets stays together.
      return { ...term(1) };
    case "NumericLiteral":
      return literal(Number(textOf(node, text)));
    case "StringLiteral":
      return literal(unquoted(textOf(node, text)));
    case "BooleanLiteral":
      return literal(textOf(node, text) === "true");
    case "null":
      return literal(null);
    case "VariableName":
      return { kind: "name", name: nameOf(node, text) };
    case "ArithmeticExpression":
      if (parts.length === 2) return { kind: "negation", of: term(1) };
      return { kind: "arithmetic", operator: arithmeticOperator(parts[1], node, text), left: term(0), right: term(2) };
    case "Comparison":
      return readComparison(parts, node, text, depth, term);
    case "Conjunction":
      return conjunction(term(0), term(2));
    case "Disjunction":
      return { kind: "or", left: term(0), right: term(2) };
    case "IfExpression":
      return { kind: "if", condition: term(1), yes: term(3), no: term(5) };
    case "List":
      return {
        kind: "list",
        items: parts
          .filter((part) => part.name !== "[" && part.name !== "]")
          .map((part) => read(part, text, depth + 1)),
      };
    case "SimplePositiveUnaryTest":
      if (parts.length !== 1)
        throw new Unreadable(
          "expression.unsupported",
          `"${excerpt(node, text)}" compares nothing; write what it is compared with before it.`,
          node.from + 1,
        );
      return term(0);
    case "Interval":
      return {
        kind: "range",
        lowIncluded: parts[0]?.name === "[",
        low: term(1),
        high: term(3),
        highIncluded: parts[4]?.name === "]",
      };
    case "PathExpression": {
      const name = parts.at(-1);
      if (name === undefined) throw syntax(node, text);
      return { kind: "part", of: term(0), name: nameOf(name, text) };
    }
    case "DateTimeLiteral":
      return readDateTime(parts, node, text, depth);
    case "FunctionInvocation":
      return readCall(parts, node, text, depth);
    default:
      throw new Unreadable(
        "expression.unsupported",
        `"${excerpt(node, text)}" uses something that is not available in conditions.`,
        node.from + 1,
      );
  }
}

function readComparison(
  parts: readonly Node[],
  node: Node,
  text: string,
  depth: number,
  term: (index: number) => Term,
): Term {
  switch (parts[1]?.name) {
    case "CompareOp":
      return { kind: "comparison", operator: comparator(parts[1], text), left: term(0), right: term(2) };
    case "between":
      return { kind: "between", of: term(0), low: term(2), high: term(4) };
    case "in":
      return readIn(term(0), parts.slice(2), text, depth);
    default:
      throw syntax(node, text);
  }
}

/**
 * `a in x`. The grammar takes everything after `in` for the test, so that `a in [1..3] or b` would ask whether a is in
 * `[1..3] or b`. As in every other language, and in the standard's own order, `in` binds more than `and` and `or`.
 */
function readIn(of: Term, parts: readonly Node[], text: string, depth: number): Term {
  const several = parts.find((part) => part.name === "PositiveUnaryTests");
  if (several !== undefined)
    return {
      kind: "in",
      of,
      tests: children(several, text).map((test) => readTest(onlyChild(test, text), text, depth + 1)),
    };
  const [test] = parts;
  if (test === undefined) throw new Unreadable("expression.syntax", "nothing follows in.", 1);
  const following: { readonly operator: "and" | "or"; readonly right: Term }[] = [];
  let first = onlyChild(test, text);
  let operator: Node | null = null;
  for (let level = depth + 1; ; level += 1) {
    if (level > expressionLimits.depth)
      throw new Unreadable(
        "expression.tooDeep",
        `it is nested more than ${expressionLimits.depth} levels deep.`,
        first.from + 1,
      );
    const [left, middle, right] = children(first, text);
    if ((first.name === "Conjunction" || first.name === "Disjunction") && left !== undefined && right !== undefined) {
      following.unshift({ operator: first.name === "Conjunction" ? "and" : "or", right: read(right, text, level) });
      first = left;
    } else if (
      operator === null &&
      first.name === "SimplePositiveUnaryTest" &&
      left?.name === "CompareOp" &&
      middle !== undefined
    ) {
      operator = left;
      first = middle;
    } else break;
  }
  const tests: Test[] = [
    operator === null
      ? readTest(first, text, depth + 1)
      : { operator: comparator(operator, text), term: read(first, text, depth + 1) },
  ];
  const whole = following.reduce(
    (left: Term, { operator: joint, right }): Term =>
      joint === "and" ? conjunction(left, right) : { kind: "or", left, right },
    { kind: "in", of, tests },
  );
  if (whole.kind === "or") unbracketed.add(whole);
  return whole;
}

/** `or`s that came out of an `in` and so stand without brackets: an `and` before them takes their left side only. */
const unbracketed = new WeakSet<Term>();

function conjunction(left: Term, right: Term): Term {
  if (right.kind !== "or" || !unbracketed.has(right)) return { kind: "and", left, right };
  const whole: Term = { kind: "or", left: conjunction(left, right.left), right: right.right };
  unbracketed.add(whole);
  return whole;
}

function readTest(node: Node, text: string, depth: number): Test {
  const inner = node.name === "ParenthesizedExpression" ? children(node, text)[1] : node;
  if (inner?.name !== "SimplePositiveUnaryTest") return { operator: null, term: read(node, text, depth) };
  const [first, second] = children(inner, text);
  if (first?.name === "CompareOp" && second !== undefined)
    return { operator: comparator(first, text), term: read(second, text, depth) };
  return { operator: null, term: read(inner, text, depth) };
}

function onlyChild(node: Node, text: string): Node {
  const [child] = children(node, text);
  if (child === undefined) throw syntax(node, text);
  return child;
}

function readDateTime(parts: readonly Node[], node: Node, text: string, depth: number): Term {
  const [first] = parts;
  if (first === undefined) throw syntax(node, text);
  if (first.name !== "AtLiteral") return readCall(parts, node, text, depth);
  const [quoted] = children(first, text);
  if (quoted === undefined) throw syntax(node, text);
  return literal(dateTimeOf(unquoted(textOf(quoted, text))));
}

function readCall(parts: readonly Node[], node: Node, text: string, depth: number): Term {
  const [callee, , parameters] = parts;
  if (callee === undefined || parameters === undefined) throw syntax(node, text);
  if (
    callee.name !== "VariableName" &&
    callee.name !== "DateTimeConstructor" &&
    callee.name !== "SpecialFunctionName"
  ) {
    throw new Unreadable(
      "expression.unsupported",
      `"${excerpt(callee, text)}" is not the name of a function.`,
      callee.from + 1,
    );
  }
  const name = nameOf(callee, text);
  const known = functions.get(name);
  if (known === undefined)
    throw new Unreadable("expression.unknownFunction", `there is no function "${name}".`, callee.from + 1);
  const given = children(parameters, text);
  if (parameters.name !== "NamedParameters") {
    return { kind: "call", name, names: null, args: given.map((arg) => read(arg, text, depth + 1)) };
  }
  const named = given.map((parameter) => children(parameter, text));
  return {
    kind: "call",
    name,
    names: named.map(([key]) => (key === undefined ? "" : nameOf(key, text))),
    args: named.map(([, value]) => {
      if (value === undefined) throw syntax(node, text);
      return read(value, text, depth + 1);
    }),
  };
}

function children(node: Node, text: string): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.type.isError) throw syntax(child, text);
    if (child.name !== "LineComment" && child.name !== "BlockComment") found.push(child);
  }
  return found;
}

function syntax(node: Node, text: string): Unreadable {
  const what = excerpt(node, text);
  return new Unreadable(
    "expression.syntax",
    what === ""
      ? `it ends or breaks off at character ${node.from + 1}.`
      : `"${what}" is not expected at character ${node.from + 1}.`,
    node.from + 1,
  );
}

function arithmeticOperator(node: Node | undefined, whole: Node, text: string): "+" | "-" | "*" | "/" | "**" {
  const operator = node === undefined ? "" : textOf(node, text);
  if (operator === "+" || operator === "-" || operator === "*" || operator === "/" || operator === "**")
    return operator;
  throw syntax(whole, text);
}

function comparator(node: Node, text: string): Comparator {
  const operator = textOf(node, text);
  if (
    operator === "=" ||
    operator === "!=" ||
    operator === "<" ||
    operator === "<=" ||
    operator === ">" ||
    operator === ">="
  )
    return operator;
  throw syntax(node, text);
}

function nameOf(node: Node, text: string): string {
  return textOf(node, text).trim().replaceAll(/\s+/g, " ");
}

function excerpt(node: Node, text: string): string {
  return textOf(node, text).slice(0, 40);
}

function textOf(node: Node, text: string): string {
  return text.slice(node.from, node.to);
}

function literal(value: FeelValue): Term {
  return { kind: "literal", value };
}

function unquoted(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replaceAll(
      /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs,
      (_, short?: string, long?: string, single?: string) => {
        const code = short ?? long;
        if (code !== undefined)
          return Number.parseInt(code, 16) > 0x10_ff_ff ? "\uFFFD" : String.fromCodePoint(Number.parseInt(code, 16));
        return escapes.get(single ?? "") ?? `\\${single ?? ""}`;
      },
    );
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
]);
