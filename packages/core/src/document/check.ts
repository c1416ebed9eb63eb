import { safeAddress } from "./address.ts";
import type { DocumentNode, Mark } from "./tree.ts";

/** What a document may hold. Beyond it nobody reads, and every browser that opens it would stall. */
export const documentLimits = { depth: 32, nodes: 50_000, letters: 1_000_000, cells: 5_000, address: 2_000, attribute: 300 } as const;

type Check = (value: unknown) => boolean;
const whole =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
const short: Check = (value) => typeof value === "string" && value.length <= documentLimits.attribute;
const uuid: Check = (value) => typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);
const truth: Check = (value) => typeof value === "boolean";
const widths: Check = (value) => Array.isArray(value) && value.length <= 100 && value.every(whole(1, 5_000));
const cell = { colspan: whole(1, 100), rowspan: whole(1, 1_000), colwidth: widths, align: short };

/** What an embed shows: something that is looked up, with the reader's own rights, when it is shown. */
export const embedKinds = ["task", "plan", "progress", "measures"] as const;
export type EmbedKind = (typeof embedKinds)[number];

/** Every node there is, with its attributes. An attribute that is null says nothing, and may stand anywhere. */
const nodes: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  doc: {},
  paragraph: {},
  text: {},
  blockquote: {},
  bulletList: {},
  listItem: {},
  taskList: {},
  horizontalRule: {},
  hardBreak: {},
  table: {},
  tableRow: {},
  heading: { level: whole(1, 6) },
  orderedList: { start: whole(0, 1_000_000), type: short },
  taskItem: { checked: truth, task: uuid },
  codeBlock: { language: short },
  tableCell: cell,
  tableHeader: cell,
  mention: { id: uuid, label: short },
  embed: { kind: (value) => embedKinds.includes(value as EmbedKind), id: uuid },
};

const marks: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  bold: {},
  italic: {},
  strike: {},
  underline: {},
  code: {},
  link: {
    href: (value) => typeof value === "string" && value.length <= documentLimits.address && safeAddress(value) !== null,
    target: short,
    rel: short,
    class: short,
    title: short,
  },
};

/** Why the tree is none that Rondo keeps; null where it is one. Total: whatever comes in, it answers, and its stack does not grow. */
export function problemOf(root: unknown): string | null {
  const open: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }];
  let [count, letters, cells] = [0, 0, 0];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (typeof node !== "object" || node === null) return "a node that is none";
    const { type, attrs, content, text, marks: on } = node as DocumentNode;
    const known = typeof type === "string" && Object.hasOwn(nodes, type) ? nodes[type] : undefined;
    if (known === undefined) return `a part of a kind that documents don't have: ${String(type).slice(0, 40)}`;
    if ((count += 1) > documentLimits.nodes) return `more than ${documentLimits.nodes} parts`;
    if (depth > documentLimits.depth) return `parts nested more than ${documentLimits.depth} deep`;
    if (text !== undefined && typeof text !== "string") return "text that is none";
    if ((letters += text?.length ?? 0) > documentLimits.letters) return `more than ${documentLimits.letters} letters`;
    if ((type === "tableCell" || type === "tableHeader") && (cells += 1) > documentLimits.cells)
      return `tables of more than ${documentLimits.cells} cells together`;
    const wrong = attributeProblem(type, attrs, known) ?? marksProblem(on);
    if (wrong !== null) return wrong;
    if (content === undefined) continue;
    if (!Array.isArray(content) || type === "text") return "content that is none";
    for (const child of content) open.push({ node: child, depth: depth + 1 });
  }
  return null;
}

function attributeProblem(of: string, attrs: unknown, known: Readonly<Record<string, Check>>): string | null {
  if (attrs === undefined || attrs === null) return null;
  for (const [name, value] of Object.entries(attrs)) {
    if (value === null || value === undefined) continue;
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    if (check === undefined || !check(value)) return `${of} with ${name.slice(0, 40)} = ${String(value).slice(0, 60)}`;
  }
  return null;
}

function marksProblem(on: readonly Mark[] | undefined): string | null {
  if (on === undefined) return null;
  if (!Array.isArray(on) || on.length > Object.keys(marks).length) return "text with more marks than there are";
  for (const mark of on as readonly Mark[]) {
    const known = typeof mark?.type === "string" && Object.hasOwn(marks, mark.type) ? marks[mark.type] : undefined;
    if (known === undefined) return `a mark that documents don't have: ${String(mark?.type).slice(0, 40)}`;
    const wrong = attributeProblem(mark.type, mark.attrs, known);
    if (wrong !== null) return wrong;
  }
  return null;
}
