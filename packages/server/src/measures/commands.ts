import type { operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { locked, processEvent, updateProcess } from "../processes/index.ts";
import { definitionsOf, deleteHypothesis, putHypothesis } from "./store.ts";

export async function setHypothesis(call: WorkspaceCall<typeof operations.putHypothesis>): Promise<undefined> {
  const { number: revision } = call.params;
  const row = await locked(call, "process.publish");
  if ((await definitionsOf(call.tx, row.process_id, [revision])).size === 0) refuse("process_not_found");
  await putHypothesis(call.tx, row.process_id, { revision, ...call.body, by: call.actor.personId });
  await call.append(
    processEvent("hypothesis.stated", row.process_id, await updateProcess(call.tx, row.process_id, {}), { number: revision, ...call.body }),
  );
}

export async function takeHypothesisBack(call: WorkspaceCall<typeof operations.deleteHypothesis>): Promise<undefined> {
  const row = await locked(call, "process.publish");
  await deleteHypothesis(call.tx, row.process_id, call.params.number);
  await call.append(
    processEvent("hypothesis.withdrawn", row.process_id, await updateProcess(call.tx, row.process_id, {}), { number: call.params.number }),
  );
}
