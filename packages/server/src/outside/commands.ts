import { randomUUID } from "node:crypto";
import type { AnswerOf, operations } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import { shareIfNone } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import { type Actor, type WorkspaceCall, refuse } from "../http/index.ts";
import { allowed, findTask, lockTask, taskEvent, updateTask } from "../tasks/index.ts";
import { type Kind, mayShow, runToShow } from "./policy.ts";
import { presentLink } from "./present.ts";
import { type LinkRow, deleteShown, endLink, findLink, headOf, insertLink, putShown } from "./store.ts";

export async function makePublicLink(
  call: WorkspaceCall<typeof operations.makePublicLink>,
): Promise<AnswerOf<typeof operations.makePublicLink>> {
  const { tx, actor, params, body, system } = call;
  await mayShow(tx, actor, params.kind, params.id);
  const head = await headOf(tx, params.kind, params.id);
  if (head === undefined) refuse(params.kind === "process" ? "nothing_published" : "not_found");
  if (body.expiresAt !== null && Date.parse(body.expiresAt) <= call.now.getTime())
    refuse("invalid_request", { problems: "expiresAt has passed already" });
  const id = randomUUID(); // not one that tells its time: it is the secret of the address
  await insertLink(tx, { id, kind: params.kind, subjectId: params.id, files: body.files, by: actor.personId, expiresAt: body.expiresAt });
  await call.append(linkEvent("public_link.made", call, head.title));
  return presentLink((await findLink(tx, id)) as LinkRow, system.publicUrl, actor.workspaceId);
}

export async function revokePublicLink(call: WorkspaceCall<typeof operations.revokePublicLink>): Promise<undefined> {
  const { tx, actor, params } = call;
  await mayShow(tx, actor, params.kind, params.id);
  if (!(await endLink(tx, params.kind, params.id, params.l, actor.personId))) refuse("public_link_gone");
  await call.append(linkEvent("public_link.revoked", call, (await headOf(tx, params.kind, params.id))?.title ?? ""));
}

/** At the admins' home, and never with the secret of the address: an event's subject stands in the audit trail. */
function linkEvent(
  name: string,
  call: Pick<WorkspaceCall<typeof operations.makePublicLink>, "actor" | "params" | "newId">,
  title: string,
): Parameters<WorkspaceCall<typeof operations.makePublicLink>["append"]>[0] {
  const { kind, id } = call.params;
  return {
    name,
    subjectKind: "publicLink",
    subjectId: call.newId(),
    version: 1,
    homeKind: "admins",
    homeId: call.actor.workspaceId,
    data: { title, of: kind, id },
  };
}

export async function shareTask(call: WorkspaceCall<typeof operations.shareTask>): Promise<undefined> {
  const { tx, actor, params, body } = call;
  await lockTask(tx, params.t);
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "outside.show");
  if (!(await putShown(tx, "task", task.task_id, params.m, body.role))) refuse("member_not_found");
  await call.append(
    taskEvent("task.shared", task, await updateTask(tx, task.task_id, {}), { title: task.title, personId: params.m, role: body.role }),
  );
}

export async function unshareTask(call: WorkspaceCall<typeof operations.unshareTask>): Promise<undefined> {
  const { tx, actor, params } = call;
  await lockTask(tx, params.t);
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "outside.show");
  if (!(await deleteShown(tx, "task", task.task_id, params.m))) refuse("member_not_found");
  await call.append(taskEvent("task.unshared", task, await updateTask(tx, task.task_id, {}), { title: task.title, personId: params.m }));
}

export async function shareRun(call: WorkspaceCall<typeof operations.shareRun>): Promise<undefined> {
  const { tx, actor, params, body } = call;
  const run = await runToShow(tx, actor, params.r);
  if (!(await putShown(tx, "run", run.run_id, params.m, body.role))) refuse("member_not_found");
  await call.append(runShareEvent("run.shared", call, { title: run.title, personId: params.m, role: body.role }));
}

export async function unshareRun(call: WorkspaceCall<typeof operations.unshareRun>): Promise<undefined> {
  const { tx, actor, params } = call;
  const run = await runToShow(tx, actor, params.r);
  if (!(await deleteShown(tx, "run", run.run_id, params.m))) refuse("member_not_found");
  await call.append(runShareEvent("run.unshared", call, { title: run.title, personId: params.m }));
}

/** To somebody who has just come in at an invitation; not where whoever invited them may show it no longer. */
export async function showAtOnce(tx: Tx, inviter: Actor, { kind, id }: { kind: Kind; id: string }, personId: string): Promise<boolean> {
  try {
    await mayShow(tx, inviter, kind, id);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
  if (kind === "task" || kind === "run") await putShown(tx, kind, id, personId, "viewer");
  else await shareIfNone(tx, id, personId);
  return true;
}

/** Not of the run itself: its own events are those of the engine, and rebuild its state. */
function runShareEvent(
  name: string,
  { params, newId }: Pick<WorkspaceCall<typeof operations.unshareRun>, "params" | "newId">,
  data: Record<string, unknown>,
): Parameters<WorkspaceCall<typeof operations.shareRun>["append"]>[0] {
  return {
    name,
    subjectKind: "runShare",
    subjectId: newId(),
    version: 1,
    homeKind: "run",
    homeId: params.r,
    data: { run: params.r, ...data },
  };
}
