import type { ItemType } from "@rondo/core/decision";
import { child, childrenOf, textOf, type XmlElement } from "../xml/index.ts";

/** The types that a model defines, and how its elements refer to them. */
export type Types = {
  readonly defined: ReadonlyMap<string, ItemType>;
  /** The type that an element's `typeRef` names, as the model as a whole knows it. */
  ref(element: XmlElement | undefined): string | null;
};

/** Item definitions of one model; those of an imported one are known under its name. */
export function own(definitions: readonly XmlElement[], from: string): Types {
  const names = new Set(definitions.map((element) => element.attributes["name"] ?? ""));
  const qualified = (type: string): string => {
    // A prefix is that of FEEL's own namespace, or of the model's.
    const plain = names.has(type) ? type : type.slice(type.lastIndexOf(":") + 1);
    return from !== "" && names.has(plain) ? `${from}.${plain}` : plain;
  };
  const refOf = (type: string | undefined): string | null =>
    type === undefined || type.trim() === "" || type === "Any" || type.endsWith(":Any") ? null : qualified(type.trim());
  const defined = new Map(definitions.map((element) => itemOf(element, qualified, refOf)).map((item) => [item.name, item]));
  return {
    defined: withoutCircles(defined),
    ref: (element) => refOf(element?.attributes["typeRef"]),
  };
}

/** A type that is, by way of others, itself says nothing by that: where it says nothing else it is the one of FEEL's with its name. */
function withoutCircles(defined: ReadonlyMap<string, ItemType>): ReadonlyMap<string, ItemType> {
  const leadsBack = ({ base, name }: ItemType): boolean => {
    const seen = new Set<string>();
    for (let at = base; at !== null && !seen.has(at); at = defined.get(at)?.base ?? null) seen.add(at);
    return seen.has(name);
  };
  return new Map(
    [...defined].flatMap(([name, item]): [string, ItemType][] => {
      if (!leadsBack(item)) return [[name, item]];
      const more = item.isList || item.isFunction || item.parts.length > 0 || item.allowed !== null || item.constraint !== null;
      return more ? [[name, { ...item, base: null }]] : [];
    }),
  );
}

function itemOf(element: XmlElement, named: (name: string) => string, refOf: (type: string | undefined) => string | null): ItemType {
  const base = textOf(element, "typeRef");
  const functionItem = child(element, "functionItem");
  return {
    name: named(element.attributes["name"] ?? ""),
    base: base === "" ? null : refOf(base),
    isList: element.attributes["isCollection"] === "true",
    parts: childrenOf(element, "itemComponent").map((part) => itemOf(part, (name) => name.trim().replaceAll(/\s+/gu, " "), refOf)),
    allowed: testsOf(element, "allowedValues"),
    constraint: testsOf(element, "typeConstraint"),
    isFunction: functionItem !== undefined,
    gives: functionItem === undefined ? null : refOf(functionItem.attributes["outputTypeRef"]),
  };
}

function testsOf(element: XmlElement, name: string): string | null {
  const inner = child(element, name);
  const text = inner === undefined ? "" : textOf(inner, "text");
  return text === "" ? null : text;
}
