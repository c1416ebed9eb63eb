import type { operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { peopleOf, putCapacity } from "./store.ts";

export async function changeCapacity(call: WorkspaceCall<typeof operations.changeCapacity>): Promise<undefined> {
  const { tx, params, body } = call;
  const person = (await peopleOf(tx)).find((row) => row.person_id === params.m);
  if (person === undefined) refuse("member_not_found");
  const leave = body.leave.map(({ from, to, note }) => (from <= to ? { from, to, note } : { from: to, to: from, note }));
  const version = await putCapacity(tx, params.m, body.reservedPercent, leave);
  await call.append({ name: "capacity.changed", subjectKind: "capacity", subjectId: params.m, version, homeKind: "workspace", homeId: call.actor.workspaceId, data: { reservedPercent: body.reservedPercent, leave: leave.length } });
}
