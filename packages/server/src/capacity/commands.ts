import type { AnswerOf, operations } from "@rondo/contract";
import type { OwnHours } from "@rondo/core/plan";
import { mustHaveWork } from "../calendars/index.ts";
import { type Work, type WorkspaceCall, refuse, workOf } from "../http/index.ts";
import { presentAbsence, presentHours } from "./present.ts";
import { type CapacityChange, isMember, ownHours, ownTime, peopleOf, putCapacity } from "./store.ts";

/** What others do when somebody's hours or leave are others; given by the composition root. */
export type HoursChanged = (work: Work, personId: string, before: OwnHours | undefined) => Promise<void>;

export async function changeCapacity(
  call: WorkspaceCall<typeof operations.changeCapacity>,
  hoursChanged: HoursChanged,
): Promise<undefined> {
  const { tx, params, body } = call;
  const person = (await peopleOf(tx)).find((row) => row.person_id === params.m);
  if (person === undefined) refuse("member_not_found");
  await save(call, params.m, body, hoursChanged);
}

/** One's own leave and who stands in. What is kept free of one's time is an admin's to say. */
export async function changeMyLeave(
  call: WorkspaceCall<typeof operations.changeMyLeave>,
  hoursChanged: HoursChanged,
): Promise<AnswerOf<typeof operations.changeMyLeave>> {
  const { tx, actor, body } = call;
  await save(call, actor.personId, body, hoursChanged);
  return presentAbsence(await ownTime(tx, actor.personId));
}

export async function changeMyHours(
  call: WorkspaceCall<typeof operations.changeMyHours>,
  hoursChanged: HoursChanged,
): Promise<AnswerOf<typeof operations.changeMyHours>> {
  const { tx, actor, body } = call;
  await save(call, actor.personId, { hours: body.hours }, hoursChanged);
  return presentHours(tx, await ownTime(tx, actor.personId));
}

type Call = Pick<WorkspaceCall<typeof operations.changeMyHours>, "system" | "tx" | "actor" | "now" | "newId" | "append">;

async function save(call: Call, personId: string, change: CapacityChange, hoursChanged: HoursChanged): Promise<void> {
  const { standInId, hours } = change;
  if (standInId != null && (standInId === personId || !(await isMember(call.tx, standInId))))
    refuse("not_assignable", { home: "this workspace" });
  if (hours != null) mustHaveWork({ week: hours, exceptions: [] });
  const leave = change.leave?.map(({ from, to, note }) => (from <= to ? { from, to, note } : { from: to, to: from, note }));
  const [before] = await ownHours(call.tx, [personId]);
  const { capacity_id, version } = await putCapacity(call.tx, personId, { ...change, leave });
  await call.append({
    name: "capacity.changed",
    subjectKind: "capacity",
    subjectId: capacity_id,
    version,
    homeKind: "workspace",
    homeId: call.actor.workspaceId,
    data: {
      personId,
      ...(change.reservedPercent !== undefined && { reservedPercent: change.reservedPercent }),
      ...(leave !== undefined && { leave: leave.length }),
      ...(standInId !== undefined && { standInId }),
      ...(hours !== undefined && { hours }),
    },
  });
  if (leave !== undefined || hours !== undefined) await hoursChanged(workOf(call), personId, before);
}
