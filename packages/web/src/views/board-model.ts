import { rowPriorities } from "@rondo/core/view";
import type { Attribute, Row } from "./attributes.ts";
import { type Days, groupKey, grouped } from "./groups.ts";
import { maySet, type RowSet, setOf, type Value } from "./values.ts";

export type BoardColumn = { readonly key: string; readonly count: number };
export type BoardLane = { readonly key: string; readonly count: number; /** By column. */ readonly cells: readonly (readonly Row[])[] };
export type BoardModel = { readonly columns: readonly BoardColumn[]; readonly lanes: readonly BoardLane[] };

/** Rows in columns, and in lanes across them. Columns that nothing is in are there where something can be put in them. */
export function boardOf(
  rows: readonly Row[],
  by: Attribute,
  lanesBy: Attribute | null,
  days: Days,
  labelOf: (attribute: Attribute, key: string) => string,
  known: readonly string[],
): BoardModel {
  const columns = grouped(rows, by, days, (key) => labelOf(by, key), [], keysOf(by, known)).map((group) => ({
    key: group.key,
    count: group.rows.length,
  }));
  const place = new Map(columns.map((column, index) => [column.key, index]));
  const lanes = lanesBy === null ? [{ key: "", rows }] : grouped(rows, lanesBy, days, (key) => labelOf(lanesBy, key), []);
  return {
    columns,
    lanes: lanes.map((lane) => {
      const cells: Row[][] = columns.map(() => []);
      for (const row of lane.rows) cells[place.get(groupKey(row, by, days)) ?? 0]?.push(row);
      return { key: lane.key, count: lane.rows.length, cells };
    }),
  };
}

function keysOf(by: Attribute, known: readonly string[]): readonly string[] {
  if (by.key === "state") return ["open", "done"];
  if (by.key === "priority") return ["", ...rowPriorities.slice(1)];
  if (by.type === "yesNo") return ["yes", "no"];
  if (by.type === "choice") return [...(by.choices ?? []), ""];
  return by.key === "column" ? known : [];
}

/** What putting a card into a column (or lane) sets; null where it can't be put there. */
export function putInto(row: Row, by: Attribute, key: string): RowSet | null {
  // A moment has no day to give: "late" is not a date.
  if (by.type === "date" || !maySet(row, by)) return null;
  const value: Value | null = key === "" ? null : by.type === "yesNo" ? key === "yes" : by.type === "number" ? Number(key) : key;
  return setOf(by, value);
}

export function joinedSets(a: RowSet, b: RowSet): RowSet {
  return { ...a, ...b, ...((a.fields ?? b.fields) && { fields: { ...a.fields, ...b.fields } }) };
}
