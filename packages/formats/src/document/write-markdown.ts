import { type DocumentNode, type Mark, plainText } from "@rondo/core/document";
import type { BlockContent, ListItem, PhrasingContent, Root, TableCell, TableRow } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";

/** The document as Markdown. What Markdown has no word for (a person named, a task, a chart) is a link that reads back as what it was. */
export function writeMarkdown(document: DocumentNode): string {
  const root: Root = { type: "root", children: (document.content ?? []).flatMap(blockOf) };
  return toMarkdown(root, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    bullet: "-",
    rule: "-",
    fences: true,
    listItemIndent: "one",
  });
}

function blockOf(node: DocumentNode): BlockContent[] {
  const inside = () => (node.content ?? []).flatMap(blockOf);
  switch (node.type) {
    case "paragraph":
      return [{ type: "paragraph", children: inlineOf(node.content) }];
    case "heading":
      return [
        { type: "heading", depth: Math.min(6, Math.max(1, Number(node.attrs?.["level"] ?? 1))) as 1, children: inlineOf(node.content) },
      ];
    case "codeBlock":
      return [{ type: "code", lang: (node.attrs?.["language"] as string | null | undefined) ?? null, value: plainText(node) }];
    case "horizontalRule":
      return [{ type: "thematicBreak" }];
    case "blockquote":
      return [{ type: "blockquote", children: inside() }];
    case "bulletList":
    case "taskList":
      return [{ type: "list", ordered: false, spread: false, children: (node.content ?? []).map(itemOf) }];
    case "orderedList":
      return [
        {
          type: "list",
          ordered: true,
          start: Number(node.attrs?.["start"] ?? 1),
          spread: false,
          children: (node.content ?? []).map(itemOf),
        },
      ];
    case "table":
      return [
        {
          type: "table",
          children: (node.content ?? []).map((row): TableRow => ({ type: "tableRow", children: (row.content ?? []).map(cellOf) })),
        },
      ];
    case "embed":
      return [
        {
          type: "paragraph",
          children: [
            {
              type: "link",
              url: `#embed-${String(node.attrs?.["kind"])}-${String(node.attrs?.["id"])}`,
              children: [{ type: "text", value: String(node.attrs?.["kind"]) }],
            },
          ],
        },
      ];
    default:
      return inside();
  }
}

function itemOf(node: DocumentNode): ListItem {
  const task = node.attrs?.["task"];
  const content = (node.content ?? []).flatMap(blockOf);
  const [first] = content;
  if (typeof task === "string" && first?.type === "paragraph")
    first.children.push({ type: "text", value: " " }, { type: "link", url: `#task-${task}`, children: [{ type: "text", value: "task" }] });
  return {
    type: "listItem",
    spread: false,
    ...(node.type === "taskItem" && { checked: node.attrs?.["checked"] === true }),
    children: content,
  };
}

/** A cell is one line in Markdown. */
function cellOf(cell: DocumentNode): TableCell {
  const lines = (cell.content ?? []).map((block) => inlineOf(block.content));
  return {
    type: "tableCell",
    children: lines.flatMap((line, index) => (index === 0 ? line : [{ type: "html" as const, value: "<br>" }, ...line])),
  };
}

function inlineOf(content: readonly DocumentNode[] | undefined): PhrasingContent[] {
  return (content ?? []).flatMap((node): PhrasingContent[] => {
    if (node.type === "hardBreak") return [{ type: "break" }];
    if (node.type === "mention")
      return [
        {
          type: "link",
          url: `#person-${String(node.attrs?.["id"])}`,
          children: [{ type: "text", value: `@${String(node.attrs?.["label"] ?? "")}` }],
        },
      ];
    if (node.text !== undefined) return withMarks(node.text, node.marks ?? []);
    return inlineOf(node.content);
  });
}

/** Emphasis can't begin or end at a blank in Markdown: blanks stand outside of it. */
function withMarks(text: string, marks: readonly Mark[]): PhrasingContent[] {
  if (marks.some((mark) => mark.type === "code"))
    return [
      wrapped(
        [{ type: "inlineCode", value: text }],
        marks.filter((mark) => mark.type === "link"),
      ),
    ].flat();
  const [, before = "", middle = "", after = ""] = marks.length === 0 ? [] : (/^(\s*)([^]*?)(\s*)$/.exec(text) ?? []);
  if (middle === "") return [{ type: "text", value: text }];
  const plain = (value: string): PhrasingContent[] => (value === "" ? [] : [{ type: "text", value }]);
  return [...plain(before), ...wrapped([{ type: "text", value: middle }], marks), ...plain(after)];
}

function wrapped(inside: PhrasingContent[], marks: readonly Mark[]): PhrasingContent[] {
  return marks.reduceRight<PhrasingContent[]>((children, mark) => {
    if (mark.type === "bold") return [{ type: "strong", children }];
    if (mark.type === "italic") return [{ type: "emphasis", children }];
    if (mark.type === "strike") return [{ type: "delete", children }];
    if (mark.type === "underline") return [{ type: "html", value: "<u>" }, ...children, { type: "html", value: "</u>" }];
    if (mark.type === "link") return [{ type: "link", url: String(mark.attrs?.["href"] ?? ""), children: children as never }];
    return children;
  }, inside);
}
