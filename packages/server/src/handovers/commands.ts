import type { operations } from "@rondo/contract";
import { may } from "@rondo/core/access";
import { addWorkingTime } from "@rondo/core/calendar";
import { mustMayIn } from "../access/index.ts";
import { workingTime } from "../calendars/index.ts";
import { type Work, type WorkspaceCall, refuse, workOf } from "../http/index.ts";
import { type PlanHooks, lockPlan } from "../plans/index.ts";
import { startRun } from "../runs/index.ts";
import { clearDue, setDue } from "../sweep/index.ts";
import { findTask, membersAmong } from "../tasks/index.ts";
import { lockedTeam } from "../teams/index.ts";
import { allowedHandover } from "./policy.ts";
import { type Handover, stateOf } from "./present.ts";
import { show } from "./queries.ts";
import {
  type HandoverRow,
  type Taker,
  countEvent,
  decideOffer,
  findHandover,
  insertHandover,
  insertOffer,
  itemsOf,
  lockHandover,
  markItem,
  plannedAt,
} from "./store.ts";

export async function planHandover(call: WorkspaceCall<typeof operations.planHandover>): Promise<Handover> {
  const { body, actor, tx, params } = call;
  await mustMayIn(tx, actor, "project", params.p, "handover.offer");
  if ((await lockPlan(tx, params.p))?.ended) refuse("project_ended");
  if (body.taskId !== null) {
    const task = await findTask(tx, actor.personId, body.taskId);
    if (task === undefined || task.deleted_at !== null || task.project_id !== params.p) refuse("task_not_found");
  }
  const taker = await takerNamed(call);
  const id = call.newId();
  await insertHandover(tx, {
    id,
    projectId: params.p,
    taskId: body.taskId,
    ...taker,
    receiverId: body.receiverId,
    title: body.title,
    contents: body.contents,
    acceptWithinMinutes: body.acceptWithinMinutes,
    by: actor.personId,
    items: body.items.map((text) => ({ id: call.newId(), text })),
  });
  const row = (await findHandover(tx, actor.personId, id)) as HandoverRow;
  await call.append(handoverEvent("handover.planned", row, 1, "project"));
  return show(tx, actor, id);
}

/** The process or team that is to take it on, which whoever plans the handover has to know of. */
async function takerNamed({ tx, actor, body }: WorkspaceCall<typeof operations.planHandover>): Promise<Taker> {
  if (body.teamId !== null) {
    if (!may("team.read", { workspace: actor.role })) refuse("team_not_found");
    const team = await lockedTeam(tx, body.teamId);
    return { processId: null, team: { id: team.team_id, name: team.name } };
  }
  const processId = body.processId as string;
  await mustMayIn(tx, actor, "process", processId, "process.read");
  if (body.receiverId !== null && (await membersAmong(tx, [body.receiverId])).length === 0)
    refuse("not_assignable", { home: "this workspace" });
  return { processId, team: null };
}

export async function offerHandover(call: WorkspaceCall<typeof operations.offerHandover>): Promise<Handover> {
  const { actor, tx, params } = call;
  await lockHandover(tx, params.h);
  const row = allowedHandover(actor, await findHandover(tx, actor.personId, params.h), "handover.offer");
  if (stateOf(row) === "accepted") refuse("handover_decided");
  if (stateOf(row) !== "offered") await offer(workOf(call), row);
  return show(tx, actor, params.h);
}

/** Whoever completes the milestone offers what was planned at it, with whatever right they completed it. */
export const offerReached: PlanHooks["onReached"] = async (work, _projectId, taskId) => {
  for (const id of await plannedAt(work.tx, taskId)) {
    await lockHandover(work.tx, id);
    const row = (await findHandover(work.tx, nobody, id)) as HandoverRow;
    if (stateOf(row) === "planned") await offer(work, row);
  }
};

const nobody = "00000000-0000-0000-0000-000000000000";

async function offer(work: Work, row: HandoverRow): Promise<void> {
  const { calendar, zone } = await workingTime(work.tx, row.calendar_id);
  const acceptBy =
    row.accept_within_minutes === null
      ? null
      : new Date(addWorkingTime(work.now.getTime(), row.accept_within_minutes, calendar, zone)).toISOString();
  const round = (row.round ?? 0) + 1;
  await insertOffer(work.tx, row.handover_id, { round, by: work.actorId, acceptBy });
  if (acceptBy !== null) await setDue(work.tx, dueKind, row.handover_id, acceptBy);
  await work.append(
    handoverEvent("handover.offered", { ...row, offered_by: work.actorId }, await countEvent(work.tx, row.handover_id), "taker", {
      round,
      acceptBy,
    }),
  );
}

export const dueKind = "handover";

/** Nobody decided in time: both sides are told, and it stays offered. */
export async function passAcceptBy(work: Work, handoverId: string): Promise<void> {
  await lockHandover(work.tx, handoverId);
  const row = await findHandover(work.tx, nobody, handoverId);
  if (row === undefined || stateOf(row) !== "offered") return;
  await work.append(
    handoverEvent("handover.overdue", row, await countEvent(work.tx, handoverId), "taker", { round: row.round, acceptBy: row.accept_by }),
  );
}

export async function acceptItem(call: WorkspaceCall<typeof operations.acceptItem>): Promise<Handover> {
  return mark(call, call.actor.personId, "acceptance.added");
}

export async function unacceptItem(call: WorkspaceCall<typeof operations.unacceptItem>): Promise<Handover> {
  return mark(call, null, "acceptance.removed");
}

/** All must be accepted first: a handover is never half taken. To a process it starts a run, which gives back to whoever offered it. */
export async function acceptHandover(call: WorkspaceCall<typeof operations.acceptHandover>): Promise<Handover> {
  const { actor, tx, params } = call;
  const row = await decidable(call, params.h);
  const left = (await itemsOf(tx, [row.handover_id])).filter((item) => item.accepted_at === null);
  if (left.length > 0) refuse("acceptance_incomplete", { left: left.length });
  const runId = row.process_id === null ? null : await runOf(workOf(call), row, row.process_id);
  await decideOffer(tx, row.handover_id, row.round as number, "accepted", actor.personId, null);
  await clearDue(tx, dueKind, row.handover_id);
  await call.append(handoverEvent("handover.accepted", row, await countEvent(tx, row.handover_id, runId), "project", { runId }));
  return show(tx, actor, params.h);
}

async function runOf(work: Work, row: HandoverRow, processId: string): Promise<string> {
  const requester = { id: row.offered_by, name: row.offerer_name, email: null };
  return (await startRun(work, { processId, via: "handover", title: row.title, answers: {}, fillings: [], requester })).runId;
}

/** Back to the project with the reason. What was accepted of the list stays accepted for the next round. */
export async function returnHandover(call: WorkspaceCall<typeof operations.returnHandover>): Promise<Handover> {
  const { actor, tx, params, body } = call;
  const row = await decidable(call, params.h);
  await decideOffer(tx, row.handover_id, row.round as number, "returned", actor.personId, body.reason);
  await clearDue(tx, dueKind, row.handover_id);
  await call.append(handoverEvent("handover.returned", row, await countEvent(tx, row.handover_id), "project", { reason: body.reason }));
  return show(tx, actor, params.h);
}

type DecisionCall = Pick<WorkspaceCall<typeof operations.acceptItem>, "tx" | "actor">;

async function mark(
  call: WorkspaceCall<typeof operations.acceptItem> | WorkspaceCall<typeof operations.unacceptItem>,
  by: string | null,
  event: string,
): Promise<Handover> {
  const { actor, tx, params } = call;
  const row = await decidable(call, params.h);
  const item = (await itemsOf(tx, [row.handover_id])).find((one) => one.item_id === params.i);
  if (item === undefined) refuse("handover_not_found");
  if (await markItem(tx, row.handover_id, params.i, by))
    await call.append(handoverEvent(event, row, await countEvent(tx, row.handover_id), "taker", { itemId: params.i, text: item.text }));
  return show(tx, actor, params.h);
}

/** The handover, under its lock, while it is offered, for somebody who decides it. */
async function decidable({ tx, actor }: DecisionCall, handoverId: string): Promise<HandoverRow> {
  await lockHandover(tx, handoverId);
  const row = allowedHandover(actor, await findHandover(tx, actor.personId, handoverId), "handover.decide");
  if (stateOf(row) === "planned") refuse("handover_not_offered");
  if (stateOf(row) !== "offered") refuse("handover_decided");
  return row;
}

/** An event stands at the side that has to hear of it: an offer at the process or team, a plan and a decision at the project. */
function handoverEvent(
  name: string,
  row: HandoverRow,
  version: number,
  side: "project" | "taker",
  more: Record<string, unknown> = {},
): Parameters<Work["append"]>[0] {
  return {
    name,
    subjectKind: "handover",
    subjectId: row.handover_id,
    version,
    ...homeOf(row, side),
    data: {
      title: row.title,
      projectId: row.project_id,
      processId: row.process_id,
      teamId: row.team_id,
      receiverId: row.receiver_id,
      offeredBy: row.offered_by,
      ...more,
    },
  };
}

/** Of a team that was deleted, what is said to it stands at the project. */
function homeOf(row: HandoverRow, side: "project" | "taker"): Pick<Parameters<Work["append"]>[0], "homeKind" | "homeId"> {
  if (side === "taker" && row.process_id !== null) return { homeKind: "process", homeId: row.process_id };
  if (side === "taker" && row.team_id !== null) return { homeKind: "team", homeId: row.team_id };
  return { homeKind: "project", homeId: row.project_id };
}
