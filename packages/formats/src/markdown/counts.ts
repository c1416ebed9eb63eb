import type { Nodes } from "mdast";
import { isCheckbox, type MarkdownDocument, visit } from "./document.ts";

export type MarkdownCounts = {
  readonly headings: number;
  readonly checkboxItems: number;
  readonly orderedItems: number;
  readonly bulletItems: number;
};

/** Outside code, HTML comments and quotations (a quoted example is text, not structure). */
export function countMarkdown(document: MarkdownDocument, nodes: readonly Nodes[]): MarkdownCounts {
  let [headings, checkboxItems, orderedItems, bulletItems] = [0, 0, 0, 0];
  for (const root of nodes) {
    visit(
      root,
      (node, parent) => {
        if (node.type === "heading") headings += 1;
        if (node.type !== "listItem") return;
        if (isCheckbox(document.text, node)) checkboxItems += 1;
        else if (parent?.type === "list" && parent.ordered === true) orderedItems += 1;
        else bulletItems += 1;
      },
      { quotes: false },
    );
  }
  return { headings, checkboxItems, orderedItems, bulletItems };
}
