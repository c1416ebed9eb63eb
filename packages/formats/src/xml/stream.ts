import { SaxesParser } from "saxes";
import type { Place } from "@rondo/core/kernel";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { decodeText } from "../text/index.ts";
import type { XmlLimits } from "./limits.ts";

/** What a file is made of, in its order. Names are as they are written, prefixes included. */
export type XmlEvents = {
  open(name: string, attributes: Readonly<Record<string, string>>, at: Place): void;
  text(text: string): void;
  cdata(text: string): void;
  close(): void;
  comment?(text: string): void;
  instruction?(target: string, body: string): void;
  refuse?(refuse: (reason: string) => never): void;
};

/**
 * Streams XML. Refused with line and column: any DOCTYPE (so no entities, nothing external), encodings other than UTF-8 and
 * UTF-16, malformed markup, anything above the limits.
 */
export function streamXml(bytes: Uint8Array, events: XmlEvents, limits: XmlLimits): void {
  if (bytes.length > limits.bytes) throw tooLarge(`${limits.bytes} bytes of XML`);
  const text = decodeText(bytes);
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  let elements = 0;
  let attributes = 0;

  const place = (): { line: number; column: number } => ({ line: parser.line, column: parser.columnIndex + 1 });
  const refuse = (reason: string): never => {
    throw unreadable(reason, place());
  };
  events.refuse?.(refuse);
  parser.on("error", (error) => refuse(`This is not well-formed XML: ${error.message.replace(/^(?:undefined:)?\d+:\d+: /, "")}`));
  parser.on("doctype", () => refuse("The file has a DOCTYPE, which Rondo does not read; remove it"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-?8|utf-?16(?:le|be)?|us-ascii)$/i.test(encoding) && !isAscii(text))
      refuse(`The file says that its encoding is ${encoding.slice(0, 40)}; save it as UTF-8`);
    if (encoding !== undefined && /^utf-?7$/i.test(encoding)) refuse("The file says that its encoding is UTF-7; save it as UTF-8");
  });
  parser.on("opentagstart", () => {
    if (depth >= limits.depth) refuse(`The elements nest deeper than ${limits.depth}`);
    if (++elements > limits.elements) throw tooLarge(`${limits.elements} XML elements`);
    attributes = 0;
    depth += 1;
  });
  parser.on("attribute", ({ value }) => {
    if (++attributes > limits.attributesPerElement) refuse(`An element has more than ${limits.attributesPerElement} attributes`);
    if (value.length > limits.attributeLength) refuse(`An attribute is longer than ${limits.attributeLength} characters`);
  });
  parser.on("opentag", (tag) => events.open(tag.name, tag.attributes, place()));
  parser.on("text", (part) => events.text(part));
  parser.on("cdata", (part) => events.cdata(part));
  parser.on("comment", (part) => events.comment?.(part));
  parser.on("processinginstruction", ({ target, body }) => events.instruction?.(target, body));
  parser.on("closetag", () => {
    depth -= 1;
    events.close();
  });
  for (let at = 0; at < text.length; at += chunk) parser.write(text.slice(at, at + chunk));
  parser.close();
}

const chunk = 65_536;

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
