import { words } from "../kernel/index.ts";
import { callValue, emptyScope, type FeelValue, inside, isList, soFar, type Scope, type Term, valueOf } from "../expression/index.ts";
import type { Bench } from "./bench.ts";
import type { Logic, Param } from "./model.ts";
import { valueOfTable } from "./table.ts";
import { fit } from "./type.ts";

type Of<K extends Logic["kind"]> = Extract<Logic, { kind: K }>;

/** The value of a piece of logic where `scope` is known; `place` names it in findings. */
export function valueOfLogic(logic: Logic, scope: Scope, place: string, bench: Bench): FeelValue {
  bench.budget.enter();
  const value = fit(plain(logic, scope, place, bench), logic.type, place, bench);
  bench.budget.leave();
  bench.budget.whole(value);
  return value;
}

/** A function of its parameters: a knowledge model, a boxed function. */
export function functionOf(
  params: readonly Param[],
  body: Logic | null,
  scope: Scope,
  place: string,
  bench: Bench,
  gives: string | null = null,
): FeelValue {
  return {
    type: "function",
    params: params.map(({ name }) => name),
    call: (args) => {
      if (body === null) return null;
      const given = params.map(({ name, type }, index): [string, FeelValue] => [
        name,
        fit(args[index] ?? null, type, `the argument "${name}" of ${place}`, bench),
      ]);
      return fit(valueOfLogic(body, inside(scope, new Map(given)), place, bench), gives, place, bench);
    },
  };
}

function plain(logic: Logic, scope: Scope, place: string, bench: Bench): FeelValue {
  const of = (inner: Logic, here: Scope = scope): FeelValue => valueOfLogic(inner, here, place, bench);
  switch (logic.kind) {
    case "expression":
      return logic.text.trim() === "" ? null : bench.value(logic.text, scope, place);
    case "table":
      return valueOfTable(logic, scope, place, bench);
    case "context":
      return context(logic, scope, place, bench);
    case "invocation": {
      const names = logic.bindings.map(({ name }) => name);
      const callee = of(logic.of);
      return callValue(
        callee,
        names,
        logic.bindings.map((binding) => of(binding.logic)),
        bench.world,
      );
    }
    case "function":
      return functionOf(logic.params, logic.body, scope, place, bench);
    case "list":
      return logic.items.map((item) => of(item));
    case "relation":
      return logic.rows.map((row) => new Map(logic.columns.map((name, index) => [name, row[index] ? of(row[index]) : null])));
    case "conditional":
      return of(logic.condition) === true ? of(logic.yes) : of(logic.no);
    case "filter":
      return filtered(logic, scope, place, bench);
    case "for":
    case "some":
    case "every":
      return iterated(logic, scope, place, bench);
    case "foreign":
      return bench.fail("decision.unsupported", words`${place} is ${logic.what}, which Rondo keeps but does not run.`, place);
  }
}

function context({ entries }: Of<"context">, scope: Scope, place: string, bench: Bench): FeelValue {
  const made = new Map<string, FeelValue>();
  const here = inside(scope, made);
  for (const { name, logic } of entries) {
    const value = valueOfLogic(logic, here, name === null ? place : `"${name}" of ${place}`, bench);
    // The entry without a name is what the context is for.
    if (name === null) return value;
    made.set(name, value);
  }
  return made;
}

function filtered({ of, by }: Of<"filter">, scope: Scope, place: string, bench: Bench): FeelValue {
  const value = valueOfLogic(of, scope, place, bench);
  const list = isList(value) ? value : value === null ? [] : [value];
  return list.filter((item) => {
    const whole = inside(scope, new Map([["item", item]]));
    return valueOfLogic(by, item instanceof Map ? inside(whole, item) : whole, place, bench) === true;
  });
}

function iterated({ kind, name, over, result }: Of<"for" | "some" | "every">, scope: Scope, place: string, bench: Bench): FeelValue {
  const list = valueOfLogic(over, scope, place, bench);
  // Ranges are gone through as the language does it.
  const all = valueOf(everyItem, bench.world, inside(emptyScope, new Map([["list", list]])));
  if (!isList(all)) return null;
  const partial: FeelValue[] = [];
  for (const item of all) {
    const here = inside(inside(scope, soFar(partial, bench.world)), new Map([[name, item]]));
    partial.push(valueOfLogic(result, here, place, bench));
  }
  if (kind === "for") return partial;
  const decisive = kind === "some";
  return partial.includes(decisive) ? decisive : partial.every((one) => typeof one === "boolean") ? !decisive : null;
}

const everyItem: Term = {
  kind: "for",
  over: [{ name: "item", list: { kind: "name", name: "list" }, to: null }],
  result: { kind: "name", name: "item" },
};
