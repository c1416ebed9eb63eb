import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

export type CommentRow = {
  comment_id: string;
  parent_id: string | null;
  author_id: string | null;
  author_name: string | null;
  text: string;
  anchor: Anchor | null;
  quote: string;
  at: string;
  edited_at: string | null;
  resolved_by: string | null;
  resolver_name: string | null;
  resolved_at: string | null;
};
type Position = Record<string, string | number | null | Record<string, string | number | null>>;
export type Anchor = { readonly from: Position; readonly to: Position };

const columns = sql`k.comment_id, k.parent_id, k.author_id, a.name as author_name, k.text, k.anchor, k.quote, k.at, k.edited_at, k.resolved_by, r.name as resolver_name, k.resolved_at
  from document_comment k left join identity.person a on a.id = k.author_id left join identity.person r on r.id = k.resolved_by`;

export async function listComments(tx: Tx, documentId: string): Promise<CommentRow[]> {
  return tx.rows(
    sql<CommentRow>`select ${columns} where k.workspace_id = current_workspace() and k.document_id = ${documentId} and k.deleted_at is null order by k.at, k.comment_id limit 1000`,
  );
}

export async function findComment(tx: Tx, documentId: string, commentId: string, deleted = false): Promise<CommentRow | undefined> {
  return tx.first(
    sql<CommentRow>`select ${columns} where k.workspace_id = current_workspace() and k.document_id = ${documentId} and k.comment_id = ${commentId} and (k.deleted_at is not null) = ${deleted}`,
  );
}

export async function insertComment(
  tx: Tx,
  one: { id: string; documentId: string; parentId: string | null; authorId: string; text: string; anchor: unknown; quote: string },
): Promise<void> {
  await tx.change(sql`
    insert into document_comment (workspace_id, comment_id, document_id, parent_id, author_id, text, anchor, quote)
    values (current_workspace(), ${one.id}, ${one.documentId}, ${one.parentId}, ${one.authorId}, ${one.text}, ${one.anchor === null ? null : JSON.stringify(one.anchor)}::jsonb, ${one.quote})`);
}

export async function rewriteComment(tx: Tx, commentId: string, text: string): Promise<void> {
  await tx.change(
    sql`update document_comment set text = ${text}, edited_at = now() where workspace_id = current_workspace() and comment_id = ${commentId}`,
  );
}

/** With it go the answers to it. */
export async function deleteComment(tx: Tx, commentId: string): Promise<void> {
  await tx.change(
    sql`update document_comment set deleted_at = now() where workspace_id = current_workspace() and (comment_id = ${commentId} or parent_id = ${commentId}) and deleted_at is null`,
  );
}

/** And the answers that went with it. */
export async function restoreComment(tx: Tx, commentId: string): Promise<void> {
  await tx.change(sql`
    update document_comment k set deleted_at = null from document_comment o
    where k.workspace_id = current_workspace() and o.workspace_id = k.workspace_id and o.comment_id = ${commentId}
      and (k.comment_id = o.comment_id or k.parent_id = o.comment_id) and k.deleted_at = o.deleted_at`);
}

export async function setResolved(tx: Tx, commentId: string, by: string | null): Promise<void> {
  await tx.change(
    sql`update document_comment set resolved_by = ${by}, resolved_at = case when ${by}::uuid is null then null else now() end where workspace_id = current_workspace() and comment_id = ${commentId}`,
  );
}
