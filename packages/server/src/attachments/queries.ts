import type { AnswerOf, operations } from "@rondo/contract";
import { type StreamCall, type WorkspaceCall, refuse } from "../http/index.ts";
import { allowed, findTask } from "../tasks/index.ts";
import { presentAttachment } from "./present.ts";
import { type AttachmentRow, bytesOf, findAttachment, listAttachments } from "./store.ts";

export async function attachments({ tx, actor, params }: WorkspaceCall<typeof operations.listAttachments>): Promise<AnswerOf<typeof operations.listAttachments>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  return { items: (await listAttachments(tx, task.task_id)).map(presentAttachment) };
}

export async function content({ system, actor, params }: StreamCall<typeof operations.getAttachment>): Promise<{ file: AttachmentRow; bytes: Buffer }> {
  return system.database.inWorkspace(actor.workspaceId, async (tx) => {
    const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
    const file = await findAttachment(tx, task.task_id, params.a);
    const bytes = file === undefined || file.deleted_at !== null ? undefined : await bytesOf(tx, file.attachment_id);
    if (file === undefined || bytes === undefined) refuse("attachment_not_found");
    return { file, bytes };
  }, "read");
}
