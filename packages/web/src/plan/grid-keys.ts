import type { KeyboardEvent } from "react";
import type { ColumnKey } from "./cells.tsx";
import { folds, idOf, isHead, type Line } from "./lines.ts";

type Grid = {
  readonly lines: readonly Line[];
  readonly columns: readonly ColumnKey[];
  readonly activeRow: number;
  readonly column: ColumnKey;
  /** Rows that are in sight at once. */
  readonly page: number;
  readonly goTo: (row: number) => void;
  readonly toColumn: (column: ColumnKey) => void;
  readonly onToggle: (id: string) => void;
  readonly onEdit: (column: ColumnKey) => void;
  readonly onAdd: () => void;
  /** Takes back what is shown and not yet made; false where there is nothing. */
  readonly onCancel: () => boolean;
};

/** A key on the grid itself: from row to row and cell to cell, in and out of branches. What changes the plan is an action (`useGridActions`). */
export function onGridKey(
  event: KeyboardEvent,
  { lines, columns, activeRow, column, page, goTo, toColumn, onToggle, onEdit, onAdd, onCancel }: Grid,
): void {
  if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
  const at = Math.max(0, activeRow);
  const current = lines[activeRow] ?? null;
  const atTitle = column === "title" || isHead(current);
  const columnAt = columns.indexOf(column);
  const side = (by: number) => current && toColumn(columns[Math.max(0, Math.min(columns.length - 1, columnAt + by))] ?? "title");
  switch (event.key) {
    case "ArrowDown":
    case "j":
      goTo(activeRow < 0 ? 0 : at + 1);
      break;
    case "ArrowUp":
    case "k":
      goTo(at - 1);
      break;
    case "PageDown":
      goTo(at + page);
      break;
    case "PageUp":
      goTo(at - page);
      break;
    case "Home":
      goTo(0);
      break;
    case "End":
      goTo(lines.length - 1);
      break;
    case "ArrowRight":
      if (atTitle && current?.collapsed) onToggle(idOf(current));
      else if (!isHead(current)) side(1);
      break;
    case "ArrowLeft":
      if (atTitle && current && folds(current) && !current.collapsed) onToggle(idOf(current));
      else if (atTitle && current && !isHead(current)) goTo(above(lines, activeRow));
      else if (!isHead(current)) side(-1);
      break;
    case "Enter":
    case "F2":
      if (event.shiftKey) onAdd();
      else if (isHead(current)) onToggle(current.id);
      else onEdit(column);
      break;
    case "Escape":
      if (!onCancel()) return;
      break;
    default:
      return;
  }
  event.preventDefault();
}

/** The nearest line above that this one stands under, or where one is. */
function above(lines: readonly Line[], from: number): number {
  const depthOf = (line: Line | undefined) => (line === undefined ? 0 : isHead(line) ? 0 : line.depth);
  for (let at = from - 1; at >= 0; at--) if (depthOf(lines[at]) < depthOf(lines[from])) return at;
  return from;
}
