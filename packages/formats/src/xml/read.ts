import type { XmlElement } from "./element.ts";
import { defaultXmlLimits, type XmlLimits } from "./limits.ts";
import { streamXml } from "./stream.ts";

/** `path` is the names from the root down, joined by "/". `collect` = keep the whole subtree and hand it over when it ends. */
export type XmlVisitor = {
  collect(path: string): boolean;
  element(element: XmlElement, path: string): void;
  /** Whether space at the ends of texts is theirs. */
  readonly keepsSpace?: boolean;
  /** Called for the root element; throw to refuse a file of another kind. */
  root?(name: string, attributes: Readonly<Record<string, string>>): void;
};

type Growing = {
  name: string;
  attributes: Record<string, string>;
  children: Growing[];
  text: string;
  at: XmlElement["at"];
};

/** Streams XML within limits (see `streamXml`). Only what the visitor collects is held in memory. */
export function readXml(bytes: Uint8Array, visitor: XmlVisitor, limits: XmlLimits = defaultXmlLimits): void {
  const path: string[] = [];
  const open: Growing[] = []; // the collected subtree, root first
  let pending = "";
  let refuse: (reason: string) => never;
  const take = (part: string): void => {
    if (open.length === 0) return;
    pending += part;
    if (pending.length > limits.textLength) refuse(`A text is longer than ${limits.textLength} characters`);
  };
  streamXml(
    bytes,
    {
      refuse: (given) => {
        refuse = given;
      },
      open(name, attributes, at) {
        path.push(local(name));
        if (path.length === 1) visitor.root?.(path[0]!, attributes);
        const above = open.at(-1);
        if (above) above.text += pending;
        pending = "";
        if (!above && !visitor.collect(path.join("/"))) return;
        const named: Record<string, string> = Object.create(null) as Record<string, string>;
        for (const [key, value] of Object.entries(attributes)) named[local(key)] = value;
        const element: Growing = { name: path.at(-1)!, attributes: named, children: [], text: "", at };
        above?.children.push(element);
        open.push(element);
      },
      text: take,
      cdata: take,
      close() {
        const element = open.pop();
        if (element) {
          element.text += pending;
          if (visitor.keepsSpace !== true) element.text = element.text.trim();
          pending = "";
          if (open.length === 0) visitor.element(element, path.join("/"));
        }
        path.pop();
      },
    },
    limits,
  );
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
