import { sql } from "kysely";
import type { Finding } from "@rondo/core/kernel";
import type { Container } from "@rondo/core/sameness";
import type { Tx } from "../../database/index.ts";
import type { LogSize, Refused } from "./audit.ts";

/** `waiting` to be read, `reading` in the hands of a job, `read` (or refused, with the reason), `stopped` before it was read. */
export type FileState = "waiting" | "reading" | "read" | "stopped";
export type FileRow = {
  number: number;
  file_name: string;
  state: FileState;
  parts: number;
  items: number;
  findings: Finding[];
  refused: Refused | null;
  log: LogSize | null;
};

const columns = sql`number, file_name, state, parts, items, findings, refused, log`;

export async function listFiles(tx: Tx, auditId: string): Promise<FileRow[]> {
  return tx.rows(
    sql<FileRow>`select ${columns} from survey_file where workspace_id = current_workspace() and survey_id = ${auditId} order by number`,
  );
}

/** Keeps a file and orders that it is read. */
export async function insertFile(tx: Tx, auditId: string, file: { id: string; fileName: string; bytes: Uint8Array }): Promise<FileRow> {
  const row = await tx.first(sql<FileRow>`
    insert into survey_file (workspace_id, survey_id, file_id, number, file_name, bytes)
    select current_workspace(), ${auditId}, ${file.id}, coalesce(max(number), 0) + 1, ${file.fileName}, ${Buffer.from(file.bytes)}
    from survey_file where workspace_id = current_workspace() and survey_id = ${auditId}
    returning ${columns}`);
  await tx.change(sql`select job.add_audit_file(${file.id}::uuid)`);
  return row as FileRow;
}

export type TakenFile = { survey_id: string; number: number; file_name: string; bytes: Buffer };

/** Takes a file that is to be read, also out of the hands of an earlier attempt. */
export async function claimFile(tx: Tx, fileId: string, attempt: number): Promise<TakenFile | undefined> {
  return tx.first(sql<TakenFile>`
    update survey_file set state = 'reading', attempt = ${attempt}
    where workspace_id = current_workspace() and file_id = ${fileId} and state in ('waiting', 'reading') and attempt < ${attempt}
    returning survey_id, number, file_name, bytes`);
}

export async function auditOfFile(tx: Tx, fileId: string): Promise<string | undefined> {
  return (
    await tx.first(
      sql<{ survey_id: string }>`select survey_id from survey_file where workspace_id = current_workspace() and file_id = ${fileId}`,
    )
  )?.survey_id;
}

/** Writes down what is in it; false when it was stopped, or a later attempt has it. */
export async function keepReading(
  tx: Tx,
  fileId: string,
  attempt: number,
  read: { containers: readonly Container[]; findings: readonly Finding[]; refused: Refused | null; log: LogSize | null },
): Promise<boolean> {
  const items = read.containers.reduce((sum, container) => sum + container.items.length, 0);
  const changed = await tx.change(sql`
    update survey_file set state = 'read', containers = ${JSON.stringify(read.containers)}::jsonb, parts = ${read.containers.length}, items = ${items},
      findings = ${JSON.stringify(read.findings)}::jsonb, refused = ${read.refused === null ? null : JSON.stringify(read.refused)}::jsonb, log = ${read.log === null ? null : JSON.stringify(read.log)}::jsonb
    where workspace_id = current_workspace() and file_id = ${fileId} and state in ('waiting', 'reading') and attempt <= ${attempt}`);
  return changed > 0;
}

/** What is not read yet stays unread. */
export async function stopFiles(tx: Tx, auditId: string): Promise<void> {
  await tx.change(
    sql`update survey_file set state = 'stopped' where workspace_id = current_workspace() and survey_id = ${auditId} and state in ('waiting', 'reading')`,
  );
}

/** What was stopped is to be read after all. */
export async function resumeFiles(tx: Tx, auditId: string): Promise<void> {
  const rows = await tx.rows(sql<{ file_id: string }>`
    update survey_file set state = 'waiting', attempt = 0 where workspace_id = current_workspace() and survey_id = ${auditId} and state = 'stopped' returning file_id`);
  for (const { file_id } of rows) await tx.change(sql`select job.add_audit_file(${file_id}::uuid)`);
}

export async function containersOfAudit(tx: Tx, auditId: string): Promise<Container[]> {
  const rows = await tx.rows(
    sql<{
      containers: Container[];
    }>`select containers from survey_file where workspace_id = current_workspace() and survey_id = ${auditId} order by number`,
  );
  return rows.flatMap((row) => row.containers);
}

export async function bytesOf(
  tx: Tx,
  auditId: string,
  number: number,
): Promise<{ file_name: string; bytes: Buffer; log: LogSize | null } | undefined> {
  return tx.first(
    sql<{
      file_name: string;
      bytes: Buffer;
      log: LogSize | null;
    }>`select file_name, bytes, log from survey_file where workspace_id = current_workspace() and survey_id = ${auditId} and number = ${number}`,
  );
}

/** The containers of a file in the order in which an import makes them: projects before processes. */
export async function containersAsMade(tx: Tx, auditId: string, number: number): Promise<{ id: string; written: boolean }[]> {
  return tx.rows(sql<{ id: string; written: boolean }>`
    select c ->> 'id' as id, (c ->> 'written')::boolean as written
    from survey_file f cross join lateral jsonb_array_elements(f.containers) with ordinality as e(c, place)
    where f.workspace_id = current_workspace() and f.survey_id = ${auditId} and f.number = ${number} order by written, place`);
}
