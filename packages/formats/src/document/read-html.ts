import type { DocumentNode, Mark } from "@rondo/core/document";
import { Parser } from "htmlparser2";
import { tooLarge } from "../draft/refuse.ts";
import { blocks, linked, marked, paragraph, placeOf, table, textNode } from "./build.ts";
import { deepest, longestText } from "./limits.ts";

/**
 * A document out of HTML, such as a word processor or another wiki writes. Tags are only ever looked up in a list: what is
 * not on it gives its text and nothing else, and what could run or load (scripts, styles, frames, drawings) gives nothing.
 */
export function readHtml(html: string): DocumentNode {
  if (html.length > longestText) throw tooLarge("1 MiB of HTML");
  const builder = new Builder();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.open(name, attributes),
      ontext: (text) => builder.text(text),
      onclosetag: (name) => builder.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  return { type: "doc", content: blocks(builder.finish()) };
}

const silent = new Set([
  "script",
  "style",
  "head",
  "title",
  "template",
  "noscript",
  "iframe",
  "object",
  "embed",
  "svg",
  "math",
  "canvas",
  "audio",
  "video",
  "select",
  "textarea",
  "frameset",
]);
const inlineMarks: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  s: "strike",
  del: "strike",
  strike: "strike",
  u: "underline",
  ins: "underline",
  code: "code",
  kbd: "code",
  samp: "code",
  tt: "code",
};
const containers: Readonly<Record<string, string>> = {
  blockquote: "blockquote",
  ul: "bulletList",
  ol: "orderedList",
  li: "listItem",
  table: "table",
  tr: "tableRow",
  td: "tableCell",
  th: "tableHeader",
  pre: "codeBlock",
};
const breaking = new Set([
  "p",
  "div",
  "section",
  "article",
  "main",
  "header",
  "footer",
  "aside",
  "nav",
  "figure",
  "figcaption",
  "address",
  "dl",
  "dt",
  "dd",
  "body",
  "html",
  "form",
  "fieldset",
  "details",
  "summary",
  "center",
  "tbody",
  "thead",
  "tfoot",
  "caption",
]);

/** An open container: what is finished inside it, and the line being written. */
type Frame = {
  readonly tag: string;
  readonly type: string;
  readonly attrs: Record<string, unknown>;
  readonly done: DocumentNode[];
  line: DocumentNode[];
  heading: number | null;
};

class Builder {
  readonly #frames: Frame[] = [frame("", "doc")];
  /** Every open tag that changes marks, so that its end takes back what it gave. */
  readonly #marks: { tag: string; marks: readonly Mark[] }[] = [{ tag: "", marks: [] }];
  #silence: string[] = [];

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#silence.length > 0 || silent.has(tag)) return void (silent.has(tag) && this.#silence.push(tag));
    const top = this.#top;
    if (tag === "br") return void top.line.push(top.type === "codeBlock" ? { type: "text", text: "\n" } : { type: "hardBreak" });
    if (tag === "hr") return void (this.#endLine(), top.type === "doc" && top.done.push({ type: "horizontalRule" }));
    if (tag === "img") return void top.line.push(...textNode(attributes["alt"] || "picture", linked(this.#on, attributes["src"] ?? "")));
    if (tag === "input" && attributes["type"]?.toLowerCase() === "checkbox" && top.type === "listItem")
      return void (top.attrs["checked"] = "checked" in attributes);
    const heading = /^h([1-6])$/.exec(tag);
    if (heading !== null || breaking.has(tag)) {
      this.#endLine();
      if (heading !== null) top.heading = Number(heading[1]);
      return;
    }
    const type = containers[tag];
    if (type !== undefined) return this.#enter(tag, type, attributes);
    const mark = inlineMarks[tag];
    if (mark !== undefined) this.#marks.push({ tag, marks: mark === "code" ? [{ type: "code" }] : marked(this.#on, mark) });
    else if (tag === "a")
      this.#marks.push({
        tag,
        marks: this.#on.some(({ type }) => type === "code") ? this.#on : linked(this.#on, attributes["href"] ?? ""),
      });
  }

  text(text: string): void {
    if (this.#silence.length > 0) return;
    const top = this.#top;
    if (["table", "tableRow", "bulletList", "orderedList"].includes(top.type) && text.trim() === "") return;
    const words = top.type === "codeBlock" ? text : text.replace(/[ \t\r\n\f]+/g, " ");
    const begun = top.type === "codeBlock" || top.line.length > 0 ? words : words.trimStart();
    top.line.push(...textNode(begun, top.type === "codeBlock" ? [] : this.#on));
  }

  close(tag: string): void {
    if (this.#silence.length > 0) return void (this.#silence.at(-1) === tag && this.#silence.pop());
    if (/^h[1-6]$/.test(tag) || breaking.has(tag)) return this.#endLine();
    const mark = this.#marks.findLastIndex((open) => open.tag === tag);
    if (mark > 0) return void this.#marks.splice(mark, 1);
    if (this.#frames.some((open) => open.tag === tag)) while (this.#frames.length > 1 && this.#leave() !== tag);
  }

  finish(): DocumentNode[] {
    while (this.#frames.length > 1) this.#leave();
    this.#endLine();
    return this.#top.done;
  }

  get #top(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  get #on(): readonly Mark[] {
    return this.#marks.at(-1)?.marks ?? [];
  }

  #enter(tag: string, type: string, attributes: Readonly<Record<string, string>>): void {
    this.#endLine();
    // Deeper than that, or where it can't stand, its content stands where it would have stood itself.
    if (this.#frames.length > deepest + 10 || !fits(type, this.#top.type)) return;
    const span = (name: "colspan" | "rowspan") => ({
      [name]: Math.min(100, Math.max(1, Number.parseInt(attributes[name] ?? "1", 10) || 1)),
    });
    const attrs =
      type === "tableCell" || type === "tableHeader"
        ? { ...span("colspan"), ...span("rowspan") }
        : type === "orderedList"
          ? { start: Math.min(1_000_000, Math.max(0, Number.parseInt(attributes["start"] ?? "1", 10) || 1)) }
          : {};
    this.#frames.push(frame(tag, type, attrs));
  }

  #leave(): string {
    this.#endLine();
    const { tag, type, attrs, done } = this.#frames.pop() as Frame;
    this.#top.done.push(...made(type, attrs, done));
    return tag;
  }

  #endLine(): void {
    const top = this.#top;
    const line = top.type === "codeBlock" ? top.line : trimmed(top.line);
    const level = top.heading;
    top.line = [];
    top.heading = null;
    if (line.length === 0) return;
    if (top.type === "codeBlock") return void top.done.push(...line);
    const embed = embedOf(line);
    top.done.push(embed ?? (level === null ? paragraph(line.map(named)) : { type: "heading", attrs: { level }, content: line }));
  }
}

function frame(tag: string, type: string, attrs: Record<string, unknown> = {}): Frame {
  return { tag, type, attrs, done: [], line: [], heading: null };
}

function fits(type: string, inside: string): boolean {
  if (inside === "codeBlock") return false;
  if (type === "listItem") return inside === "bulletList" || inside === "orderedList";
  if (type === "tableRow") return inside === "table";
  if (type === "tableCell" || type === "tableHeader") return inside === "tableRow";
  // A table in a table is read as text.
  return !["table", "tableRow"].includes(inside) && !(type === "table" && inside.startsWith("tableC"));
}

function made(type: string, attrs: Readonly<Record<string, unknown>>, done: readonly DocumentNode[]): DocumentNode[] {
  switch (type) {
    case "bulletList":
    case "orderedList": {
      const items = done.map((item) =>
        item.type === "listItem" || item.type === "taskItem" ? item : { type: "listItem", content: blocks([item], true) },
      );
      if (items.length === 0) return [];
      if (!items.some((item) => item.type === "taskItem"))
        return [{ type, ...(type === "orderedList" && attrs["start"] !== 1 && { attrs }), content: items }];
      return [
        {
          type: "taskList",
          content: items.map((item) => (item.type === "taskItem" ? item : { ...item, type: "taskItem", attrs: { checked: false } })),
        },
      ];
    }
    case "listItem":
      return [
        typeof attrs["checked"] === "boolean"
          ? { type: "taskItem", attrs: { checked: attrs["checked"] }, content: blocks(done, true) }
          : { type: "listItem", content: blocks(done, true) },
      ];
    case "table":
      return table(done.filter((row) => row.type === "tableRow").map((row) => row.content ?? []));
    case "tableRow":
      return [{ type, content: done.filter((cell) => cell.type === "tableCell" || cell.type === "tableHeader") }];
    case "tableCell":
    case "tableHeader":
      return [{ type, attrs, content: blocks(done) }];
    case "codeBlock":
      return [
        {
          type,
          ...(done.length > 0 && {
            content: textNode(
              done
                .map((node) => node.text ?? "")
                .join("")
                .replace(/\n$/, ""),
              [],
            ),
          }),
        },
      ];
    default:
      return [{ type, content: blocks(done) }];
  }
}

/** Blanks at the ends of a line, and breaks there, are of the page and not of the text. */
function trimmed(line: readonly DocumentNode[]): DocumentNode[] {
  const rest = [...line];
  for (let last = rest.at(-1); last !== undefined; last = rest.at(-1)) {
    if (last.text === undefined && last.type !== "hardBreak") break;
    const text = last.text?.trimEnd() ?? "";
    rest.pop();
    if (text !== "") {
      rest.push({ ...last, text });
      break;
    }
  }
  return rest;
}

function placeAt(node: DocumentNode | undefined): { kind: string; id: string } | null {
  return placeOf(String(node?.marks?.find((mark) => mark.type === "link")?.attrs?.["href"] ?? ""));
}

function embedOf(line: readonly DocumentNode[]): DocumentNode | null {
  const place = line.length === 1 ? placeAt(line[0]) : null;
  return place?.kind.startsWith("embed-") ? { type: "embed", attrs: { kind: place.kind.slice("embed-".length), id: place.id } } : null;
}

/** A link to a person is that person named. */
function named(node: DocumentNode): DocumentNode {
  const place = placeAt(node);
  return place?.kind === "person"
    ? { type: "mention", attrs: { id: place.id, label: (node.text ?? "").replace(/^@/, "").slice(0, 120) } }
    : node;
}
