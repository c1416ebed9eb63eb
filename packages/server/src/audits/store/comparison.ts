import { sql } from "kysely";
import type { Audit } from "@rondo/core/sameness";
import type { Tx } from "../../database/index.ts";
import type { Figures, Made, Refused } from "./audit.ts";

/** So long after a file came it is compared by itself, when nobody asked for it before: more may be on their way. */
const patienceSeconds = 20;

/** Orders that the audit be compared as soon as all its files are read: at once when somebody asks, after a while when a file came. */
export async function wantComparison(tx: Tx, auditId: string, when: "now" | "soon"): Promise<void> {
  await tx.change(sql`
    update survey set wanted_at = now() + make_interval(secs => ${when === "now" ? 0 : patienceSeconds}), failed = null
    where workspace_id = current_workspace() and survey_id = ${auditId}`);
  await orderComparison(tx, auditId);
}

/** Puts it into the queue when it is wanted and nothing of it is unread; whoever reads its last file asks again. */
export async function orderComparison(tx: Tx, auditId: string): Promise<void> {
  await tx.change(sql`
    select job.add_audit_comparison(s.survey_id, greatest(now(), s.wanted_at)) from survey s
    where s.workspace_id = current_workspace() and s.survey_id = ${auditId} and s.wanted_at is not null and not exists (${unread(auditId)})`);
}

const unread = (auditId: string) =>
  sql`select from survey_file f where f.workspace_id = current_workspace() and f.survey_id = ${auditId} and f.state in ('waiting', 'reading')`;

/** Takes it in hand; false when it is not wanted any more, or files came meanwhile. */
export async function claimComparison(tx: Tx, auditId: string, attempt: number): Promise<boolean> {
  const changed = await tx.change(sql`
    update survey set wanted_at = null, in_hand = ${attempt}
    where workspace_id = current_workspace() and survey_id = ${auditId} and (wanted_at <= now() or in_hand < ${attempt}) and not exists (${unread(auditId)})`);
  return changed > 0;
}

export async function keepResult(
  tx: Tx,
  auditId: string,
  attempt: number,
  kept: { result: Audit; figures: Figures; adopted: Readonly<Record<string, Made>> },
): Promise<number | undefined> {
  const row = await tx.first(sql<{ version: number }>`
    update survey set result = ${JSON.stringify(kept.result)}::jsonb, figures = ${JSON.stringify(kept.figures)}::jsonb, adopted = ${JSON.stringify(kept.adopted)}::jsonb,
      compared_at = now(), in_hand = null, failed = null, version = version + 1
    where workspace_id = current_workspace() and survey_id = ${auditId} and in_hand = ${attempt} returning version`);
  return row?.version;
}

export async function keepFailure(tx: Tx, auditId: string, failed: Refused): Promise<number | undefined> {
  const row = await tx.first(sql<{ version: number }>`
    update survey set failed = ${JSON.stringify(failed)}::jsonb, wanted_at = null, in_hand = null, version = version + 1
    where workspace_id = current_workspace() and survey_id = ${auditId} and (wanted_at is not null or in_hand is not null) returning version`);
  return row?.version;
}

/** Nobody waits for it any more: what is in hand is not written. */
export async function dropComparison(tx: Tx, auditId: string): Promise<number> {
  const row = await tx.first(sql<{ version: number }>`
    update survey set wanted_at = null, in_hand = null, version = version + 1 where workspace_id = current_workspace() and survey_id = ${auditId} returning version`);
  return row?.version ?? 0;
}
