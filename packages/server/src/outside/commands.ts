import { randomUUID } from "node:crypto";
import type { AnswerOf, operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { allowed, findTask, lockTask, taskEvent, updateTask } from "../tasks/index.ts";
import { mayShow } from "./policy.ts";
import { presentLink } from "./present.ts";
import { type LinkRow, deleteTaskShare, endLink, findLink, headOf, insertLink, putTaskShare } from "./store.ts";

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
  if (!(await putTaskShare(tx, task.task_id, params.m, body.role))) refuse("member_not_found");
  await call.append(
    taskEvent("task.shared", task, await updateTask(tx, task.task_id, {}), { title: task.title, personId: params.m, role: body.role }),
  );
}

export async function unshareTask(call: WorkspaceCall<typeof operations.unshareTask>): Promise<undefined> {
  const { tx, actor, params } = call;
  await lockTask(tx, params.t);
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "outside.show");
  if (!(await deleteTaskShare(tx, task.task_id, params.m))) refuse("member_not_found");
  await call.append(taskEvent("task.unshared", task, await updateTask(tx, task.task_id, {}), { title: task.title, personId: params.m }));
}
