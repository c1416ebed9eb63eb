import type { KeyboardEvent } from "react";
import type { ColumnKey } from "./cells.tsx";
import type { Row } from "./model.ts";

type Grid = {
  readonly rows: readonly Row[];
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
export function onGridKey(event: KeyboardEvent, { rows, columns, activeRow, column, page, goTo, toColumn, onToggle, onEdit, onAdd, onCancel }: Grid): void {
  if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
  const at = Math.max(0, activeRow);
  const current = rows[activeRow] ?? null;
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
      goTo(rows.length - 1);
      break;
    case "ArrowRight":
      if (column === "title" && current?.collapsed) onToggle(current.task.id);
      else side(1);
      break;
    case "ArrowLeft":
      if (column === "title" && current && current.inside > 0 && !current.collapsed) onToggle(current.task.id);
      else if (column === "title" && current?.place.parentId) goTo(rows.findIndex((one) => one.task.id === current.place.parentId));
      else side(-1);
      break;
    case "Enter":
    case "F2":
      if (event.shiftKey) onAdd();
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
