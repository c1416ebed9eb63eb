import type { AnswerOf, operations } from "@rondo/contract";
import { type StreamCall, type WorkspaceCall, refuse } from "../http/index.ts";
import { may } from "@rondo/core/access";
import { allowed, findTask, standingOf } from "../tasks/index.ts";
import { presentAttachment } from "./present.ts";
import { type AttachmentRow, bytesOf, findAttachment, listAttachments, listVersions, roleOf } from "./store.ts";

export async function attachments({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listAttachments>): Promise<AnswerOf<typeof operations.listAttachments>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  return { items: (await listAttachments(tx, task.task_id)).map(presentAttachment) };
}

export async function attachmentVersions({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listAttachmentVersions>): Promise<AnswerOf<typeof operations.listAttachmentVersions>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  const file = await findAttachment(tx, task.task_id, params.a);
  if (file === undefined || file.deleted_at !== null) refuse("attachment_not_found");
  return { items: (await listVersions(tx, file.series_id)).map(presentAttachment) };
}

export async function content({
  system,
  actor,
  params,
}: StreamCall<typeof operations.getAttachment>): Promise<{ file: AttachmentRow; bytes: Buffer }> {
  return system.database.inWorkspace(
    actor.workspaceId,
    async (tx) => {
      const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
      const file = await findAttachment(tx, task.task_id, params.a);
      if (file?.scan === "waiting" || file?.scan === "failed") refuse("file_waiting");
      if (file?.scan === "infected") refuse("file_infected");
      const bytes = file === undefined || file.deleted_at !== null ? undefined : await bytesOf(tx, file.attachment_id);
      if (file === undefined || bytes === undefined) refuse("attachment_not_found");
      return { file, bytes };
    },
    "read",
  );
}

/** Asked again while a long file is on its way. */
export async function mayRead({ system, actor, params }: StreamCall<typeof operations.getAttachment>): Promise<boolean> {
  return system.database.inWorkspace(
    actor.workspaceId,
    async (tx) => {
      const role = await roleOf(tx, actor.personId);
      if (role === undefined) return false;
      const task = await findTask(tx, actor.personId, params.t);
      return task !== undefined && task.deleted_at === null && may("task.read", standingOf({ ...actor, role }, task));
    },
    "read",
  );
}
