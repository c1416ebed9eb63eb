import type { Place } from "@rondo/core/kernel";
import { defaultXmlLimits, type XmlLimits } from "./limits.ts";
import { streamXml } from "./stream.ts";

/** A file as a tree that keeps everything: prefixes, order, comments, space. What is written again is the same file but for quotes and entities. */
export type XmlTree = { readonly before: XmlNode[]; readonly root: XmlTag; readonly after: XmlNode[] };

export type XmlNode =
  | XmlTag
  | { readonly kind: "text" | "cdata" | "comment"; readonly text: string }
  | { readonly kind: "instruction"; readonly target: string; readonly body: string };

export type XmlTag = {
  readonly kind: "tag";
  /** With its prefix. */
  readonly name: string;
  readonly local: string;
  /** The namespace that the prefix stands for; "" for none. */
  readonly space: string;
  readonly attributes: Map<string, string>;
  readonly children: XmlNode[];
  readonly at: Place;
};

/** The whole of a file, within limits (see `streamXml`). */
export function readTree(bytes: Uint8Array, limits: XmlLimits = defaultXmlLimits): XmlTree {
  const before: XmlNode[] = [];
  const after: XmlNode[] = [];
  const open: { tag: XmlTag; spaces: ReadonlyMap<string, string> }[] = [];
  let root: XmlTag | null = null as XmlTag | null;
  const add = (node: XmlNode): void => {
    const above = open.at(-1);
    if (above !== undefined) above.tag.children.push(node);
    else if (node.kind !== "text") (root === null ? before : after).push(node);
  };
  streamXml(
    bytes,
    {
      open(name, attributes, at) {
        const above = open.at(-1);
        const own = new Map(Object.entries(attributes));
        const spaces = spacesWith(own, above?.spaces ?? new Map());
        const colon = name.indexOf(":");
        const space = spaces.get(colon === -1 ? "" : name.slice(0, colon)) ?? "";
        const tag: XmlTag = { kind: "tag", name, local: name.slice(colon + 1), space, attributes: own, children: [], at };
        if (above === undefined) root = tag;
        else above.tag.children.push(tag);
        open.push({ tag, spaces });
      },
      text: (text) => add({ kind: "text", text }),
      cdata: (text) => add({ kind: "cdata", text }),
      comment: (text) => add({ kind: "comment", text }),
      instruction: (target, body) => add({ kind: "instruction", target, body }),
      close: () => void open.pop(),
    },
    limits,
  );
  return { before, root: root!, after };
}

export function writeTree({ before, root, after }: XmlTree): string {
  const lines = [...before, root, ...after].map(writeNode).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines}\n`;
}

/** The elements directly inside, of one name if it is given. */
export function tags(tag: XmlTag, local?: string): XmlTag[] {
  return tag.children.filter((child): child is XmlTag => child.kind === "tag" && (local === undefined || child.local === local));
}

/** The text directly inside. */
export function textIn(tag: XmlTag | undefined): string {
  return (tag?.children ?? [])
    .map((child) => (child.kind === "text" || child.kind === "cdata" ? child.text : ""))
    .join("")
    .trim();
}

function spacesWith(attributes: ReadonlyMap<string, string>, above: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = [...attributes].filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  return own.length === 0 ? above : new Map([...above, ...own.map(([name, value]): [string, string] => [name.slice(6), value])]);
}

function writeNode(node: XmlNode): string {
  switch (node.kind) {
    case "text":
      return node.text.replaceAll(/[&<>\r]/gu, escape);
    case "cdata":
      return `<![CDATA[${node.text}]]>`;
    case "comment":
      return `<!--${node.text}-->`;
    case "instruction":
      return `<?${node.target}${node.body === "" ? "" : ` ${node.body}`}?>`;
    case "tag": {
      const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${value.replaceAll(/[&<>"\r\n\t]/gu, escape)}"`).join("");
      if (node.children.length === 0) return `<${node.name}${attributes}/>`;
      return `<${node.name}${attributes}>${node.children.map(writeNode).join("")}</${node.name}>`;
    }
  }
}

function escape(character: string): string {
  return escapes.get(character) ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);
