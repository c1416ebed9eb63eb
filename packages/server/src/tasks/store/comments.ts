import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

export type CommentRow = {
  comment_id: string;
  author_id: string | null;
  author_name: string | null;
  imported_author: string | null;
  text: string;
  at: string;
  edited_at: string | null;
  reactions: { kind: string; id: string; name: string | null }[];
};

/** A comment `c` with its author, and the signs it was answered with in the order in which they came. */
const commentColumns = sql`c.comment_id, c.author_id, (select name from identity.person where id = c.author_id) as author_name, c.imported_author, c.text, c.at, c.edited_at,
  coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.person_id, 'name', p.name) order by r.at, r.kind) from reaction r join identity.person p on p.id = r.person_id
    where r.workspace_id = c.workspace_id and r.comment_id = c.comment_id), '[]'::jsonb) as reactions`;

export async function findComment(tx: Tx, taskId: string, commentId: string): Promise<CommentRow | undefined> {
  return tx.first(
    sql<CommentRow>`select ${commentColumns} from comment c where c.workspace_id = current_workspace() and c.task_id = ${taskId} and c.comment_id = ${commentId} and c.deleted_at is null`,
  );
}

export async function listComments(tx: Tx, taskId: string, after: string[] | null, limit: number): Promise<CommentRow[]> {
  return tx.rows(sql<CommentRow>`
    select ${commentColumns} from comment c
    where c.workspace_id = current_workspace() and c.task_id = ${taskId} and c.deleted_at is null
      ${after === null ? sql`` : sql`and (date_trunc('milliseconds', c.at), c.comment_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', c.at), c.comment_id limit ${limit}`);
}

export async function insertComment(
  tx: Tx,
  comment: { id: string; taskId: string; authorId: string | null; outsider: string | null; text: string },
): Promise<CommentRow> {
  await tx.change(
    sql`insert into comment (workspace_id, comment_id, task_id, author_id, imported_author, text) values (current_workspace(), ${comment.id}, ${comment.taskId}, ${comment.authorId}, ${comment.outsider}, ${comment.text})`,
  );
  return (await findComment(tx, comment.taskId, comment.id)) as CommentRow;
}

/** The author of a comment, and whether it is there still; undefined when there never was one. */
export async function authorOf(
  tx: Tx,
  taskId: string,
  commentId: string,
): Promise<{ author_id: string | null; there: boolean } | undefined> {
  return tx.first(
    sql<{
      author_id: string | null;
      there: boolean;
    }>`select author_id, deleted_at is null as there from comment where workspace_id = current_workspace() and task_id = ${taskId} and comment_id = ${commentId} for no key update`,
  );
}

export async function setCommentDeleted(tx: Tx, commentId: string, deleted: boolean): Promise<void> {
  await tx.change(
    sql`update comment set deleted_at = ${deleted ? sql`now()` : null} where workspace_id = current_workspace() and comment_id = ${commentId}`,
  );
}
