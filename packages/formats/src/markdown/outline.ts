import type { Heading, RootContent } from "mdast";
import { isComment, type MarkdownDocument } from "./document.ts";
import { stepWords } from "./step-words.ts";

/** A heading and what stands under it before the next one; the root has none. */
export type Section = {
  readonly heading: Heading | null;
  /** Plain words, without a leading number ("1. ", "Step 2: "). */
  readonly title: string;
  /** "1. Fill out the form": the author counts it among the steps. */
  readonly numbered: boolean;
  /** The heading's own Markdown, links kept, its number left off as in the title. */
  readonly source: string;
  readonly nodes: readonly RootContent[];
  readonly sections: readonly Section[];
};

type Growing = { heading: Heading | null; title: string; numbered: boolean; source: string; nodes: RootContent[]; sections: Growing[] };

/** Sections nest by heading level; link definitions and HTML comments are no content. */
export function outline(document: MarkdownDocument): Section {
  const root: Growing = { heading: null, title: "", numbered: false, source: "", nodes: [], sections: [] };
  const open: Growing[] = [root];
  for (const node of document.children) {
    if (node.type === "definition" || isComment(node) || node.type === "thematicBreak") continue;
    if (node.type !== "heading") {
      open.at(-1)?.nodes.push(node);
      continue;
    }
    while (open.length > 1 && (open.at(-1)?.heading?.depth ?? 0) >= node.depth) open.pop();
    const words = document.words(node);
    const source = document
      .source(node)
      .replace(/^#{1,6}[ \t]*|[ \t]+#+$/g, "")
      .replace(/\n[=-]+\s*$/, "")
      .trim()
      .replace(stepNumber, "");
    const section: Growing = {
      heading: node,
      title: withoutNumber(words) || "Section without a name",
      numbered: stepNumber.test(words),
      source,
      nodes: [],
      sections: [],
    };
    open.at(-1)?.sections.push(section);
    open.push(section);
  }
  return root;
}

function withoutNumber(title: string): string {
  return title.replace(stepNumber, "").replace(/\s*:$/, "").trim();
}

const stepNumber = new RegExp(`^(?:(?:${stepWords})\\s+)?\\d+(?:\\.\\d+)*[.):]\\s+(?=\\S)`, "i");
