import type { EventLog } from "../log/event-log.ts";

/** What is said of cases: an attribute with its values, the most frequent first, by how many cases have them. */
export type CaseAttribute = {
  readonly name: string;
  readonly type: string;
  readonly cases: number;
  readonly distinct: number;
  readonly values: readonly { readonly value: string; readonly cases: number }[];
};

const mostColumns = 100;

/** Attributes that are one and the same through each case, whether the file kept them with the case or with its events. */
export function caseAttributesOf(log: EventLog, mostValues: number): CaseAttribute[] {
  return log.columns.slice(0, mostColumns).flatMap((column): CaseAttribute[] => {
    const counts = new Map<number, number>();
    let cases = 0;
    for (let each = 0; each < log.cases.length; each += 1) {
      const cell = column.scope === "case" ? column.cells[each]! : constant(column.cells, log.offsets[each]!, log.offsets[each + 1]!);
      if (cell === null) return [];
      if (cell === -1) continue;
      cases += 1;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    if (counts.size === 0) return [];
    const values = [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostValues)
      .map(([cell, own]) => ({ value: column.values[cell]!, cases: own }));
    return [{ name: column.name, type: column.type, cases, distinct: counts.size, values }];
  });
}

/** The value of all these cells, -1 for none; null where they differ. */
function constant(cells: Int32Array, from: number, to: number): number | null {
  let found = -1;
  for (let at = from; at < to; at += 1) {
    const cell = cells[at]!;
    if (cell === -1) continue;
    if (found !== -1 && found !== cell) return null;
    found = cell;
  }
  return found;
}
