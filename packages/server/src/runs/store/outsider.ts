import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

export type LinkRow = { task_id: string; run_id: string; step_id: string; email: string | null; expires_at: string };

/** A link that still works: neither used nor too old, and its step is open. Locked, so that it works once. */
export async function findLink(tx: Tx, linkId: string, lock: boolean): Promise<LinkRow | undefined> {
  return tx.first(sql<LinkRow>`
    select l.task_id, t.run_id, t.step_id, l.email, l.expires_at
    from outsider_link l join task t on t.workspace_id = l.workspace_id and t.task_id = l.task_id
    where l.workspace_id = current_workspace() and l.link_id = ${linkId} and l.used_at is null and l.expires_at > now() and t.closed_at is null ${lock ? sql`for update of l` : sql``}`);
}

export type EndedLink = { link_id: string; used: boolean; closed: boolean; organisation: string };

/** The link of a step that this one is or was, with what can have ended it. */
export async function findEnded(tx: Tx, linkId: string): Promise<EndedLink | undefined> {
  return tx.first(sql<EndedLink>`
    select l.link_id, l.used_at is not null as used, t.closed_at is not null or t.deleted_at is not null as closed, w.name as organisation
    from outsider_link l join task t on t.workspace_id = l.workspace_id and t.task_id = l.task_id join workspace w on w.workspace_id = l.workspace_id
    where l.workspace_id = current_workspace() and (l.link_id = ${linkId} or l.replaced @> array[${linkId}::uuid])`);
}

/** The link of a task; one before it ends. */
export async function putLink(tx: Tx, taskId: string, linkId: string, email: string | null): Promise<string> {
  const row = await tx.first(sql<{ expires_at: string }>`
    insert into outsider_link (workspace_id, task_id, link_id, email) values (current_workspace(), ${taskId}, ${linkId}, ${email})
    on conflict (workspace_id, task_id) do update set replaced = array_prepend(outsider_link.link_id, outsider_link.replaced[1:49]), link_id = excluded.link_id, email = excluded.email, made_at = now(), expires_at = excluded.expires_at, used_at = null
    returning expires_at`);
  return (row as { expires_at: string }).expires_at;
}

export async function useLink(tx: Tx, taskId: string): Promise<void> {
  await tx.change(sql`update outsider_link set used_at = now() where workspace_id = current_workspace() and task_id = ${taskId}`);
}

export async function linksOf(
  tx: Tx,
  runId: string,
): Promise<{ task_id: string; email: string | null; made_at: string; used_at: string | null }[]> {
  return tx.rows(sql<{ task_id: string; email: string | null; made_at: string; used_at: string | null }>`
    select l.task_id, l.email, l.made_at, l.used_at from outsider_link l join task t on t.workspace_id = l.workspace_id and t.task_id = l.task_id
    where l.workspace_id = current_workspace() and t.run_id = ${runId}`);
}
