import { type DocumentNode, type Mark, documentLimits, safeAddress } from "@rondo/core/document";

/** Text under some marks; nothing where there is no text, for an empty text is no node. */
export function textNode(text: string, marks: readonly Mark[]): DocumentNode[] {
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "").toWellFormed();
  return clean === "" ? [] : [{ type: "text", text: clean, ...(marks.length > 0 && { marks }) }];
}

/** With the link; without where it leads nowhere one may follow, or is another's inside which this one stands. */
export function linked(marks: readonly Mark[], url: string): readonly Mark[] {
  const href = safeAddress(url);
  if (href === null || href.length > documentLimits.address || marks.some((mark) => mark.type === "link")) return marks;
  return [...marks, { type: "link", attrs: { href } }];
}

export function marked(marks: readonly Mark[], type: string): readonly Mark[] {
  return marks.some((mark) => mark.type === type) ? marks : [...marks, { type }];
}

export function paragraph(content: readonly DocumentNode[]): DocumentNode {
  return content.length === 0 ? { type: "paragraph" } : { type: "paragraph", content };
}

/** What a cell, an entry of a list or a document must hold at least, and an entry must begin with. */
export function blocks(content: readonly DocumentNode[], beginsWithParagraph = false): readonly DocumentNode[] {
  return content.length === 0 || (beginsWithParagraph && content[0]?.type !== "paragraph") ? [paragraph([]), ...content] : content;
}

/** Rows made equally long: an editor's table has no holes. */
export function table(rows: readonly (readonly DocumentNode[])[]): DocumentNode[] {
  const width = Math.max(0, ...rows.map((row) => row.reduce((sum, cell) => sum + Number(cell.attrs?.["colspan"] ?? 1), 0)));
  if (width === 0) return [];
  const filled = rows.map((row) => {
    const missing = width - row.reduce((sum, cell) => sum + Number(cell.attrs?.["colspan"] ?? 1), 0);
    return {
      type: "tableRow",
      content: [...row, ...Array.from({ length: missing }, () => ({ type: "tableCell", content: [paragraph([])] }))],
    };
  });
  return [{ type: "table", content: filled }];
}

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const place = new RegExp(`^#(person|task|embed-(?:task|plan|progress|measures))-(${uuid})$`, "i");

/** `#task-…`, `#person-…` and `#embed-plan-…` are how our own things are written in texts that know no such thing. */
export function placeOf(url: string): { kind: string; id: string } | null {
  const found = place.exec(url);
  return found === null ? null : { kind: found[1] as string, id: (found[2] as string).toLowerCase() };
}
