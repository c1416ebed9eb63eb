import { isA } from "./functions/dates.ts";
import { functions, type World } from "./functions/index.ts";
import { isList, type FeelValue } from "./value.ts";

type Call = { readonly name: string; readonly names: readonly string[] | null };

/** Calls a function by its name: one that the data hold (`own`), else one of FEEL's. */
export function called(own: FeelValue | undefined, call: Call, given: readonly FeelValue[], world: World): FeelValue {
  const { name, names } = call;
  const { budget } = world;
  const known = functions.get(name);
  // Data may well be called "count".
  if (own !== undefined && (known === undefined || isA(own, "function"))) return invoked(own, names, given, world);
  if (known === undefined) return budget.note("expression.unknownFunction", `there is no function "${name}".`);
  const arranged = names === null ? positional(known.params, given, known.variadic === true) : byName(known.params, names, given);
  if (arranged === null)
    return budget.note(
      "expression.wrongArguments",
      `"${name}" takes ${known.params.map((param) => param.replace("?", "")).join(", ") || "nothing"}.`,
    );
  budget.spend(arranged.reduce((sum: number, arg) => sum + cost(arg ?? null), 0));
  const before = budget.findings.length;
  const result = known.apply(arranged as readonly FeelValue[], world);
  if (result === null && budget.findings.length === before)
    budget.note("expression.wrongArguments", `"${name}" can do nothing with what it was given.`);
  return result;
}

/** Calls a value, if it is a function and takes as many arguments as it was given. */
export function invoked(of: FeelValue, names: Call["names"], given: readonly FeelValue[], { budget }: World): FeelValue {
  if (!isA(of, "function")) return budget.note("expression.notCallable", "it calls something that is no function.");
  const { params } = of;
  const arranged = names === null ? (given.length === params.length ? given : null) : byName(params, names, given);
  if (arranged === null) return budget.note("expression.wrongArguments", `the function takes ${params.join(", ") || "nothing"}.`);
  return of.call(arranged.map((arg) => arg ?? null));
}

function cost(arg: FeelValue): number {
  if (typeof arg === "string") return Math.ceil(arg.length / 256);
  return isList(arg) ? Math.ceil(arg.length / 16) : 0;
}

function positional(params: readonly string[], given: readonly FeelValue[], variadic: boolean): (FeelValue | undefined)[] | null {
  if (variadic && (given.length !== 1 || !isList(given[0] ?? null))) {
    // The last parameter takes what is left over.
    const before = params.length - 1;
    return given.length <= before ? null : [...given.slice(0, before), given.slice(before)];
  }
  const required = params.filter((param) => !param.endsWith("?")).length;
  return given.length < required || given.length > params.length ? null : [...given];
}

function byName(params: readonly string[], names: readonly string[], given: readonly FeelValue[]): (FeelValue | undefined)[] | null {
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
