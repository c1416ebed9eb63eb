import { sql } from "kysely";
import { isShownRun, seesSpace } from "../../access/index.ts";
import type { Tx } from "../../database/index.ts";

export type FileRow = { attachment_id: string; task_id: string; name: string; media: string; size: number };

/** Files on steps of a run, of these ids. */
export async function filesAmong(tx: Tx, runId: string, ids: readonly string[]): Promise<FileRow[]> {
  return tx.rows(sql<FileRow>`
    select a.attachment_id, a.task_id, a.name, a.media, a.size
    from attachment a join task t on t.workspace_id = a.workspace_id and t.task_id = a.task_id
    where a.workspace_id = current_workspace() and t.run_id = ${runId} and a.attachment_id = any(${ids}::uuid[]) and a.deleted_at is null`);
}

export async function bytesOf(tx: Tx, attachmentId: string): Promise<Buffer | undefined> {
  return (
    await tx.first(sql<{ bytes: Buffer }>`
    select c.bytes from attachment_content c join attachment a on a.workspace_id = c.workspace_id and a.attachment_id = c.attachment_id
    where c.workspace_id = current_workspace() and c.attachment_id = ${attachmentId} and (a.scan is null or a.scan = 'clean')`)
  )?.bytes;
}

export type WorkRow = { kind: "run" | "project"; id: string; title: string };

/** Runs and projects of these ids; with a reader, those alone that they may see. */
export async function workAmong(
  tx: Tx,
  reader: { readonly personId: string; readonly role: string } | null,
  ids: readonly string[],
): Promise<WorkRow[]> {
  const sees = (id: string) => (reader === null ? sql`true` : seesSpace(reader.personId, reader.role, { everyone: "s.everyone", id }));
  return tx.rows(sql<WorkRow>`
    select 'run' as kind, r.run_id as id, r.title from run r join process s on s.workspace_id = r.workspace_id and s.process_id = r.process_id
    where r.workspace_id = current_workspace() and r.run_id = any(${ids}::uuid[]) and (${sees("s.process_id")}${reader === null ? sql`` : sql` or ${isShownRun(reader.personId, "r.run_id")}`})
    union all
    select 'project', s.project_id, s.name from project s where s.workspace_id = current_workspace() and s.project_id = any(${ids}::uuid[]) and ${sees("s.project_id")}`);
}
