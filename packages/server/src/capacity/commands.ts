import type { AnswerOf, operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { presentAbsence } from "./present.ts";
import { type Leave, isMember, ownTime, peopleOf, putCapacity } from "./store.ts";

export async function changeCapacity(call: WorkspaceCall<typeof operations.changeCapacity>): Promise<undefined> {
  const { tx, params, body } = call;
  const person = (await peopleOf(tx)).find((row) => row.person_id === params.m);
  if (person === undefined) refuse("member_not_found");
  await save(call, params.m, body);
}

/** One's own leave and who stands in. What is kept free of one's time is an admin's to say. */
export async function changeMyLeave(
  call: WorkspaceCall<typeof operations.changeMyLeave>,
): Promise<AnswerOf<typeof operations.changeMyLeave>> {
  const { tx, actor, body } = call;
  await save(call, actor.personId, { reservedPercent: (await ownTime(tx, actor.personId)).reserved_percent, ...body });
  return presentAbsence(await ownTime(tx, actor.personId));
}

type Call = Pick<WorkspaceCall<typeof operations.changeCapacity>, "tx" | "actor" | "append">;

async function save(
  call: Call,
  personId: string,
  {
    reservedPercent,
    leave: given,
    standInId,
  }: { readonly reservedPercent: number; readonly leave: readonly Leave[]; readonly standInId?: string | null | undefined },
): Promise<void> {
  if (standInId != null && (standInId === personId || !(await isMember(call.tx, standInId))))
    refuse("not_assignable", { home: "this workspace" });
  const leave = given.map(({ from, to, note }) => (from <= to ? { from, to, note } : { from: to, to: from, note }));
  const { capacity_id, version } = await putCapacity(call.tx, personId, reservedPercent, leave, standInId);
  await call.append({
    name: "capacity.changed",
    subjectKind: "capacity",
    subjectId: capacity_id,
    version,
    homeKind: "workspace",
    homeId: call.actor.workspaceId,
    data: { personId, reservedPercent, leave: leave.length, ...(standInId !== undefined && { standInId }) },
  });
}
