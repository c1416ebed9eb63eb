import { Budget, Halt } from "./budget.ts";
import type { Finding } from "../kernel/index.ts";
import { calculate, negate, words } from "./calculate.ts";
import { called, invoked } from "./call.ts";
import { compare, equal, within } from "./compare.ts";
import type { Expression } from "./compile.ts";
import { isA } from "./functions/dates.ts";
import { type Clock, functions, type World } from "./functions/index.ts";
import { filtered, looped, quantified } from "./iterate.ts";
import { partOf } from "./part.ts";
import { inside, lookUp, type Scope } from "./scope.ts";
import type { Comparator, Term, Test } from "./term.ts";
import { isInstance } from "./type.ts";
import { isList, type FeelValue, typeOf } from "./value.ts";

/** Evaluates a term somewhere: handed to the parts of this folder that need it, so that none of them imports this file. */
export type Valuer = (term: Term, world: World, scope: Scope) => FeelValue;

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
    return { value: valueOf(expression.term, { budget, clock }, { names: data, around: null }), findings: budget.findings };
  } catch (problem) {
    if (problem instanceof Halt) return { value: null, findings: [{ code: problem.code, severity: "error", message: problem.message }] };
    throw problem;
  }
}

/** The same within a budget that others share; a limit that is reached ends it with a Halt. */
export const valueOf: Valuer = (term, world, scope) => {
  world.budget.enter();
  const value = valueOfKind(term, world, scope);
  world.budget.leave();
  if (puttingTogether.has(term.kind)) world.budget.whole(value);
  return value;
};

const puttingTogether: ReadonlySet<Term["kind"]> = new Set(["list", "context", "range", "for", "call", "invoke"]);

function valueOfKind(term: Term, world: World, scope: Scope): FeelValue {
  const { budget } = world;
  const of = (inner: Term): FeelValue => valueOf(inner, world, scope);
  switch (term.kind) {
    case "literal":
      return term.value;
    case "name":
      return variable(term.name, world, scope);
    case "negation":
      return negate(of(term.of), budget);
    case "arithmetic":
      return calculate(term.operator, of(term.left), of(term.right), budget);
    case "comparison":
      return compared(term.operator, of(term.left), of(term.right), budget);
    case "between": {
      const [value, low, high] = [of(term.of), of(term.low), of(term.high)];
      const range = { type: "range", low, high, lowIncluded: true, highIncluded: true } as const;
      return within(value, range) ?? mismatch(value, low, budget);
    }
    case "in":
      return isIn(of(term.of), term.tests, world, scope);
    case "and":
      return both(of, term.left, term.right, false);
    case "or":
      return both(of, term.left, term.right, true);
    case "if":
      return of(term.condition) === true ? of(term.yes) : of(term.no);
    case "list":
      return term.items.map(of);
    case "context":
      return context(term, world, scope);
    case "range": {
      const { lowIncluded, highIncluded, open } = term;
      return { type: "range", low: of(term.low), high: of(term.high), lowIncluded, highIncluded, ...(open ? { open } : {}) };
    }
    case "part":
      return partOf(of(term.of), term.name, budget);
    case "filter":
      return filtered(term, world, scope, valueOf);
    case "for":
      return looped(term, world, scope, valueOf);
    case "some":
    case "every":
      return quantified(term, world, scope, valueOf);
    case "instance": {
      const answer = isInstance(of(term.of), term.type, world.types);
      return answer ?? budget.note("expression.unknownType", "it asks for a type that is not known here.");
    }
    case "function":
      return made(term, world, scope);
    case "call":
      return called(lookUp(scope, term.name), term, term.args.map(of), world);
    case "invoke":
      return invoked(of(term.of), term.names, term.args.map(of), world);
  }
}

function variable(name: string, world: World, scope: Scope): FeelValue {
  const value = lookUp(scope, name);
  if (value !== undefined)
    // Said only where the null decides nothing by itself: a finding is read only if the whole has no value.
    return value ?? world.budget.note("expression.unanswered", `"${name}" has no answer yet.`);
  const known = functions.get(name);
  if (known === undefined) return world.budget.note("expression.unknownName", `there is no field "${name}".`);
  const call = (args: readonly FeelValue[]): FeelValue => called(undefined, { name, names: null }, args, world);
  return { type: "function", params: known.params.map((param) => param.replace("?", "")), call };
}

function context(term: Extract<Term, { kind: "context" }>, world: World, scope: Scope): FeelValue {
  const entries = new Map<string, FeelValue>();
  const here = inside(scope, entries);
  for (const { key, value } of term.entries) {
    if (entries.has(key)) return world.budget.note("expression.twice", `"${key}" is in the context twice.`);
    entries.set(key, valueOf(value, world, here));
  }
  return entries;
}

function made({ params, body }: Extract<Term, { kind: "function" }>, world: World, scope: Scope): FeelValue {
  const call = (args: readonly FeelValue[]): FeelValue => {
    const given = params.map(({ name, type }, index): [string, FeelValue] => {
      const value = args[index] ?? null;
      return [name, type === null ? value : fitted(value, (one) => isInstance(one, type, world.types) !== false)];
    });
    return valueOf(body, world, inside(scope, new Map(given)));
  };
  return { type: "function", params: params.map(({ name }) => name), call };
}

/** What does not fit becomes null, and a list of one its item, where that fits. */
function fitted(value: FeelValue, fits: (value: FeelValue) => boolean): FeelValue {
  if (value === null || fits(value)) return value;
  if (isList(value) && value.length === 1 && fits(value[0] ?? null)) return value[0] ?? null;
  return fits([value]) ? [value] : null;
}

function compared(operator: Comparator, a: FeelValue, b: FeelValue, budget: Budget): FeelValue {
  if (operator === "=" || operator === "!=") {
    const same = equal(a, b, budget);
    return same === null ? mismatch(a, b, budget) : same === (operator === "=");
  }
  const order = compare(a, b);
  if (order === null) return mismatch(a, b, budget);
  return operator === "<" ? order < 0 : operator === "<=" ? order <= 0 : operator === ">" ? order > 0 : order >= 0;
}

// Three-valued, as the standard has it: what decides, decides, whatever the other side is.
function both(of: (term: Term) => FeelValue, left: Term, right: Term, decisive: boolean): FeelValue {
  const first = of(left);
  if (first === decisive) return decisive;
  const second = of(right);
  if (second === decisive) return decisive;
  return first === !decisive && second === !decisive ? !decisive : null;
}

function isIn(value: FeelValue, tests: readonly Test[], world: World, scope: Scope): FeelValue {
  let unknown = false;
  const here = tests.some((test) => test.asks) ? inside(scope, new Map([["?", value]])) : scope;
  for (const test of tests) {
    const against = valueOf(test.term, world, here);
    const passed =
      test.operator !== null
        ? compared(test.operator, value, against, world.budget)
        : test.asks
          ? against
          : accepts(against, value, world.budget);
    if (passed === true) return true;
    unknown ||= passed !== false;
  }
  return unknown ? null : false;
}

function accepts(against: FeelValue, value: FeelValue, budget: Budget): boolean | null {
  if (isA(against, "range") && typeOf(value) !== "range") return within(value, against);
  if (isList(against)) {
    if (isList(value) && equal(against, value, budget) === true) return true;
    const results = against.map((item) => accepts(item, value, budget));
    return results.includes(true) ? true : results.includes(null) ? null : false;
  }
  return equal(value, against, budget);
}

function mismatch(a: FeelValue, b: FeelValue, budget: Budget): null {
  if (a === null || b === null) return budget.note("expression.nullOperand", "it compares something that has no value.");
  const [left, right] = [typeOf(a), typeOf(b)];
  return budget.note("expression.typeMismatch", `a ${words.get(left) ?? left} and a ${words.get(right) ?? right} cannot be compared.`);
}
