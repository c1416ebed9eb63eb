import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type ConfirmationRow = {
  confirmation_id: string;
  revision: number;
  note: string;
  confirmed_by: string | null;
  confirmer_name: string | null;
  confirmed_at: string;
};

export async function listConfirmations(tx: Tx, processId: string): Promise<ConfirmationRow[]> {
  return tx.rows(sql<ConfirmationRow>`
    select c.confirmation_id, c.revision, c.note, c.confirmed_by, p.name as confirmer_name, c.confirmed_at
    from confirmation c left join identity.person p on p.id = c.confirmed_by
    where c.workspace_id = current_workspace() and c.process_id = ${processId} order by c.confirmed_at desc, c.confirmation_id desc limit 200`);
}

export async function insertConfirmation(
  tx: Tx,
  confirmation: { id: string; processId: string; revision: number; note: string; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into confirmation (workspace_id, confirmation_id, process_id, revision, note, confirmed_by)
    values (current_workspace(), ${confirmation.id}, ${confirmation.processId}, ${confirmation.revision}, ${confirmation.note}, ${confirmation.by})`);
}

/** What a review needs to know when its moment comes; none for a process that asks for no reviews any more. */
export async function reviewOf(tx: Tx, processId: string): Promise<{ name: string; owner_id: string | null } | undefined> {
  return tx.first(sql<{ name: string; owner_id: string | null }>`
    select name, owner_id from process
    where workspace_id = current_workspace() and process_id = ${processId} and review_due_at <= now() and published is not null and retired_at is null for no key update`);
}
