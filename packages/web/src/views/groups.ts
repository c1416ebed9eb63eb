import { rowPriorities, states } from "@rondo/core/view";
import type { Attribute, Row } from "./attributes.ts";
import { valueOf } from "./values.ts";

/** What rows of one group have in common; "" is for those that have nothing. */
export type Group = { readonly key: string; readonly rows: readonly Row[]; readonly sums: Readonly<Record<string, number>> };

export type Days = { readonly today: string; readonly weekEnd: string; readonly dayAt: (instant: string) => string };

export function groupKey(row: Row, attribute: Attribute, days: Days): string {
  const value = valueOf(row, attribute);
  if (value === undefined) return attribute.type === "yesNo" ? "no" : "";
  if (attribute.type === "yesNo") return value === true ? "yes" : "no";
  if (attribute.type !== "date") return String(value);
  const day = attribute.isOwn ? String(value) : days.dayAt(String(value));
  if (day < days.today) return row.state === "open" ? "late" : "earlier";
  return day === days.today ? "today" : day <= days.weekEnd ? "week" : "later";
}

/** Groups in the order of their attribute, the one without a value last. Choices that nothing has are there on a board, where something can be put in them. */
export function grouped(
  rows: readonly Row[],
  attribute: Attribute,
  days: Days,
  labelOf: (key: string) => string,
  summed: readonly Attribute[],
  all: readonly string[] = [],
): Group[] {
  const lists = new Map<string, Row[]>(all.map((key) => [key, []]));
  for (const row of rows) {
    const key = groupKey(row, attribute, days);
    const list = lists.get(key);
    if (list) list.push(row);
    else lists.set(key, [row]);
  }
  const order = orderOf(attribute, all);
  return [...lists]
    .map(([key, list]) => ({ key, rows: list, sums: sumsOf(list, summed) }))
    .toSorted((a, b) =>
      a.key === ""
        ? 1
        : b.key === ""
          ? -1
          : attribute.type === "number"
            ? Number(a.key) - Number(b.key)
            : order === null
              ? labelOf(a.key).localeCompare(labelOf(b.key))
              : placeIn(order, a.key) - placeIn(order, b.key) || labelOf(a.key).localeCompare(labelOf(b.key)),
    );
}

function placeIn(order: readonly string[], key: string): number {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}

function orderOf(attribute: Attribute, all: readonly string[]): readonly string[] | null {
  if (attribute.type === "date") return ["late", "today", "week", "later", "earlier"];
  if (attribute.type === "yesNo") return ["yes", "no"];
  if (attribute.key === "priority") return rowPriorities.toReversed();
  if (attribute.type === "choice") return attribute.choices ?? states;
  return all.length > 0 ? all : null;
}

/** Sums of what can be summed. */
export function sumsOf(rows: readonly Row[], summed: readonly Attribute[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const attribute of summed) {
    let sum = 0;
    for (const row of rows) {
      const value = valueOf(row, attribute);
      if (typeof value === "number") sum += value;
    }
    sums[attribute.key] = sum;
  }
  return sums;
}

/** Lines of a table: a head for each group, then its rows unless it is folded. Without groups the lines are the rows. */
export type Line =
  | { readonly row: Row; readonly group?: undefined }
  | { readonly row?: undefined; readonly group: Group; readonly folded: boolean };

export type Lines = {
  readonly count: number;
  readonly at: (index: number) => Line | undefined;
  /** Where a row stands; -1 if it is folded away. */ readonly indexOf: (id: string) => number;
};

export function linesOf(rows: readonly Row[], groups: readonly Group[] | null, folded: ReadonlySet<string>): Lines {
  const places = new Map<string, number>();
  if (groups === null) {
    const find = (id: string) => {
      // Made once, when a key first asks: a table that is only scrolled through does without.
      if (places.size === 0) for (let at = 0; at < rows.length; at += 1) places.set((rows[at] as Row).id, at);
      return places.get(id) ?? -1;
    };
    return { count: rows.length, at: (index) => (rows[index] === undefined ? undefined : { row: rows[index] }), indexOf: find };
  }
  const lines: Line[] = [];
  for (const group of groups) {
    lines.push({ group, folded: folded.has(group.key) });
    if (folded.has(group.key)) continue;
    for (const row of group.rows) {
      places.set(row.id, lines.length);
      lines.push({ row });
    }
  }
  return { count: lines.length, at: (index) => lines[index], indexOf: (id) => places.get(id) ?? -1 };
}
