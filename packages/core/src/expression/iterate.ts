import { Temporal } from "temporal-polyfill";
import type { World } from "./functions/index.ts";
import { isA } from "./functions/dates.ts";
import { inside, type Names, type Scope } from "./scope.ts";
import type { Iteration, Term } from "./term.ts";
import { isList, type FeelValue } from "./value.ts";

type Valuer = (term: Term, world: World, scope: Scope) => FeelValue;
type Of<K extends Term["kind"]> = Extract<Term, { kind: K }>;

/** `list[2]`, `list[-1]`, `list[item > 5]`, `list[age > 5]`. */
export function filtered({ of, by }: Of<"filter">, world: World, scope: Scope, valueOf: Valuer): FeelValue {
  const value = valueOf(of, world, scope);
  const list = isList(value) ? value : value === null ? [] : [value];
  const kept: FeelValue[] = [];
  for (const [index, item] of list.entries()) {
    const answer = valueOf(by, world, itemScope(scope, item));
    if (index === 0 && typeof answer === "number") return at(list, answer, world);
    if (answer === true) kept.push(item);
  }
  if (list.length === 0) {
    const before = world.budget.findings.length;
    const index = valueOf(by, world, itemScope(scope, null));
    world.budget.findings.length = before;
    if (typeof index === "number") return at(list, index, world);
  }
  return kept;
}

/** `for x in a, y in b return …`, with the results so far as `partial`. */
export function looped({ over, result }: Of<"for">, world: World, scope: Scope, valueOf: Valuer): FeelValue {
  const results: FeelValue[] = [];
  const known = combined(over, 0, world, inside(scope, soFar(results, world)), valueOf, (here) => {
    world.budget.room(results.length === 0 ? 0 : 1);
    results.push(valueOf(result, world, here));
    return true;
  });
  return known ? results : null;
}

/** The results of a loop so far, by the name `partial`: as they are at the moment, since a value doesn't change any more. */
export function soFar(results: readonly FeelValue[], { budget }: World): Names {
  let seen: readonly FeelValue[] = [];
  const get = (name: string): FeelValue | undefined => {
    if (name !== "partial") return undefined;
    if (seen.length !== results.length) {
      budget.room(results.length);
      seen = [...results];
    }
    return seen;
  };
  return { get };
}

/** `some x in a satisfies …`, `every …`. Null where what is not known would decide. */
export function quantified({ kind, over, test }: Of<"some" | "every">, world: World, scope: Scope, valueOf: Valuer): FeelValue {
  const decisive = kind === "some";
  let decided = false;
  let unknown = false;
  const known = combined(over, 0, world, scope, valueOf, (here) => {
    const answer = valueOf(test, world, here);
    decided = answer === decisive;
    unknown ||= typeof answer !== "boolean";
    return !decided;
  });
  if (!known) return null;
  return decided ? decisive : unknown ? null : !decisive;
}

/** Visits every combination until `visit` answers false; false itself where something can't be gone through. */
function combined(
  over: readonly Iteration[],
  from: number,
  world: World,
  scope: Scope,
  valueOf: Valuer,
  visit: (scope: Scope) => boolean,
): boolean {
  const iteration = over[from];
  if (iteration === undefined) return true;
  const items = itemsOf(iteration, world, scope, valueOf);
  if (items === null) return false;
  let goesOn = true;
  for (const item of items) {
    world.budget.spend();
    const here = inside(scope, new Map([[iteration.name, item]]));
    if (from + 1 === over.length) goesOn = visit(here);
    else if (
      !combined(over, from + 1, world, here, valueOf, (inner) => {
        goesOn = visit(inner);
        return goesOn;
      })
    )
      return false;
    if (!goesOn) break;
  }
  return true;
}

function itemsOf({ list, to }: Iteration, world: World, scope: Scope, valueOf: Valuer): Iterable<FeelValue> | null {
  const from = valueOf(list, world, scope);
  if (to !== null) return steps(from, valueOf(to, world, scope), true, true, world);
  if (isList(from)) return from;
  if (isA(from, "range")) return steps(from.low, from.high, from.lowIncluded, from.highIncluded, world);
  return from === null ? world.budget.note("expression.nullOperand", "it goes through something that has no value.") : [from];
}

function steps(low: FeelValue, high: FeelValue, withLow: boolean, withHigh: boolean, { budget }: World): FeelValue[] | null {
  const [first, last] = [ordinal(low), ordinal(high)];
  if (first === null || last === null || isA(low, "date") !== isA(high, "date"))
    return budget.note("expression.typeMismatch", "only whole numbers and dates can be gone through from one to another.");
  const step = first <= last ? 1 : -1;
  const count = Math.abs(last - first) + 1;
  budget.spend(count);
  const all = Array.from({ length: count }, (_, index): FeelValue => {
    const n = first + index * step;
    return isA(low, "date") ? { type: "date", date: epoch.add({ days: n }) } : n;
  });
  return all.slice(withLow ? 0 : 1, withHigh ? undefined : -1);
}

const epoch = new Temporal.PlainDate(1970, 1, 1);

function ordinal(value: FeelValue): number | null {
  if (typeof value === "number") return Number.isInteger(value) ? value : null;
  return isA(value, "date") ? epoch.until(value.date).days : null;
}

function at(list: readonly FeelValue[], index: number, { budget }: World): FeelValue {
  if (!Number.isInteger(index) || index === 0 || Math.abs(index) > list.length)
    return budget.note("expression.noSuchItem", `the list has no item ${index}.`);
  return list[index > 0 ? index - 1 : list.length + index] ?? null;
}

function itemScope(scope: Scope, item: FeelValue): Scope {
  const whole = new Map([["item", item]]);
  return item instanceof Map ? inside(inside(scope, whole), item) : inside(scope, whole);
}
