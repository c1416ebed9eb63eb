import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";

/** Whose reply address it is, and about which task; only of a member, and for 90 days. */
export async function findReplyAddress(
  tx: Tx,
  replyId: string,
): Promise<{ person_id: string; task_id: string; role: WorkspaceRole } | undefined> {
  return tx.first(sql<{ person_id: string; task_id: string; role: WorkspaceRole }>`
    select r.person_id, r.task_id, m.role from reply_address r
    join membership m on m.workspace_id = r.workspace_id and m.person_id = r.person_id
    where r.workspace_id = current_workspace() and r.reply_id = ${replyId} and r.made_at > now() - interval '90 days'`);
}

/** False for a letter that was taken before: mail servers send again what they are not sure of. */
export async function insertLetter(tx: Tx, letterHash: Buffer): Promise<boolean> {
  return (
    (await tx.change(
      sql`insert into letter (workspace_id, letter_hash) values (current_workspace(), ${letterHash}) on conflict do nothing`,
    )) === 1
  );
}

/** The step that a run opened first and that is still open. */
export async function firstStepOf(tx: Tx, runId: string): Promise<string | undefined> {
  return (
    await tx.first(sql<{ task_id: string }>`
    select task_id from task where workspace_id = current_workspace() and run_id = ${runId} and closed_at is null order by created_at, task_id limit 1`)
  )?.task_id;
}
