import { costOfTask } from "@rondo/core/control";
import type { Tx } from "../../database/index.ts";
import { crewOf } from "../present.ts";
import { budgetsOf, valueRows } from "../store.ts";

/** What each task of a project is thought to cost now, in hundredths; empty where no rates and no fixed costs are kept. */
export async function costsOf(tx: Tx, projectId: string): Promise<ReadonlyMap<string, number>> {
  const rates = (await budgetsOf(tx, [projectId])).get(projectId)?.rates ?? [];
  const rows = await valueRows(tx, [projectId]);
  if (rates.length === 0 && rows.every((row) => row.planning.fixedCost === undefined)) return new Map();
  return new Map(
    rows.map((row) => [
      row.task_id,
      costOfTask(rates, crewOf(row), row.milestone ? 0 : row.working_minutes) + (row.planning.fixedCost ?? 0),
    ]),
  );
}
