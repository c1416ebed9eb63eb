import type { operations } from "@rondo/contract";
import { type Work, type WorkspaceCall, refuse } from "../http/index.ts";
import { type Process, locked, processEvent, setReview, show, updateProcess } from "../processes/index.ts";
import { insertConfirmation, reviewOf } from "./store.ts";

/** The published revision was looked at and is still right; the next review is counted from now. */
export async function confirm(call: WorkspaceCall<typeof operations.confirmProcess>): Promise<Process> {
  const row = await locked(call, "process.manage");
  if (row.published === null) refuse("nothing_published");
  await insertConfirmation(call.tx, {
    id: call.newId(),
    processId: row.process_id,
    revision: row.published,
    note: call.body.note,
    by: call.actor.personId,
  });
  await setReview(call.tx, row.process_id, row.review_months);
  await call.append(
    processEvent("process.confirmed", row.process_id, await updateProcess(call.tx, row.process_id, {}), {
      name: row.name,
      number: row.published,
      note: call.body.note,
    }),
  );
  return show(call, row.process_id);
}

/** Its moment has come: the owner is asked. */
export async function askForReview(work: Work, processId: string): Promise<void> {
  const row = await reviewOf(work.tx, processId);
  if (row === undefined) return;
  await work.append(
    processEvent("review.due", processId, await updateProcess(work.tx, processId, {}), { name: row.name, ownerId: row.owner_id }),
  );
}
