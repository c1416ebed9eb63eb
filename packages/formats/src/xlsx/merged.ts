import type { Row } from "../csv/index.ts";

/** Cells put together: rows as they are numbered, columns from 0. */
export type Merge = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

export function atReference(reference: string): { column: number; row: number } | null {
  const [, letters, row] = /^\$?([A-Z]{1,3})\$?(\d{1,7})?$/.exec(reference) ?? [];
  if (letters === undefined) return null;
  return { column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1, row: Number(row ?? 0) };
}

export function mergeOf(reference: string): Merge | null {
  const [from, to] = reference.split(":").map(atReference);
  if (!from || !to || to.row < from.row || to.column < from.column) return null;
  return { top: from.row, bottom: to.row, left: from.column, right: to.column };
}

/**
 * Merged cells only hold a value in their first row: here every row has it, and a head of two lines (“Dates” over “Start”
 * and “End”) is one. `merged`: how many cells went down into other rows of the table.
 */
export function unmerged(rows: readonly Row[], merges: readonly Merge[]): { rows: readonly Row[]; merged: number } {
  const headAt = rows.findIndex(({ cells }) => cells.filter((cell) => cell !== "").length > 1);
  const head = rows[headAt];
  const { rows: filled, merged } = filledDown(rows, merges, head?.line ?? 0);
  return { rows: head === undefined ? filled : withOneHead(filled, merges, headAt), merged };
}

function filledDown(rows: readonly Row[], merges: readonly Merge[], head: number): { rows: Row[]; merged: number } {
  const tall = Map.groupBy(
    merges.filter(({ top, bottom }) => bottom > top),
    ({ top }) => top,
  );
  const open = new Map<number, { bottom: number; value: string }>();
  const used = new Set<Merge>();
  const filled = rows.map((row) => {
    const cells = [...row.cells];
    for (const [column, { bottom, value }] of open)
      if (row.line > bottom) open.delete(column);
      else {
        while (cells.length <= column) cells.push("");
        cells[column] ||= value;
      }
    for (const merge of tall.get(row.line) ?? []) {
      const value = cells[merge.left] ?? "";
      if (value !== "") open.set(merge.left, { bottom: merge.bottom, value });
      if (value !== "" && row.line > head) used.add(merge);
    }
    return { ...row, cells };
  });
  return { rows: filled, merged: used.size };
}

/** Where a head has cells over two rows and others over two columns, its second row names the columns. */
function withOneHead(rows: readonly Row[], merges: readonly Merge[], at: number): readonly Row[] {
  const [upper, lower] = [rows[at]!, rows[at + 1]];
  const here = merges.filter(({ top }) => top === upper.line);
  const groups = here.filter(({ top, bottom, left, right }) => bottom === top && right > left);
  const whole = here.some(({ top, bottom }) => bottom === top + 1);
  if (lower === undefined || lower.line !== upper.line + 1 || groups.length === 0 || !whole) return rows;
  const groupOf = (column: number): string =>
    upper.cells[groups.find(({ left, right }) => column >= left && column <= right)?.left ?? column] ?? "";
  const cells = lower.cells.map((name, column) =>
    name !== "" && lower.cells.indexOf(name) === lower.cells.lastIndexOf(name) ? name : `${groupOf(column)} ${name}`.trim(),
  );
  return [...rows.slice(0, at), { cells, line: lower.line }, ...rows.slice(at + 2)];
}
