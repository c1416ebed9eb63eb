import { compare, equal } from "../compare.ts";
import { isList, type FeelValue } from "../value.ts";
import type { FunctionTable, World } from "./function.ts";
import { finite } from "./numbers.ts";

type List = readonly FeelValue[];

export const lists: FunctionTable = {
  count: { params: ["list"], apply: ([list = null]) => items(list).length },
  min: { params: ["list"], variadic: true, apply: ([list = null], world) => extreme(items(list), -1, world) },
  max: { params: ["list"], variadic: true, apply: ([list = null], world) => extreme(items(list), 1, world) },
  sum: {
    params: ["list"],
    variadic: true,
    apply: ([list = null]) => ofNumbers(list, (ns) => ns.reduce((a, b) => a + b, 0)),
  },
  mean: {
    params: ["list"],
    variadic: true,
    apply: ([list = null]) => ofNumbers(list, (ns) => ns.reduce((a, b) => a + b, 0) / ns.length),
  },
  "list contains": {
    params: ["list", "element"],
    apply: ([list = null, element = null], { budget }) =>
      list === null ? null : items(list).some((item) => equal(item, element, budget) === true),
  },
  "index of": {
    params: ["list", "match"],
    apply: ([list = null, match = null], { budget }) =>
      list === null
        ? null
        : items(list).flatMap((item, index) => (equal(item, match, budget) === true ? [index + 1] : [])),
  },
  "distinct values": {
    params: ["list"],
    apply: ([list = null], { budget }) => (list === null ? null : distinct(items(list), budget)),
  },
  concatenate: {
    params: ["list"],
    variadic: true,
    apply: ([list = null], { budget }) => {
      const all = items(list).flatMap(items);
      budget.room(all.length);
      return all;
    },
  },
  reverse: { params: ["list"], apply: ([list = null]) => (list === null ? null : items(list).toReversed()) },
  all: { params: ["list"], variadic: true, apply: ([list = null]) => quantified(items(list), false) },
  any: { params: ["list"], variadic: true, apply: ([list = null]) => quantified(items(list), true) },
};

// A single value stands for a list of one, as everywhere in FEEL.
function items(value: FeelValue): List {
  return isList(value) ? value : [value];
}

function extreme(list: List, sign: number, { budget }: World): FeelValue {
  let best: FeelValue = null;
  for (const item of list) {
    budget.spend();
    if (item === null) return null;
    if (best === null) best = item;
    else {
      const order = compare(item, best);
      if (order === null) return null;
      if (order * sign > 0) best = item;
    }
  }
  return best;
}

function ofNumbers(list: FeelValue, fold: (numbers: readonly number[]) => number): FeelValue {
  const all = items(list);
  return all.length > 0 && all.every((item) => typeof item === "number") ? finite(fold(all)) : null;
}

function distinct(list: List, budget: World["budget"]): List {
  const found: FeelValue[] = [];
  for (const item of list) if (!found.some((other) => equal(item, other, budget) === true)) found.push(item);
  return found;
}

function quantified(list: List, decisive: boolean): FeelValue {
  if (list.includes(decisive)) return decisive;
  return list.every((item) => typeof item === "boolean") ? !decisive : null;
}
