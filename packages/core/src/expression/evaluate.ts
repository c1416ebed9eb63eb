import type { Finding } from "../kernel/index.ts";
import { Budget, Halt } from "./budget.ts";
import { calculate, negate, words } from "./calculate.ts";
import { compare, equal, within } from "./compare.ts";
import type { Expression } from "./compile.ts";
import { isA } from "./functions/dates.ts";
import { type Clock, functions, type World } from "./functions/index.ts";
import { partOf } from "./part.ts";
import type { Comparator, Term, Test } from "./term.ts";
import { isList, type FeelValue, typeOf } from "./value.ts";

type Evaluation = World & { readonly data: ReadonlyMap<string, FeelValue> };

/**
 * The value of an expression over `data`. Total and deterministic: it ends within the limits of `expressionLimits`,
 * never throws, and where it cannot say anything the value is null and a finding (`expression.*`) says why.
 */
export function evaluate(
  expression: Expression,
  data: ReadonlyMap<string, FeelValue>,
  clock: Clock,
): { value: FeelValue; findings: readonly Finding[] } {
  if (expression.term === null) return { value: null, findings: expression.findings };
  const budget = new Budget();
  try {
    return { value: valueOf(expression.term, { budget, clock, data }), findings: budget.findings };
  } catch (problem) {
    if (problem instanceof Halt)
      return { value: null, findings: [{ code: problem.code, severity: "error", message: problem.message }] };
    throw problem;
  }
}

function valueOf(term: Term, world: Evaluation): FeelValue {
  const { budget } = world;
  budget.spend();
  switch (term.kind) {
    case "literal":
      return term.value;
    case "name":
      return variable(term.name, world);
    case "negation":
      return negate(valueOf(term.of, world), budget);
    case "arithmetic":
      return calculate(term.operator, valueOf(term.left, world), valueOf(term.right, world), budget);
    case "comparison":
      return compared(term.operator, valueOf(term.left, world), valueOf(term.right, world), budget);
    case "between": {
      const [value, low, high] = [valueOf(term.of, world), valueOf(term.low, world), valueOf(term.high, world)];
      return within(value, low, high, true, true) ?? mismatch(value, low, budget);
    }
    case "in":
      return isIn(valueOf(term.of, world), term.tests, world);
    case "and":
      return both(term.left, term.right, false, world);
    case "or":
      return both(term.left, term.right, true, world);
    case "if":
      return valueOf(term.condition, world) === true ? valueOf(term.yes, world) : valueOf(term.no, world);
    case "list":
      return term.items.map((item) => valueOf(item, world));
    case "range":
      return {
        type: "range",
        low: valueOf(term.low, world),
        high: valueOf(term.high, world),
        lowIncluded: term.lowIncluded,
        highIncluded: term.highIncluded,
      };
    case "part":
      return part(term, world);
    case "call":
      return called(term, world);
  }
}

function part(term: Extract<Term, { kind: "part" }>, world: Evaluation): FeelValue {
  return partOf(valueOf(term.of, world), term.name, world.budget);
}

function variable(name: string, { data, budget }: Evaluation): FeelValue {
  const value = data.get(name);
  if (value === undefined) return budget.note("expression.unknownName", `there is no field "${name}".`);
  // Said only where the null decides nothing by itself: a finding is read only if the whole has no value.
  return value ?? budget.note("expression.unanswered", `"${name}" has no answer yet.`);
}

function compared(operator: Comparator, a: FeelValue, b: FeelValue, budget: World["budget"]): FeelValue {
  if (operator === "=" || operator === "!=") {
    const same = equal(a, b, budget);
    return same === null ? mismatch(a, b, budget) : same === (operator === "=");
  }
  const order = compare(a, b);
  if (order === null) return mismatch(a, b, budget);
  return operator === "<" ? order < 0 : operator === "<=" ? order <= 0 : operator === ">" ? order > 0 : order >= 0;
}

// Three-valued, as the standard has it: what decides, decides, whatever the other side is.
function both(left: Term, right: Term, decisive: boolean, world: Evaluation): FeelValue {
  const first = valueOf(left, world);
  if (first === decisive) return decisive;
  const second = valueOf(right, world);
  if (second === decisive) return decisive;
  return first === !decisive && second === !decisive ? !decisive : null;
}

function isIn(value: FeelValue, tests: readonly Test[], world: Evaluation): FeelValue {
  let unknown = false;
  for (const test of tests) {
    const against = valueOf(test.term, world);
    const passed =
      test.operator === null
        ? accepts(against, value, world.budget)
        : compared(test.operator, value, against, world.budget);
    if (passed === true) return true;
    unknown ||= passed === null;
  }
  return unknown ? null : false;
}

function accepts(against: FeelValue, value: FeelValue, budget: World["budget"]): boolean | null {
  if (isA(against, "range") && typeOf(value) !== "range")
    return within(value, against.low, against.high, against.lowIncluded, against.highIncluded);
  if (isList(against) && !isList(value)) {
    const results = against.map((item) => accepts(item, value, budget));
    return results.includes(true) ? true : results.includes(null) ? null : false;
  }
  return equal(value, against, budget);
}

function called({ name, args, names }: Extract<Term, { kind: "call" }>, world: Evaluation): FeelValue {
  const known = functions.get(name);
  if (known === undefined) return world.budget.note("expression.unknownFunction", `there is no function "${name}".`);
  const given = args.map((arg) => valueOf(arg, world));
  const arranged =
    names === null ? positional(known.params, given, known.variadic === true) : byName(known.params, names, given);
  if (arranged === null)
    return world.budget.note(
      "expression.wrongArguments",
      `"${name}" takes ${known.params.map((param) => param.replace("?", "")).join(", ") || "nothing"}.`,
    );
  world.budget.spend(
    arranged.reduce(
      (sum: number, arg) =>
        sum +
        Math.ceil(
          typeof arg === "string"
            ? arg.length / 256
            : isList(arg ?? null)
              ? (arg as readonly FeelValue[]).length / 16
              : 0,
        ),
      0,
    ),
  );
  const before = world.budget.findings.length;
  const result = known.apply(arranged as readonly FeelValue[], world);
  if (result === null && world.budget.findings.length === before)
    world.budget.note("expression.wrongArguments", `"${name}" can do nothing with what it was given.`);
  return result;
}

function positional(
  params: readonly string[],
  given: readonly FeelValue[],
  variadic: boolean,
): (FeelValue | undefined)[] | null {
  if (variadic && (given.length !== 1 || !isList(given[0] ?? null))) return given.length === 0 ? null : [given];
  const required = params.filter((param) => !param.endsWith("?")).length;
  return given.length < required || given.length > params.length ? null : [...given];
}

function byName(
  params: readonly string[],
  names: readonly string[],
  given: readonly FeelValue[],
): (FeelValue | undefined)[] | null {
  const plain = params.map((param) => param.replace("?", ""));
  // "date(from: …)" and "date(year: …, month: …, day: …)" share their first place.
  const indexes = names.map((name) => plain.findIndex((param) => param === name || param.split(" or ").includes(name)));
  if (indexes.includes(-1) || new Set(indexes).size !== indexes.length) return null;
  const arranged: (FeelValue | undefined)[] = [];
  indexes.forEach((place, index) => (arranged[place] = given[index] ?? null));
  return params.every((param, index) => param.endsWith("?") || index in arranged)
    ? Array.from(params, (_, index) => arranged[index])
    : null;
}

function mismatch(a: FeelValue, b: FeelValue, budget: World["budget"]): null {
  if (a === null || b === null)
    return budget.note("expression.nullOperand", "it compares something that has no value.");
  const [left, right] = [typeOf(a), typeOf(b)];
  return budget.note(
    "expression.typeMismatch",
    `a ${words.get(left) ?? left} and a ${words.get(right) ?? right} cannot be compared.`,
  );
}
