import { createHash } from "node:crypto";
import type { operations } from "@rondo/contract";
import { may } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";
import { type Actor, type WorkspaceCall, refuse } from "../http/index.ts";
import type { Work } from "../http/index.ts";
import { type TaskRow, allowed, findTask, lockTask, standingOf, taskEvent, updateTask } from "../tasks/index.ts";
import { type Attachment, mediaOf, presentAttachment } from "./present.ts";
import { type AttachmentRow, countAttachments, findAttachment, insertAttachment, isTaken, nextNumber, setDeleted } from "./store.ts";

/** More than anybody reads through; whoever needs more wants a folder, and a link to it. */
const mostFiles = 200;

type Given = { fileName: string; bytes: Uint8Array; id?: string | undefined; newVersionOf?: string | undefined };

export async function attachFile(work: Work, actor: Actor, taskId: string, file: Given): Promise<Attachment> {
  if (file.newVersionOf !== undefined) await lockTask(work.tx, taskId); // two new versions at once are one after the other
  return keep(work, allowed(actor, await findTask(work.tx, actor.personId, taskId), "task.comment"), file, actor.personId);
}

/** What somebody outside sent along, on a step that is theirs to see nothing of. */
export async function keepFile(work: Work, taskId: string, file: { fileName: string; bytes: Uint8Array }): Promise<void> {
  const task = await findTask(work.tx, nobody, taskId);
  if (task !== undefined) await keep(work, task, file, null);
}

const nobody = "00000000-0000-0000-0000-000000000000";

async function keep(work: Work, task: TaskRow, file: Given, addedBy: string | null): Promise<Attachment> {
  const { tx } = work;
  if ((await countAttachments(tx, task.task_id)) >= mostFiles) refuse("too_many_files", { limit: mostFiles });
  const id = file.id ?? work.newId();
  if (file.id !== undefined && (await isTaken(tx, id))) refuse("invalid_request", { problems: "id: a file has it already" });
  const before =
    file.newVersionOf === undefined
      ? null
      : ((await findAttachment(tx, task.task_id, file.newVersionOf)) ?? refuse("attachment_not_found"));
  const { scanCommand, scanUrl } = work.system.config;
  await insertAttachment(tx, {
    id,
    taskId: task.task_id,
    name: file.fileName,
    media: mediaOf(file.bytes),
    bytes: file.bytes,
    digest: createHash("sha256").update(file.bytes).digest(),
    addedBy,
    seriesId: before?.series_id ?? id,
    number: before === null ? 1 : await nextNumber(tx, before.series_id),
    scan: scanCommand === null && scanUrl === null ? null : "waiting",
  });
  await work.append(
    taskEvent(before === null ? "attachment.added" : "attachment.versioned", task, await updateTask(tx, task.task_id, {}), {
      title: task.title,
      attachmentId: id,
      name: file.fileName,
      size: file.bytes.length,
    }),
  );
  return presentAttachment((await findAttachment(tx, task.task_id, id)) as AttachmentRow);
}

export async function deleteAttachment(call: WorkspaceCall<typeof operations.deleteAttachment>): Promise<undefined> {
  const { task, file } = await changeable(call.tx, call.actor, call.params.t, call.params.a);
  if (file.deleted_at !== null) refuse("attachment_not_found");
  await setDeleted(call.tx, file.attachment_id, call.now.toISOString());
  await call.append(
    taskEvent("attachment.deleted", task, await updateTask(call.tx, task.task_id, {}), {
      title: task.title,
      attachmentId: file.attachment_id,
      name: file.name,
    }),
  );
}

export async function restoreAttachment(call: WorkspaceCall<typeof operations.restoreAttachment>): Promise<Attachment> {
  const { task, file } = await changeable(call.tx, call.actor, call.params.t, call.params.a);
  if (file.deleted_at !== null) {
    await setDeleted(call.tx, file.attachment_id, null);
    await call.append(
      taskEvent("attachment.restored", task, await updateTask(call.tx, task.task_id, {}), {
        title: task.title,
        attachmentId: file.attachment_id,
        name: file.name,
      }),
    );
  }
  return presentAttachment({ ...file, deleted_at: null });
}

/** Whoever put it there, or may delete the task. */
async function changeable(tx: Tx, actor: Actor, taskId: string, attachmentId: string): Promise<{ task: TaskRow; file: AttachmentRow }> {
  const task = allowed(actor, await findTask(tx, actor.personId, taskId), "task.comment");
  const file = await findAttachment(tx, task.task_id, attachmentId);
  if (file === undefined) refuse("attachment_not_found");
  if (file.added_by !== actor.personId && !may("task.delete", standingOf(actor, task)))
    refuse("forbidden", { who: "whoever put it there, or may delete the task", role: "editor" });
  return { task, file };
}
