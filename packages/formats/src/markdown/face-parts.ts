import { unreadable } from "../draft/refuse.ts";
import { unescapeProse } from "./face-values.ts";

export type Meta = ReadonlyMap<
  string,
  { readonly value: string; readonly line: number; readonly items: readonly { readonly value: string; readonly line: number }[] }
>;

/** A heading with its block (`step`, `branch` or `deliverable`), prose and check boxes. */
export type Part = {
  readonly fence: "step" | "branch" | "deliverable";
  readonly level: number;
  readonly line: number;
  readonly title: string;
  readonly meta: Meta;
  readonly prose: string;
  readonly checklist: readonly { readonly id: string | null; readonly title: string }[];
};

/** Cuts the text at its blocks: a heading belongs to a part only when a block follows it, so prose may have headings. */
export function readParts(source: string): { front: Meta; purpose: string; parts: readonly Part[] } {
  const lines = source.split("\n");
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  if (end < 0) throw unreadable("The front matter has no end: a line “---” is missing", { line: 1 });
  const front = readMeta(lines.slice(1, end), 2);
  const opens = lines.flatMap((line, index) => (index > end && opening.test(line) ? [index] : []));
  const heads = opens.map((open) => headBefore(lines, open, end));
  const purpose = prose(lines.slice(end + 1, heads[0] ?? lines.length));
  const parts = opens.map((open, index): Part => {
    const head = heads[index] ?? open;
    const close = lines.findIndex((line, at) => at > open && line.trimEnd() === "```");
    if (close < 0) throw unreadable("The block has no end: a line of three backticks is missing", { line: open + 1 });
    const heading = /^(#+)[ \t]+(.*)$/.exec(lines[head] ?? "");
    const body = lines.slice(close + 1, heads[index + 1] ?? lines.length);
    return {
      fence: opening.exec(lines[open] ?? "")?.[1] as Part["fence"],
      level: heading?.[1]?.length ?? 2,
      line: head + 1,
      title: (heading?.[2] ?? "").trim(),
      meta: readMeta(lines.slice(open + 1, close), open + 2),
      prose: unescapeProse(prose(body.filter((line) => !line.startsWith("- [ ] ")))),
      checklist: body.filter((line) => line.startsWith("- [ ] ")).map(readCheck),
    };
  });
  return { front, purpose, parts };
}

const opening = /^```(step|branch|deliverable)[ \t]*$/;

function headBefore(lines: readonly string[], open: number, end: number): number {
  let head = open - 1;
  while (head > end && (lines[head] ?? "").trim() === "") head -= 1;
  if (head <= end || !/^#+[ \t]/.test(lines[head] ?? "")) throw unreadable("A heading is expected above the block", { line: open + 1 });
  return head;
}

function readMeta(lines: readonly string[], firstLine: number): Meta {
  type Growing = { value: string; line: number; items: { value: string; line: number }[] };
  const meta = new Map<string, Growing>();
  let last: Growing | undefined;
  for (const [index, raw] of lines.entries()) {
    const line = firstLine + index;
    if (raw.trim() === "") continue;
    const item = /^[ \t]+-[ \t]+(.*)$/.exec(raw);
    const pair = /^([A-Za-z]+):(?:[ \t]+(.*))?$/.exec(raw.trimEnd());
    if (item !== null && last !== undefined) last.items.push({ value: (item[1] ?? "").trim(), line });
    else if (pair !== null) {
      last = { value: (pair[2] ?? "").trim(), line, items: [] };
      meta.set(pair[1] ?? "", last);
    } else throw unreadable("“key: value” is expected", { line });
  }
  return meta;
}

function readCheck(line: string): { id: string | null; title: string } {
  const match = /^- \[ \] (.*?)(?:[ \t]+\{#([^{}\s]+)\})?[ \t]*$/.exec(line);
  return { id: match?.[2] ?? null, title: (match?.[1] ?? "").trim() };
}

function prose(lines: readonly string[]): string {
  return lines.join("\n").trim();
}
