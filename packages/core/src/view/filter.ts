import type { Attribute } from "./attributes.ts";

/** How a test compares. Which ones an attribute takes follows from its type (`operatorsOf`). */
export type Operator =
  | "is"
  | "isNot"
  | "contains"
  | "lacks"
  | "before"
  | "after"
  | "from"
  | "until"
  | "over"
  | "under"
  | "least"
  | "most"
  | "empty"
  | "filled";

/**
 * One comparison. Values are texts whatever the type: ids, choices, days (`days.ts`), minutes, numbers, "yes"; so that a
 * filter is the same in an address, in the database and in a sentence.
 */
export type Test = { readonly kind: "test"; readonly attribute: string; readonly operator: Operator; readonly values: readonly string[] };
export type Filter =
  | Test
  | { readonly kind: "all" | "any"; readonly parts: readonly Filter[] }
  | { readonly kind: "not"; readonly part: Filter };

export function operatorsOf(type: Attribute["type"]): readonly Operator[] {
  return operators[type];
}

const operators: Readonly<Record<Attribute["type"], readonly Operator[]>> = {
  text: ["is", "isNot", "contains", "lacks", "empty", "filled"],
  choice: ["is", "isNot", "empty", "filled"],
  person: ["is", "isNot", "empty", "filled"],
  place: ["is", "isNot", "empty", "filled"],
  team: ["is", "isNot", "empty", "filled"],
  date: ["is", "isNot", "before", "after", "from", "until", "empty", "filled"],
  number: ["is", "isNot", "over", "under", "least", "most", "empty", "filled"],
  duration: ["is", "isNot", "over", "under", "least", "most", "empty", "filled"],
  yesNo: ["is"],
};

/** Operators that take more than one value: any of them. */
export function takesMany(type: Attribute["type"], operator: Operator): boolean {
  return (operator === "is" || operator === "isNot") && type !== "date" && type !== "yesNo";
}

/** Parts of one kind inside their like are its parts, one part alone is itself, and no parts are no filter. */
export function joined(kind: "all" | "any", parts: readonly Filter[]): Filter | null {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length > 1 ? { kind, parts: flat } : (flat[0] ?? null);
}

export function testsOf(filter: Filter | null): readonly Test[] {
  if (filter === null) return [];
  return filter.kind === "test" ? [filter] : filter.kind === "not" ? testsOf(filter.part) : filter.parts.flatMap(testsOf);
}
