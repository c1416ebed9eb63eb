import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

/** One task's dates as they were frozen, and what it was to cost (hundredths), where rates were kept. */
export type FrozenEntry = { task: string; title: string; start: string; finish: string; minutes: number; cost?: number };
export type BaselineRow = {
  baseline_id: string;
  name: string;
  taken_at: string;
  taken_by: string | null;
  taker_name: string | null;
  finish: string;
  tasks: number;
};

const columns = sql`b.baseline_id, b.name, b.taken_at, b.taken_by, (select name from identity.person where id = b.taken_by) as taker_name, b.finish, jsonb_array_length(b.entries) as tasks`;

export async function baselinesOf(tx: Tx, projectId: string): Promise<BaselineRow[]> {
  return tx.rows(
    sql<BaselineRow>`select ${columns} from baseline b where b.workspace_id = current_workspace() and b.project_id = ${projectId} and b.deleted_at is null order by b.taken_at desc, b.baseline_id`,
  );
}

export async function findBaseline(
  tx: Tx,
  projectId: string,
  baselineId: string,
  deleted = false,
): Promise<(BaselineRow & { entries: FrozenEntry[] }) | undefined> {
  return tx.first(sql<BaselineRow & { entries: FrozenEntry[] }>`
    select ${columns}, b.entries from baseline b where b.workspace_id = current_workspace() and b.project_id = ${projectId} and b.baseline_id = ${baselineId} and (b.deleted_at is not null) = ${deleted}`);
}

export async function insertBaseline(
  tx: Tx,
  row: { baseline_id: string; project_id: string; name: string; taken_by: string; finish: string; entries: readonly FrozenEntry[] },
): Promise<void> {
  await tx.change(sql`
    insert into baseline (workspace_id, baseline_id, project_id, name, taken_by, finish, entries)
    values (current_workspace(), ${row.baseline_id}, ${row.project_id}, ${row.name}, ${row.taken_by}, ${row.finish}, ${JSON.stringify(row.entries)}::jsonb)`);
}

export async function setBaselineDeleted(tx: Tx, baselineId: string, deleted: boolean): Promise<void> {
  await tx.change(
    sql`update baseline set deleted_at = ${deleted ? sql`now()` : null} where workspace_id = current_workspace() and baseline_id = ${baselineId}`,
  );
}
