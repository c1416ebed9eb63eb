import { isClosed, isLate, type Row } from "./model.ts";
import type { Shown } from "./shown.ts";

/** The lines that are asked for, and those they are inside. */
export function onlyRows(rows: readonly Row[], only: Shown["only"], me: string | null, now: string): readonly Row[] {
  if (only === undefined) return rows;
  const wanted = new Set<string>();
  const known = new Map(rows.map((row) => [row.task.id, row]));
  for (const row of rows) {
    const is =
      only === "mine"
        ? row.task.owner?.id === me && me !== null
        : only === "open"
          ? !isClosed(row.task)
          : only === "critical"
            ? row.entry?.critical === true && !row.entry.summary && !isClosed(row.task)
            : isLate(row, now) && !row.entry?.summary;
    for (
      let at: Row | undefined = is ? row : undefined;
      at && !wanted.has(at.task.id);
      at = at.place.parentId === null ? undefined : known.get(at.place.parentId)
    )
      wanted.add(at.task.id);
  }
  return rows.filter((row) => wanted.has(row.task.id));
}
