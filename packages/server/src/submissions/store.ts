import { sql } from "kysely";
import type { Definition } from "@rondo/core/process";
import type { Tx } from "../database/index.ts";

export type SubmissionRow = {
  submission_id: string;
  process_id: string;
  draft_version: number;
  note: string;
  made_by: string | null;
  maker_name: string | null;
  made_at: string;
  decided_by: string | null;
  decider_name: string | null;
  decided_at: string | null;
  verdict: "approved" | "returned" | "withdrawn" | null;
  word: string;
};

const columns = sql`s.submission_id, s.process_id, s.draft_version, s.note, s.made_by, m.name as maker_name, s.made_at, s.decided_by, d.name as decider_name, s.decided_at, s.verdict, s.word`;
const people = sql`left join identity.person m on m.id = s.made_by left join identity.person d on d.id = s.decided_by`;

export async function listSubmissions(tx: Tx, processId: string): Promise<SubmissionRow[]> {
  return tx.rows(
    sql<SubmissionRow>`select ${columns} from submission s ${people} where s.workspace_id = current_workspace() and s.process_id = ${processId} order by s.made_at desc, s.submission_id desc limit 200`,
  );
}

export async function findSubmission(
  tx: Tx,
  processId: string,
  submissionId: string,
): Promise<(SubmissionRow & { definition: Definition }) | undefined> {
  return tx.first(sql<SubmissionRow & { definition: Definition }>`
    select ${columns}, s.definition from submission s ${people} where s.workspace_id = current_workspace() and s.process_id = ${processId} and s.submission_id = ${submissionId}`);
}

export async function insertSubmission(
  tx: Tx,
  submission: { id: string; processId: string; draftVersion: number; definition: Definition; note: string; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into submission (workspace_id, submission_id, process_id, draft_version, definition, note, made_by)
    values (current_workspace(), ${submission.id}, ${submission.processId}, ${submission.draftVersion}, ${JSON.stringify(submission.definition)}::jsonb, ${submission.note}, ${submission.by})`);
}

/** Of the one that is still open: none before it is decided twice. */
export async function settleSubmission(
  tx: Tx,
  processId: string,
  submissionId: string | null,
  settled: { verdict: "approved" | "returned" | "withdrawn"; word: string; by: string | null },
): Promise<string | undefined> {
  const row = await tx.first(sql<{ submission_id: string }>`
    update submission set verdict = ${settled.verdict}, word = ${settled.word}, decided_by = ${settled.by}, decided_at = now()
    where workspace_id = current_workspace() and process_id = ${processId} and verdict is null and (${submissionId}::uuid is null or submission_id = ${submissionId}) returning submission_id`);
  return row?.submission_id;
}
