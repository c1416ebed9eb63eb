import type { operations } from "@rondo/contract";
import { hasError } from "@rondo/core/kernel";
import { validateDefinition } from "@rondo/core/process";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { type Process, type ProcessRow, draftOf, findingsOf, locked, processEvent, show, updateProcess } from "../processes/index.ts";
import { insertSubmission, settleSubmission } from "./store.ts";

type Call<Of extends keyof typeof operations> = WorkspaceCall<(typeof operations)[Of]>;

/** Puts the draft as it is before the approver. One that was still before them is taken back: they see the newest alone. */
export async function submit(call: Call<"submitDraft">): Promise<Process> {
  const row = await locked(call, "process.change");
  if (row.approver_id === null) refuse("approval_not_asked");
  const definition = await draftOf(call.tx, row.process_id);
  const findings = findingsOf(definition);
  if (hasError(validateDefinition(definition)))
    refuse("draft_has_errors", {
      findings: findings
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => message)
        .join(" "),
      list: findings,
    });
  if (row.published !== null && !row.draft_changed) refuse("draft_unchanged");
  await settleSubmission(call.tx, row.process_id, null, { verdict: "withdrawn", word: "", by: call.actor.personId });
  const id = call.newId();
  await insertSubmission(call.tx, {
    id,
    processId: row.process_id,
    draftVersion: row.draft_version,
    definition,
    note: call.body.note,
    by: call.actor.personId,
  });
  return told(call, row, "submission.made", { submissionId: id, note: call.body.note, approverId: row.approver_id });
}

export async function decideSubmission(call: Call<"decideSubmission">): Promise<Process> {
  const row = await locked(call, "process.read");
  if (row.approver_id !== call.actor.personId) refuse("approver_only", { who: row.approver_name ?? "-" });
  const { verdict, word } = call.body;
  if (verdict === "return" && word === "") refuse("reason_required");
  const settled = await settleSubmission(call.tx, row.process_id, call.params.s, {
    verdict: verdict === "approve" ? "approved" : "returned",
    word,
    by: call.actor.personId,
  });
  if (settled === undefined) refuse("submission_not_found");
  return told(call, row, verdict === "approve" ? "submission.approved" : "submission.returned", {
    submissionId: settled,
    word,
    makerId: row.submission_by,
  });
}

export async function withdraw(call: Call<"withdrawSubmission">): Promise<Process> {
  const row = await locked(call, "process.change");
  const settled = await settleSubmission(call.tx, row.process_id, call.params.s, {
    verdict: "withdrawn",
    word: "",
    by: call.actor.personId,
  });
  if (settled === undefined) refuse("submission_not_found");
  return told(call, row, "submission.withdrawn", { submissionId: settled });
}

async function told(
  call: Call<"submitDraft"> | Call<"decideSubmission"> | Call<"withdrawSubmission">,
  row: ProcessRow,
  name: string,
  data: Record<string, unknown>,
): Promise<Process> {
  await call.append(processEvent(name, row.process_id, await updateProcess(call.tx, row.process_id, {}), { name: row.name, ...data }));
  return show(call, row.process_id);
}
