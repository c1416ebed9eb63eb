import { type Finding, words } from "@rondo/core/kernel";
import { commentText } from "./blanks.ts";
import { isComment, lineOf, type MarkdownDocument, visit } from "./document.ts";
import type { Nodes } from "mdast";

/** `lineOffset`: lines of the file before the text that was parsed (its front matter). */
export function textFindings(document: MarkdownDocument, lineOffset: number, isBlank: (comment: Nodes) => boolean): Finding[] {
  return [
    ...relativeLinks(document, lineOffset),
    ...hiddenComments(document, lineOffset, isBlank),
    ...templateTags(document, lineOffset),
    ...quotedStructure(document),
  ];
}

function relativeLinks(document: MarkdownDocument, lineOffset: number): Finding[] {
  const found: { url: string; line: number }[] = [];
  for (const child of document.children) {
    visit(child, (node) => {
      if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return;
      if (!/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(node.url)) found.push({ url: node.url, line: lineOf(node) + lineOffset });
    });
  }
  if (found.length === 0) return [];
  const named = found.slice(0, 5).map(({ url, line }) => (found.length === 1 ? url : `${url} (line ${line})`));
  return [
    {
      code: "links_relative",
      severity: "warning",
      ...(found.length === 1
        ? words`A link points to a place beside the original document and will not open from here: ${named.join(", ")}. Put its full address in.`
        : words`${found.length} links point to places beside the original document and will not open from here: ${named.join(", ")}${found.length > 5 ? " …" : ""}. Put their full addresses in.`),
      params: { count: found.length },
      ...(found.length === 1 && { at: { line: found[0]?.line ?? 1 } }),
    },
  ];
}

function hiddenComments(document: MarkdownDocument, lineOffset: number, isBlank: (comment: Nodes) => boolean): Finding[] {
  const findings: Finding[] = [];
  for (const child of document.children) {
    visit(child, (node) => {
      if (node.type !== "html" || !isComment(node) || isBlank(node)) return;
      const text = commentText(node.value);
      if (text === "" || /^\/?\s*(?:toc|prettier-ignore|markdownlint|more)\b/i.test(text)) return;
      findings.push({
        code: "comment_left_out",
        severity: "info",
        ...words`A comment hidden in the file is not carried: “${text.length > 160 ? `${text.slice(0, 159).toWellFormed()}…` : text}”`,
        at: { line: lineOf(node) + lineOffset },
      });
    });
  }
  return findings.length <= 20
    ? findings
    : [
        ...findings.slice(0, 20),
        { code: "comment_left_out", severity: "info", ...words`${findings.length - 20} more hidden comments are not carried.` },
      ];
}

function templateTags(document: MarkdownDocument, lineOffset: number): Finding[] {
  const tags = [...document.text.matchAll(/\{%-?\s*(\w+)[^\n]*?%\}/g)];
  const first = tags[0];
  if (first === undefined) return [];
  return [
    {
      code: "template_tags",
      severity: "warning",
      ...words`${tags.length} tags of a page builder ({% ${first[1] ?? ""} … %}) are kept as they are; they mean nothing here. Replace them by what they stood for.`,
      params: { count: tags.length },
      at: { line: document.text.slice(0, first.index).split("\n").length + lineOffset },
    },
  ];
}

function quotedStructure(document: MarkdownDocument): Finding[] {
  let [headings, items] = [0, 0];
  for (const child of document.children) {
    visit(child, (quote) => {
      if (quote.type !== "blockquote") return;
      visit(quote, (node) => {
        if (node.type === "heading") headings += 1;
        if (node.type === "listItem") items += 1;
      });
    });
  }
  if (headings + items === 0) return [];
  return [
    {
      code: "quotation_kept_as_text",
      severity: "info",
      ...words`${headings} headings and ${items} list entries stand inside quotations: they stay text and make no steps.`,
      params: { headings, items },
    },
  ];
}
