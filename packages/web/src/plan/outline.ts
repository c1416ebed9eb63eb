import type { PlanEdit } from "./edit.ts";
import type { Row } from "./model.ts";

type Place = Extract<PlanEdit, { kind: "place" }>;

/** Into the task above it; null where there is none to go into, or it is closed. */
export function indent(rows: readonly Row[], id: string): Place | null {
  const { row, above } = find(rows, id);
  return row && above && above.task.completion === null ? { kind: "place", id, parentId: above.task.id, afterId: undefined } : null;
}

/** Out of the task it is in, to stand after that. */
export function outdent(rows: readonly Row[], id: string): Place | null {
  const { row } = find(rows, id);
  const parent = rows.find((one) => one.task.id === row?.place.parentId);
  return row && parent ? { kind: "place", id, parentId: parent.place.parentId, afterId: parent.task.id } : null;
}

/** Before the sibling above it (-1), or after the one below it (1). */
export function shift(rows: readonly Row[], id: string, by: 1 | -1): Place | null {
  const { row, siblings, index } = find(rows, id);
  if (!row || index + by < 0 || index + by >= siblings.length) return null;
  const afterId = by > 0 ? siblings[index + 1]?.task.id : siblings[index - 2]?.task.id;
  return { kind: "place", id, parentId: row.place.parentId, afterId: afterId ?? null };
}

function find(rows: readonly Row[], id: string) {
  const row = rows.find((one) => one.task.id === id);
  const siblings = rows.filter((one) => one.place.parentId === row?.place.parentId);
  const index = siblings.findIndex((one) => one.task.id === id);
  return { row, siblings, index, above: siblings[index - 1] };
}
