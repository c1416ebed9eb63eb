import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";

export type AttachmentRow = {
  attachment_id: string;
  name: string;
  media: string;
  size: number;
  added_by: string | null;
  adder_name: string | null;
  added_at: string;
  deleted_at: string | null;
  series_id: string;
  number: number;
  scan: "waiting" | "clean" | "infected" | "failed" | null;
};

const columns = sql`a.attachment_id, a.name, a.media, a.size, a.added_by, (select name from identity.person where id = a.added_by) as adder_name, a.added_at, a.deleted_at, a.series_id, a.number, a.scan`;

export async function listAttachments(tx: Tx, taskId: string): Promise<AttachmentRow[]> {
  return tx.rows(sql<AttachmentRow>`select ${columns} from attachment a where a.workspace_id = current_workspace() and a.task_id = ${taskId} and a.deleted_at is null
    and not exists (select from attachment n where n.workspace_id = a.workspace_id and n.series_id = a.series_id and n.number > a.number and n.deleted_at is null)
    order by (select min(f.added_at) from attachment f where f.workspace_id = a.workspace_id and f.series_id = a.series_id), a.attachment_id`);
}

/** The newest first. */
export async function listVersions(tx: Tx, seriesId: string): Promise<AttachmentRow[]> {
  return tx.rows(
    sql<AttachmentRow>`select ${columns} from attachment a where a.workspace_id = current_workspace() and a.series_id = ${seriesId} and a.deleted_at is null order by a.number desc`,
  );
}

/** The number that the next version gets; under the task's lock. */
export async function nextNumber(tx: Tx, seriesId: string): Promise<number> {
  return (
    ((
      await tx.first(
        sql<{
          last: number;
        }>`select max(number) as last from attachment where workspace_id = current_workspace() and series_id = ${seriesId}`,
      )
    )?.last ?? 0) + 1
  );
}

export async function countAttachments(tx: Tx, taskId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{
          count: number;
        }>`select count(*)::int as count from attachment where workspace_id = current_workspace() and task_id = ${taskId} and deleted_at is null`,
      )
    )?.count ?? 0
  );
}

/** One that is there or was taken away. */
export async function findAttachment(tx: Tx, taskId: string, attachmentId: string): Promise<AttachmentRow | undefined> {
  return tx.first(
    sql<AttachmentRow>`select ${columns} from attachment a where a.workspace_id = current_workspace() and a.task_id = ${taskId} and a.attachment_id = ${attachmentId}`,
  );
}

export async function isTaken(tx: Tx, attachmentId: string): Promise<boolean> {
  return (
    (await tx.first(sql`select 1 from attachment where workspace_id = current_workspace() and attachment_id = ${attachmentId}`)) !==
    undefined
  );
}

export async function insertAttachment(
  tx: Tx,
  file: {
    id: string;
    taskId: string;
    name: string;
    media: string;
    bytes: Uint8Array;
    digest: Uint8Array;
    addedBy: string | null;
    seriesId: string;
    number: number;
    scan: "waiting" | null;
  },
): Promise<void> {
  await tx.change(sql`
    insert into attachment (workspace_id, attachment_id, task_id, name, media, size, digest, added_by, series_id, number, scan)
    values (current_workspace(), ${file.id}, ${file.taskId}, ${file.name}, ${file.media}, ${file.bytes.length}, ${Buffer.from(file.digest)}, ${file.addedBy}, ${file.seriesId}, ${file.number}, ${file.scan})`);
  await tx.change(
    sql`insert into attachment_content (workspace_id, attachment_id, bytes) values (current_workspace(), ${file.id}, ${Buffer.from(file.bytes)})`,
  );
  if (file.scan !== null) await tx.change(sql`select job.add_scan(${file.id}::uuid)`);
}

export async function bytesOf(tx: Tx, attachmentId: string): Promise<Buffer | undefined> {
  return (
    await tx.first(
      sql<{
        bytes: Buffer;
      }>`select bytes from attachment_content where workspace_id = current_workspace() and attachment_id = ${attachmentId}`,
    )
  )?.bytes;
}

export async function setDeleted(tx: Tx, attachmentId: string, at: string | null): Promise<void> {
  await tx.change(
    sql`update attachment set deleted_at = ${at}::timestamptz where workspace_id = current_workspace() and attachment_id = ${attachmentId}`,
  );
}

export async function roleOf(tx: Tx, personId: string): Promise<WorkspaceRole | undefined> {
  return (
    await tx.first(
      sql<{ role: WorkspaceRole }>`select role from membership where workspace_id = current_workspace() and person_id = ${personId}`,
    )
  )?.role;
}

/** Takes a file that waits to be looked at, once for each attempt. */
export async function claimScan(tx: Tx, attachmentId: string, attempt: number): Promise<{ name: string; bytes: Buffer } | undefined> {
  const waits = await tx.change(
    sql`update attachment set scan_attempt = ${attempt} where workspace_id = current_workspace() and attachment_id = ${attachmentId} and scan = 'waiting' and scan_attempt < ${attempt}`,
  );
  if (waits === 0) return undefined;
  return tx.first(sql<{ name: string; bytes: Buffer }>`
    select a.name, c.bytes from attachment a join attachment_content c on c.workspace_id = a.workspace_id and c.attachment_id = a.attachment_id
    where a.workspace_id = current_workspace() and a.attachment_id = ${attachmentId}`);
}

/** The task whose file it is, once what was found is written down; undefined when a later attempt has it. */
export async function markScanned(
  tx: Tx,
  attachmentId: string,
  attempt: number,
  scan: "clean" | "infected" | "failed",
): Promise<string | undefined> {
  return (
    await tx.first(sql<{ task_id: string }>`
    update attachment set scan = ${scan} where workspace_id = current_workspace() and attachment_id = ${attachmentId} and scan = 'waiting' and scan_attempt <= ${attempt} returning task_id`)
  )?.task_id;
}
