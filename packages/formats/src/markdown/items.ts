import type { List, ListItem, RootContent } from "mdast";
import { type Blank, blanksIn } from "./blanks.ts";
import { isComment, type MarkdownDocument } from "./document.ts";

/** One entry of a list: what it says itself, apart from the lists inside it. */
export type Item = {
  readonly node: ListItem;
  readonly words: string;
  /** Markdown of its first paragraph, check box taken off. */
  readonly source: string;
  /** Markdown of its further paragraphs, code and quotations. */
  readonly rest: readonly string[];
  readonly lists: readonly List[];
  /** Whether plain words can't hold it: links, pictures, code blocks, more than one paragraph. */
  readonly rich: boolean;
  readonly blanks: readonly Blank[];
};

export function readItem(document: MarkdownDocument, node: ListItem): Item {
  const lists = node.children.filter((child) => child.type === "list");
  const own = node.children.filter((child) => child.type !== "list" && child.type !== "definition" && !isComment(child)) as RootContent[];
  const first = own[0];
  const lead = first !== undefined && (first.type === "paragraph" || first.type === "heading") ? first : undefined;
  const rest = (lead === undefined ? own : own.slice(1)).map((child) => document.source(child)).filter((text) => text !== "");
  const source = lead === undefined ? "" : withoutBox(document.source(lead)).replace(/^#{1,6}[ \t]+/, "");
  return {
    node,
    words: lead === undefined ? "" : withoutBox(document.words(lead)),
    source,
    rest,
    lists,
    rich: rest.length > 0 || /\]\(|<https?:|https?:\/\/|!\[/.test(source),
    blanks: lead === undefined ? [] : blanksIn(lead),
  };
}

/** The entries of lists inside an entry, at any depth, in the order they are read. */
export function itemsWithin(document: MarkdownDocument, lists: readonly List[]): Item[] {
  const items: Item[] = [];
  const stack = lists.toReversed().flatMap((list) => list.children.toReversed());
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const item = readItem(document, node);
    items.push(item);
    for (const list of item.lists.toReversed()) stack.push(...list.children.toReversed());
  }
  return items;
}

/** A title of at most `limit` characters: the whole words, else their first sentence, else cut between words. */
export function shortTitle(words: string, limit: number): string {
  const whole = words
    .replace(/\s*[:,;]$/, "")
    .replace(/(?<=\w{3,}[)”"]?)\.$/, "")
    .trim();
  if (whole.length <= limit) return whole;
  const sentence = /^(.{12,}?[.!?])\s/.exec(whole)?.[1]?.replace(/\.$/, "");
  if (sentence !== undefined && sentence.length <= limit) return sentence;
  const cut = whole.slice(0, limit - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.(-]+$/, "").toWellFormed()}…`;
}

function withoutBox(text: string): string {
  return text.replace(/^\[[ xX]\](?:\s+|$)/, "").trim();
}
