import type { Attribute, Row } from "./attributes.ts";
import { sortValue } from "./values.ts";

export type SortBy = { readonly attribute: Attribute; readonly down: boolean };
export type Compare = (a: Row, b: Row) => number;

/** Beyond this, words compare letter by letter as the server does: a collator takes a second for a hundred thousand. */
const collated = 20_000;

/** Without a value last, whichever way; between equals the newest first. */
export function comparing(by: readonly SortBy[], nameOf: (id: string) => string, locale: string, count: number): Compare {
  const collator = count > collated ? null : new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  const words = (left: string, right: string): number => {
    if (collator) return collator.compare(left, right);
    const [a, b] = [left.toLowerCase(), right.toLowerCase()];
    return a < b ? -1 : a > b ? 1 : 0;
  };
  return (a, b) => {
    for (const { attribute, down } of by) {
      const [left, right] = [sortValue(a, attribute, nameOf), sortValue(b, attribute, nameOf)];
      if (left === right) continue;
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      const compared =
        typeof left === "number"
          ? left - (right as number)
          : attribute.type === "date"
            ? left < (right as string)
              ? -1
              : 1
            : words(left, right as string);
      if (compared !== 0) return down ? -compared : compared;
    }
    return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
  };
}

export type Ordered = { readonly compare: Compare; readonly from: readonly Row[]; readonly rows: readonly Row[] };

/** Rows in order. What was in order before stays: only rows that are new or other find their place anew. */
export function ordered(rows: readonly Row[], compare: Compare, before: Ordered | null): Ordered {
  if (before?.compare === compare && before.from === rows) return before;
  if (before?.compare === compare) {
    const old = new Set(before.from);
    const fresh = rows.filter((row) => !old.has(row));
    if (fresh.length <= 200) {
      const now = new Set(rows);
      const kept = before.rows.filter((row) => now.has(row));
      return { compare, from: rows, rows: fresh.length === 0 ? kept : merged(kept, fresh.toSorted(compare), compare) };
    }
  }
  return { compare, from: rows, rows: rows.toSorted(compare) };
}

function merged(rows: readonly Row[], fresh: readonly Row[], compare: Compare): Row[] {
  const next: Row[] = [];
  let from = 0;
  for (const row of fresh) {
    let [low, high] = [from, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(rows[middle] as Row, row) < 0) low = middle + 1;
      else high = middle;
    }
    for (; from < low; from += 1) next.push(rows[from] as Row);
    next.push(row);
  }
  for (; from < rows.length; from += 1) next.push(rows[from] as Row);
  return next;
}
