import { compare, equal } from "../compare.ts";
import { type FeelFunctionValue, isList, type FeelValue, typeOf } from "../value.ts";
import type { FunctionTable, World } from "./function.ts";
import { finite, tidy } from "./numbers.ts";

type List = readonly FeelValue[];

export const lists: FunctionTable = {
  count: { params: ["list"], apply: ([list = null]) => (list === null ? null : items(list).length) },
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
      list === null ? null : items(list).flatMap((item, index) => (equal(item, match, budget) === true ? [index + 1] : [])),
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
  sublist: {
    params: ["list", "start position", "length?"],
    apply: ([list = null, start, length = null]) => {
      const from = list === null ? null : place(items(list).length, start);
      if (list === null || from === null || (length !== null && (typeof length !== "number" || length < 0))) return null;
      if (length !== null && from + length > items(list).length) return null;
      return items(list).slice(from, length === null ? undefined : from + length);
    },
  },
  append: {
    params: ["list", "item"],
    variadic: true,
    apply: ([list = null, rest = null], { budget }) => {
      if (list === null) return null;
      const all = [...items(list), ...items(rest)];
      budget.room(all.length);
      return all;
    },
  },
  union: {
    params: ["list"],
    variadic: true,
    apply: ([list = null], { budget }) => distinct(items(list).flatMap(items), budget),
  },
  flatten: { params: ["list"], apply: ([list = null], { budget }) => (list === null ? null : flat(items(list), budget)) },
  "insert before": {
    params: ["list", "position", "newItem"],
    apply: ([list = null, position, item = null]) => {
      const at = list === null ? null : place(items(list).length, position);
      return list === null || at === null ? null : items(list).toSpliced(at, 0, item);
    },
  },
  remove: {
    params: ["list", "position"],
    apply: ([list = null, position]) => {
      const at = list === null ? null : place(items(list).length, position);
      return list === null || at === null ? null : items(list).toSpliced(at, 1);
    },
  },
  "list replace": {
    params: ["list", "position or match", "newItem"],
    apply: ([list = null, which = null, item = null]) => {
      if (list === null) return null;
      if (typeOf(which) === "function") {
        const chosen = items(list).map((one) => (which as FeelFunctionValue).call([one, item]));
        if (!chosen.every((one) => typeof one === "boolean")) return null;
        return items(list).map((one, index) => (chosen[index] === true ? item : one));
      }
      const at = place(items(list).length, which);
      return at === null ? null : items(list).with(at, item);
    },
  },
  sort: {
    params: ["list", "precedes?"],
    apply: ([list = null, precedes = null], { budget }) => (list === null ? null : sorted(items(list), precedes, budget)),
  },
  product: {
    params: ["list"],
    variadic: true,
    apply: ([list = null]) => ofNumbers(list, (ns) => ns.reduce((a, b) => a * b, 1)),
  },
  median: { params: ["list"], variadic: true, apply: ([list = null]) => ofNumbers(list, middle) },
  stddev: {
    params: ["list"],
    variadic: true,
    apply: ([list = null]) => (items(list).length < 2 ? null : ofNumbers(list, deviation)),
  },
  mode: { params: ["list"], variadic: true, apply: ([list = null]) => modes(items(list)) },
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

/** Where a position that counts from 1, or from the end when it is negative, lies; null outside of the list. */
function place(length: number, position: FeelValue | undefined): number | null {
  if (typeof position !== "number" || !Number.isInteger(position) || position === 0 || Math.abs(position) > length) return null;
  return position > 0 ? position - 1 : length + position;
}

function flat(list: List, budget: World["budget"]): List {
  budget.spend(list.length);
  return list.flatMap((item) => (isList(item) ? flat(item, budget) : [item]));
}

function sorted(list: List, precedes: FeelValue, budget: World["budget"]): FeelValue {
  let ordered = true;
  const before =
    typeOf(precedes) === "function"
      ? (a: FeelValue, b: FeelValue) => (precedes as FeelFunctionValue).call([a, b]) === true
      : (a: FeelValue, b: FeelValue) => {
          const order = compare(a, b);
          ordered &&= order !== null;
          return (order ?? 0) < 0;
        };
  const result = list.toSorted((a, b) => {
    budget.spend();
    return before(a, b) ? -1 : before(b, a) ? 1 : 0;
  });
  return ordered ? result : null;
}

function middle(numbers: readonly number[]): number {
  const ordered = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(ordered.length / 2);
  return ordered.length % 2 === 1 ? ordered[half]! : (ordered[half - 1]! + ordered[half]!) / 2;
}

function deviation(numbers: readonly number[]): number {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (numbers.length - 1));
}

function modes(list: List): FeelValue {
  if (!list.every((item) => typeof item === "number")) return null;
  const counts = new Map<number, number>();
  for (const n of list) counts.set(n, (counts.get(n) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([n]) => n)
    .toSorted((a, b) => a - b);
}

function ofNumbers(list: FeelValue, fold: (numbers: readonly number[]) => number): FeelValue {
  const all = items(list);
  return all.length > 0 && all.every((item) => typeof item === "number") ? finite(tidy(fold(all))) : null;
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
