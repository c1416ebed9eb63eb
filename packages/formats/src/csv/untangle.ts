import { guessColumns } from "./columns.ts";
import type { Row } from "./table.ts";

/** What the rows of an export say beside their cells: which group they are in, inside which row, what was said of them. */
export type Untangled = {
  readonly rows: readonly Row[];
  readonly groups: ReadonlyMap<number, string>;
  /** By line, the line of the row that it is inside. */ readonly parents: ReadonlyMap<number, number>;
  readonly notes: ReadonlyMap<number, readonly string[]>;
  readonly labels: ReadonlyMap<number, readonly string[]>;
  /** Columns that only say how the rows belong together. */ readonly used: readonly number[];
};

/** Rows that are no rows: names of groups, headings that come again, tables inside tables, sections and notes as kinds of rows. */
export function untangle(head: Row, body: readonly Row[]): Untangled {
  return kindsOfRows(head, body) ?? groupedTables(head, body);
}

/** Todoist: a kind in each row, and how deep it is. */
function kindsOfRows(head: Row, body: readonly Row[]): Untangled | null {
  const placeOf = (name: string): number => head.cells.findIndex((cell) => cell.trim().toLowerCase() === name);
  const [type, content, indent] = [placeOf("type"), placeOf("content"), placeOf("indent")];
  const [author, date, length, unit] = [placeOf("author"), placeOf("date"), placeOf("duration"), placeOf("duration_unit")];
  if (type === -1 || content === -1 || indent === -1) return null;
  const [groups, parents] = [new Map<number, string>(), new Map<number, number>()];
  const [notes, labels] = [new Map<number, string[]>(), new Map<number, string[]>()];
  const open: number[] = [];
  let group = "";
  const rows = body.flatMap((row): Row[] => {
    const [kind, text] = [(row.cells[type] ?? "").toLowerCase(), row.cells[content] ?? ""];
    if (kind === "section") group = text;
    if (kind === "note" && open.length > 0) {
      const [by, at] = [(row.cells[author] ?? "").replace(/ \(\d+\)$/, ""), row.cells[date] ?? ""];
      notes.set(open.at(-1) as number, [
        ...(notes.get(open.at(-1) as number) ?? []),
        by === "" || at === "" ? text : `${at};${by};${text}`,
      ]);
    }
    if (kind !== "task") return [];
    const depth = Math.max(1, Number.parseInt(row.cells[indent] ?? "1", 10) || 1);
    open.length = Math.min(open.length, depth - 1);
    const above = open.at(-1);
    if (above !== undefined) parents.set(row.line, above);
    open.push(row.line);
    if (group !== "") groups.set(row.line, group);
    // Labels stand in the words, as @label.
    const marks = [...text.matchAll(/(?<=^|\s)@([\p{L}\p{N}_-]+)/gu)].map(([, name]) => name ?? "");
    if (marks.length > 0) labels.set(row.line, marks);
    const bare = text.replace(/(?:^|\s)@[\p{L}\p{N}_-]+/gu, "").trim();
    const cells = row.cells.with(content, bare === "" ? text : bare);
    const [many, each] = [cells[length] ?? "", cells[unit] ?? ""];
    return [{ line: row.line, cells: many === "" || each === "" ? cells : cells.with(length, `${many} ${each}s`) }];
  });
  return { rows, groups, parents, notes, labels, used: [type, indent, unit].filter((at) => at >= 0) };
}

/** Some exports write a table for each group: its name alone in a row, then the column names again; monday.com also one for the items inside an item. */
function groupedTables(head: Row, body: readonly Row[]): Untangled {
  const again = (row: Row | undefined): boolean =>
    row !== undefined && row.cells.length >= 2 && row.cells.every((cell, at) => cell === (head.cells[at] ?? ""));
  const columns = guessColumns(head.cells);
  const inside = (row: Row | undefined): boolean =>
    row?.cells[0]?.toLowerCase() === "subitems" &&
    (guessColumns(row.cells.slice(1)).has("title") || row.cells[1]?.toLowerCase() === "name");
  const none: Untangled = { rows: body, groups: new Map(), parents: new Map(), notes: new Map(), labels: new Map(), used: [] };
  if (!body.some((row) => again(row) || inside(row))) return none;
  const [groups, parents] = [new Map<number, string>(), new Map<number, number>()];
  let [group, item, below]: [string | null, number | null, ReadonlyMap<string, number> | null] = [null, null, null];
  const rows = body.flatMap((row, at): Row[] => {
    if (again(row)) {
      below = null;
      return [];
    }
    if (inside(row)) {
      below = new Map([...guessColumns(row.cells.slice(1))].map(([meaning, place]) => [meaning, place + 1]));
      return [];
    }
    if (again(body[at + 1]) && row.cells.filter((cell) => cell !== "").length === 1) {
      group = row.cells.find((cell) => cell !== "") ?? null;
      below = null;
      return [];
    }
    if (group !== null) groups.set(row.line, group);
    if (below === null || (row.cells[0] ?? "") !== "" || item === null) {
      item = row.line;
      below = null;
      return [row];
    }
    parents.set(row.line, item);
    const cells = head.cells.map(() => "");
    for (const [meaning, place] of below) {
      const there = columns.get(meaning as never);
      if (there !== undefined) cells[there] = row.cells[place] ?? "";
    }
    return [{ line: row.line, cells }];
  });
  return { ...none, rows, groups, parents };
}
