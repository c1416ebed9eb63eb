import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

/** Keeps what the comment says now, and says the new. */
export async function rewrite(tx: Tx, commentId: string, text: string): Promise<void> {
  await tx.change(sql`
    insert into comment_revision (workspace_id, comment_id, number, text, at)
    select c.workspace_id, c.comment_id, 1 + (select count(*)::int from comment_revision r where r.workspace_id = c.workspace_id and r.comment_id = c.comment_id), c.text, coalesce(c.edited_at, c.at)
    from comment c where c.workspace_id = current_workspace() and c.comment_id = ${commentId}`);
  await tx.change(
    sql`update comment set text = ${text}, edited_at = now() where workspace_id = current_workspace() and comment_id = ${commentId}`,
  );
}

export async function revisionsOf(tx: Tx, commentId: string): Promise<{ text: string; at: string }[]> {
  return tx.rows(
    sql<{
      text: string;
      at: string;
    }>`select text, at from comment_revision where workspace_id = current_workspace() and comment_id = ${commentId} order by number`,
  );
}

/** Whether anything changed: doing it twice is doing it once. */
export async function insertReaction(tx: Tx, commentId: string, personId: string, kind: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`insert into reaction (workspace_id, comment_id, person_id, kind) values (current_workspace(), ${commentId}, ${personId}, ${kind}) on conflict do nothing`,
    )) > 0
  );
}

export async function deleteReaction(tx: Tx, commentId: string, personId: string, kind: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`delete from reaction where workspace_id = current_workspace() and comment_id = ${commentId} and person_id = ${personId} and kind = ${kind}`,
    )) > 0
  );
}
