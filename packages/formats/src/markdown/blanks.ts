import type { Nodes } from "mdast";
import type { Field } from "@rondo/core/process";
import { isComment, visit } from "./document.ts";

/** A place to fill in, which checklists in Markdown mark by a comment: `<!-- Paste link to the thread -->`. */
export type Blank = { readonly label: string; readonly kind: Field["kind"] };

export function blanksIn(node: Nodes): Blank[] {
  const blanks: Blank[] = [];
  visit(node, (part) => {
    if (part.type !== "html" || !isComment(part)) return;
    const blank = asBlank(commentText(part.value));
    if (blank !== null) blanks.push(blank);
  });
  return blanks;
}

export function commentText(html: string): string {
  return html
    .replace(/<!--|-->/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function asBlank(text: string): Blank | null {
  const dated = /(?:^|\W)YYYY-MM-DD(?:\W|$)/i.test(text);
  const asked = /^(?:paste|insert|enter|fill in|put|add|type|write)\s+(?:the\s+|an?\s+)?(.+?)(?:\s+here)?[.:]?$/i.exec(text)?.[1];
  if (text.length > 80 || (asked === undefined && !dated)) return null;
  const label = dated && asked === undefined ? "Date" : (asked ?? "");
  return {
    label: label.charAt(0).toUpperCase() + label.slice(1),
    kind: dated ? "date" : /\b(?:link|url|address)\b/i.test(label) ? "link" : "text",
  };
}

/** A key that a condition can name: letters and digits, starting with a letter, not used yet. */
export function fieldKey(label: string, used: ReadonlySet<string>): string {
  const words = label
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .trim()
    .toLowerCase()
    .split(" ")
    .slice(0, 6);
  const joined = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  const base = /^[a-z]/.test(joined) ? joined : `field${joined.charAt(0).toUpperCase()}${joined.slice(1)}`;
  let key = base;
  for (let number = 2; used.has(key); number += 1) key = `${base}${number}`;
  return key;
}
