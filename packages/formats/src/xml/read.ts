import { SaxesParser } from "saxes";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { decodeText } from "../text/index.ts";
import type { XmlElement } from "./element.ts";
import { defaultXmlLimits, type XmlLimits } from "./limits.ts";

/** `path` is the names from the root down, joined by "/". `collect` = keep the whole subtree and hand it over when it ends. */
export type XmlVisitor = {
  collect(path: string): boolean;
  element(element: XmlElement, path: string): void;
  /** Called for the root element; throw to refuse a file of another kind. */
  root?(name: string, attributes: Readonly<Record<string, string>>): void;
};

type Growing = {
  name: string;
  attributes: Record<string, string>;
  children: Growing[];
  text: string;
  at: { line: number; column: number };
};

/**
 * Streams XML. Refused with line and column: any DOCTYPE (so no entities, nothing external), encodings other than UTF-8 and
 * UTF-16, malformed markup, anything above the limits. Only what the visitor collects is held in memory.
 */
export function readXml(bytes: Uint8Array, visitor: XmlVisitor, limits: XmlLimits = defaultXmlLimits): void {
  if (bytes.length > limits.bytes) throw tooLarge(`${limits.bytes} bytes of XML`);
  const text = decodeText(bytes);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const path: string[] = [];
  const open: Growing[] = []; // the collected subtree, root first
  let elements = 0;
  let attributes = 0;
  let pending = "";

  const place = (): { line: number; column: number } => ({ line: parser.line, column: parser.columnIndex + 1 });
  const refuse = (reason: string): never => {
    throw unreadable(reason, place());
  };
  parser.on("error", (error) =>
    refuse(`This is not well-formed XML: ${error.message.replace(/^(?:undefined:)?\d+:\d+: /, "")}`),
  );
  parser.on("doctype", () => refuse("The file has a DOCTYPE, which Rondo does not read; remove it"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-?8|utf-?16(?:le|be)?|us-ascii)$/i.test(encoding) && !isAscii(text))
      refuse(`The file says that its encoding is ${encoding.slice(0, 40)}; save it as UTF-8`);
    if (encoding !== undefined && /^utf-?7$/i.test(encoding))
      refuse("The file says that its encoding is UTF-7; save it as UTF-8");
  });
  parser.on("opentagstart", (tag) => {
    if (path.length >= limits.depth) refuse(`The elements nest deeper than ${limits.depth}`);
    if (++elements > limits.elements) throw tooLarge(`${limits.elements} XML elements`);
    attributes = 0;
    path.push(local(tag.name));
  });
  parser.on("attribute", ({ value }) => {
    if (++attributes > limits.attributesPerElement)
      refuse(`An element has more than ${limits.attributesPerElement} attributes`);
    if (value.length > limits.attributeLength)
      refuse(`An attribute is longer than ${limits.attributeLength} characters`);
  });
  parser.on("opentag", (tag) => {
    if (path.length === 1) visitor.root?.(path[0]!, tag.attributes);
    const above = open.at(-1);
    if (above) above.text += pending;
    pending = "";
    if (!above && !visitor.collect(path.join("/"))) return;
    const named: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const [name, value] of Object.entries(tag.attributes)) named[local(name)] = value;
    const element: Growing = { name: path.at(-1)!, attributes: named, children: [], text: "", at: place() };
    above?.children.push(element);
    open.push(element);
  });
  const take = (part: string): void => {
    if (open.length === 0) return;
    pending += part;
    if (pending.length > limits.textLength) refuse(`A text is longer than ${limits.textLength} characters`);
  };
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("closetag", () => {
    const element = open.pop();
    if (element) {
      element.text = (element.text + pending).trim();
      pending = "";
      if (open.length === 0) visitor.element(element, path.join("/"));
    }
    path.pop();
  });
  for (let at = 0; at < text.length; at += chunk) parser.write(text.slice(at, at + chunk));
  parser.close();
}

const chunk = 65_536;

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
