import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";

export type AttachmentRow = { attachment_id: string; name: string; media: string; size: number; added_by: string | null; adder_name: string | null; added_at: string; deleted_at: string | null };

const columns = sql`a.attachment_id, a.name, a.media, a.size, a.added_by, (select name from identity.person where id = a.added_by) as adder_name, a.added_at, a.deleted_at`;

export async function listAttachments(tx: Tx, taskId: string): Promise<AttachmentRow[]> {
  return tx.rows(sql<AttachmentRow>`select ${columns} from attachment a where a.workspace_id = current_workspace() and a.task_id = ${taskId} and a.deleted_at is null order by a.added_at, a.attachment_id`);
}

export async function countAttachments(tx: Tx, taskId: string): Promise<number> {
  return (await tx.first(sql<{ count: number }>`select count(*)::int as count from attachment where workspace_id = current_workspace() and task_id = ${taskId} and deleted_at is null`))?.count ?? 0;
}

/** One that is there or was taken away. */
export async function findAttachment(tx: Tx, taskId: string, attachmentId: string): Promise<AttachmentRow | undefined> {
  return tx.first(sql<AttachmentRow>`select ${columns} from attachment a where a.workspace_id = current_workspace() and a.task_id = ${taskId} and a.attachment_id = ${attachmentId}`);
}

export async function insertAttachment(tx: Tx, file: { id: string; taskId: string; name: string; media: string; bytes: Uint8Array; digest: Uint8Array; addedBy: string | null }): Promise<void> {
  await tx.change(sql`
    insert into attachment (workspace_id, attachment_id, task_id, name, media, size, digest, added_by)
    values (current_workspace(), ${file.id}, ${file.taskId}, ${file.name}, ${file.media}, ${file.bytes.length}, ${Buffer.from(file.digest)}, ${file.addedBy})`);
  await tx.change(sql`insert into attachment_content (workspace_id, attachment_id, bytes) values (current_workspace(), ${file.id}, ${Buffer.from(file.bytes)})`);
}

export async function bytesOf(tx: Tx, attachmentId: string): Promise<Buffer | undefined> {
  return (await tx.first(sql<{ bytes: Buffer }>`select bytes from attachment_content where workspace_id = current_workspace() and attachment_id = ${attachmentId}`))?.bytes;
}

export async function setDeleted(tx: Tx, attachmentId: string, at: string | null): Promise<void> {
  await tx.change(sql`update attachment set deleted_at = ${at}::timestamptz where workspace_id = current_workspace() and attachment_id = ${attachmentId}`);
}

export async function roleOf(tx: Tx, personId: string): Promise<WorkspaceRole | undefined> {
  return (await tx.first(sql<{ role: WorkspaceRole }>`select role from membership where workspace_id = current_workspace() and person_id = ${personId}`))?.role;
}
