import type { Definition, List, ListItem, Nodes, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";

/** A parsed text that can give any part of itself back as it was written. */
export type MarkdownDocument = {
  readonly text: string;
  readonly children: readonly RootContent[];
  /** The part's own Markdown: indentation of what it stood in taken off, HTML comments out, `[text][ref]` made whole. */
  source(node: Nodes): string;
  /** The part's words without any markup or comment, in one line. */
  words(node: Nodes): string;
};

export function parseDocument(text: string): MarkdownDocument {
  const root = fromMarkdown(text);
  const definitions = new Map<string, Definition>();
  visit(root, (node) => {
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  const top = new Set<Nodes>(root.children);
  return {
    text,
    children: root.children,
    source: (node) => outOfContainer(sourceOf(text, node, definitions), node, top.has(node)),
    words: (node) => wordsOf(node).replace(/\s+/g, " ").trim(),
  };
}

/** Every node below and including `node`, parents first. Quotations are entered only when asked to be. */
export function visit(
  node: Nodes,
  see: (node: Nodes, parent: Nodes | null) => void,
  options: { quotes: boolean } = { quotes: true },
): void {
  const stack: { node: Nodes; parent: Nodes | null }[] = [{ node, parent: null }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    see(next.node, next.parent);
    if (!("children" in next.node) || (next.node.type === "blockquote" && !options.quotes)) continue;
    for (const child of next.node.children.toReversed()) stack.push({ node: child, parent: next.node });
  }
}

export function isComment(node: Nodes): boolean {
  return (
    node.type === "html" &&
    /^\s*<!--[\s\S]*?(?:-->\s*|$)$/.test(node.value) &&
    !/-->[\s\S]*\S/.test(node.value.replace(/<!--[\s\S]*?-->/g, ""))
  );
}

export function isCheckbox(text: string, item: ListItem): boolean {
  return checkboxMark.test(text.slice(startOf(item), endOf(item)));
}

export function hasCheckbox(text: string, list: List): boolean {
  let found = false;
  visit(list, (node) => {
    if (node.type === "listItem" && isCheckbox(text, node)) found = true;
  });
  return found;
}

export function startOf(node: Nodes): number {
  return node.position?.start.offset ?? 0;
}

export function endOf(node: Nodes): number {
  return node.position?.end.offset ?? 0;
}

export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

const checkboxMark = /^(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\](?:\s|$)/;

function sourceOf(text: string, whole: Nodes, definitions: ReadonlyMap<string, Definition>): string {
  const edits: { from: number; to: number; by: string }[] = [];
  visit(whole, (node) => {
    if (isComment(node)) edits.push({ from: startOf(node), to: endOf(node), by: "" });
    if (node.type !== "linkReference" && node.type !== "imageReference") return;
    const definition = definitions.get(node.identifier);
    if (definition === undefined) return;
    const title = definition.title === null || definition.title === undefined ? "" : ` ${JSON.stringify(definition.title)}`;
    const tail = `](${definition.url.includes(" ") ? `<${definition.url}>` : definition.url}${title})`;
    const raw = text.slice(startOf(node), endOf(node));
    const suffix = node.referenceType === "shortcut" ? 1 : raw.length - closingBracket(raw, node);
    edits.push({ from: endOf(node) - suffix, to: endOf(node), by: tail });
  });
  edits.sort((a, b) => a.from - b.from);
  let out = "";
  let at = startOf(whole);
  for (const edit of edits) {
    if (edit.from < at) continue;
    out += text.slice(at, edit.from) + edit.by;
    at = edit.to;
  }
  out += text.slice(at, endOf(whole));
  return out;
}

/**
 * Takes off the indentation of the list entry the part stood in. A line that only continues a paragraph must not become
 * a list or heading by it: it keeps four blanks, with which no block can begin inside a paragraph.
 */
function outOfContainer(source: string, node: Nodes, top: boolean): string {
  const indent = top ? 0 : (node.position?.start.column ?? 1) - 1;
  const lines = source.split(/\r?\n/);
  const kept = lines.map((line, index) => {
    if (index === 0 || indent === 0) return line;
    const blanks = Math.min(indent, /^[ \t]*/.exec(line)?.[0].length ?? 0);
    const rest = line.slice(blanks);
    const continues = node.type === "paragraph" || (node.type === "blockquote" && !/^[ \t]{0,3}>/.test(rest));
    return continues && /^[ \t]*(?:[-*+>#=~`]|\d{1,9}[.)])/.test(rest) ? `    ${rest}` : rest;
  });
  return kept
    .map((line) => (line.endsWith("  ") && line.trim() !== "" ? `${line.trimEnd()}  ` : line.trimEnd()))
    .join("\n")
    .trimEnd();
}

/** Where the text of a full or collapsed reference (`[text][ref]`, `[text][]`) closes. */
function closingBracket(raw: string, node: { referenceType: string }): number {
  if (node.referenceType === "collapsed") return raw.length - 3;
  return raw.lastIndexOf("][");
}

function wordsOf(whole: Nodes): string {
  const parts: string[] = [];
  visit(whole, (node) => {
    if (node.type === "text" || node.type === "inlineCode" || node.type === "code") parts.push(node.value);
    else if (node.type === "image" || node.type === "imageReference") parts.push(node.alt ?? "");
    else if (node.type === "break") parts.push(" ");
    else if (node.type === "html" && !isComment(node) && !/^<\/?[a-z][^>]*>$/i.test(node.value)) parts.push(node.value);
    else if (node.type === "paragraph" || node.type === "listItem" || node.type === "heading") parts.push(" ");
  });
  return parts.join("");
}
