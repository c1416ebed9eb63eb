import type { Place } from "@rondo/core/kernel";

/** One element with everything inside it; names and attributes without namespace prefixes. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, trimmed. */
  readonly text: string;
  readonly at: Place;
};

export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((inner) => inner.name === name);
}

/** Text of a child; "" where it has none. */
export function textOf(element: XmlElement, name: string): string {
  return child(element, name)?.text ?? "";
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((inner) => inner.name === name);
}
