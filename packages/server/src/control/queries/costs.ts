import { costOfTask } from "@rondo/core/control";
import { staffOf } from "@rondo/core/plan";
import type { Tx } from "../../database/index.ts";
import { type ValueRow, budgetsOf, valueRows } from "../store.ts";

type Costed = Pick<ValueRow, "owner_id" | "planning" | "milestone" | "working_minutes">;

/** What each task of a project is thought to cost now, in hundredths; empty where no rates and no fixed costs are kept. */
export async function costsOf(tx: Tx, projectId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await valueRows(tx, [projectId]);
  const { costOf } = await costing(tx, projectId, rows);
  return costOf === null ? new Map() : new Map(rows.map((row) => [row.task_id, costOf(row)]));
}

/** How tasks of a project are costed, in hundredths of its currency; null where no rates are kept and none of these has a fixed cost. */
export async function costing(
  tx: Tx,
  projectId: string,
  rows: readonly Costed[],
): Promise<{ currency: string; costOf: ((row: Costed) => number) | null }> {
  const budget = (await budgetsOf(tx, [projectId])).get(projectId);
  const rates = budget?.rates ?? [];
  const currency = budget?.currency ?? "EUR";
  if (rates.length === 0 && rows.every((row) => row.planning.fixedCost === undefined)) return { currency, costOf: null };
  return {
    currency,
    costOf: (row) =>
      costOfTask(rates, staffOf(row.owner_id, row.planning), row.milestone ? 0 : row.working_minutes) + (row.planning.fixedCost ?? 0),
  };
}
