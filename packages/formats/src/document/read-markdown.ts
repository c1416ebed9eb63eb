import { type DocumentNode, type Mark } from "@rondo/core/document";
import type { List, Nodes, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { blocks, linked, marked, paragraph, placeOf, table, textNode } from "./build.ts";
import { deepest, longestText } from "./limits.ts";

/** A document out of Markdown (CommonMark with tables, check lists and strike-through). Raw HTML stays the text that it is; pictures become links. */
export function readMarkdown(text: string): DocumentNode {
  if (text.length > longestText) throw tooLarge("1 MiB of Markdown");
  const containers = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))){40}/m;
  if (containers.test(text)) throw unreadable("The text is nested more than 40 deep");
  let root;
  try {
    root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  } catch (error) {
    if (error instanceof RangeError) throw unreadable("The text is nested too deeply");
    throw error;
  }
  const targets = new Map<string, string>();
  for (const node of root.children) if (node.type === "definition") targets.set(node.identifier, node.url);
  return { type: "doc", content: blocks(root.children.flatMap((node) => blockOf(node, targets, 0))) };
}

type Targets = ReadonlyMap<string, string>;

function blockOf(node: RootContent, targets: Targets, depth: number): DocumentNode[] {
  switch (node.type) {
    case "heading":
      return [{ type: "heading", attrs: { level: node.depth }, content: inline(node.children, [], targets) }];
    case "paragraph": {
      const embed = embedOf(node.children);
      return [embed ?? paragraph(inline(node.children, [], targets))];
    }
    case "code":
      return [
        {
          type: "codeBlock",
          attrs: { language: node.lang?.slice(0, 40) ?? null },
          ...(node.value !== "" && { content: textNode(node.value, []) }),
        },
      ];
    case "html":
      return [paragraph(textNode(node.value, []))];
    case "thematicBreak":
      return [{ type: "horizontalRule" }];
    case "blockquote": {
      const inside = node.children.flatMap((child) => blockOf(child, targets, depth + 1));
      return depth >= deepest ? inside : [{ type: "blockquote", content: blocks(inside) }];
    }
    case "list":
      return listOf(node, targets, depth);
    case "table":
      return table(
        node.children.map((row, index) =>
          row.children.map((cell) => ({
            type: index === 0 ? "tableHeader" : "tableCell",
            content: [paragraph(inline(cell.children, [], targets))],
          })),
        ),
      );
    case "footnoteDefinition":
      return node.children.flatMap((child) => blockOf(child, targets, depth + 1));
    default:
      return [];
  }
}

function listOf(node: List, targets: Targets, depth: number): DocumentNode[] {
  const checks = node.children.some((item) => typeof item.checked === "boolean");
  const items = node.children.map((item): DocumentNode => {
    const content = blocks(
      item.children.flatMap((child) => blockOf(child, targets, depth + 1)),
      true,
    );
    if (!checks) return { type: "listItem", content };
    const { task, rest } = taskOf(content);
    return { type: "taskItem", attrs: { checked: item.checked === true, task }, content: rest };
  });
  if (depth >= deepest) return items.flatMap((item) => item.content ?? []);
  if (checks) return [{ type: "taskList", content: items }];
  return [
    {
      type: node.ordered ? "orderedList" : "bulletList",
      ...(node.ordered && (node.start ?? 1) !== 1 && { attrs: { start: Math.min(node.start ?? 1, 1_000_000) } }),
      content: items,
    },
  ];
}

/** The task that an entry of a check list became stands as a link behind its words. */
function taskOf(content: readonly DocumentNode[]): { task: string | null; rest: readonly DocumentNode[] } {
  const [first, ...others] = content;
  const last = first?.content?.at(-1);
  const place = placeOf(String(last?.marks?.find((mark) => mark.type === "link")?.attrs?.["href"] ?? ""));
  if (first === undefined || place === null || place.kind !== "task") return { task: null, rest: content };
  const words = (first.content ?? []).slice(0, -1);
  const end = words.at(-1);
  const trimmed = end?.text === undefined ? words : [...words.slice(0, -1), ...textNode(end.text.trimEnd(), end.marks ?? [])];
  return { task: place.id, rest: [paragraph(trimmed), ...others] };
}

function embedOf(children: readonly PhrasingContent[]): DocumentNode | null {
  const [only] = children;
  if (children.length !== 1 || only?.type !== "link") return null;
  const place = placeOf(only.url);
  return place?.kind.startsWith("embed-") ? { type: "embed", attrs: { kind: place.kind.slice("embed-".length), id: place.id } } : null;
}

function inline(nodes: readonly PhrasingContent[], marks: readonly Mark[], targets: Targets): DocumentNode[] {
  let under = false;
  return nodes.flatMap((node) => {
    if (node.type === "html" && /^<\/?u>$/i.test(node.value)) {
      under = !node.value.startsWith("</");
      return [];
    }
    if (node.type === "html" && /^<br\s*\/?>$/i.test(node.value)) return [{ type: "hardBreak" }];
    return inlineOf(node, under ? marked(marks, "underline") : marks, targets);
  });
}

function inlineOf(node: PhrasingContent, marks: readonly Mark[], targets: Targets): DocumentNode[] {
  const inside = (on: readonly Mark[]) =>
    inline((node as Extract<Nodes, { children: unknown }>).children as PhrasingContent[], on, targets);
  switch (node.type) {
    case "text":
      return textNode(node.value.replace(/\s*\n\s*/g, " "), marks);
    case "html":
      return textNode(node.value, marks);
    case "emphasis":
      return inside(marked(marks, "italic"));
    case "strong":
      return inside(marked(marks, "bold"));
    case "delete":
      return inside(marked(marks, "strike"));
    // The editor keeps code free of other marks.
    case "inlineCode":
      return textNode(node.value, [{ type: "code" }]);
    case "break":
      return [{ type: "hardBreak" }];
    case "link": {
      const place = placeOf(node.url);
      const words = node.children.map((child) => ("value" in child ? child.value : "")).join("");
      if (place?.kind === "person") return [{ type: "mention", attrs: { id: place.id, label: words.replace(/^@/, "").slice(0, 120) } }];
      return inside(linked(marks, node.url));
    }
    case "linkReference":
      return inside(linked(marks, targets.get(node.identifier) ?? ""));
    case "image":
      return textNode(node.alt || node.url, linked(marks, node.url));
    case "imageReference":
      return textNode(node.alt ?? "", linked(marks, targets.get(node.identifier) ?? ""));
    case "footnoteReference":
      return textNode(`[${node.label ?? node.identifier}]`, marks);
    default:
      return [];
  }
}
