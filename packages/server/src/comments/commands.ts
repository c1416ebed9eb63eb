import type { AnswerOf, operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import {
  type CommentRow,
  type TaskRow,
  allowed,
  findComment,
  findTask,
  lockTask,
  membersAmong,
  presentComment,
  taskEvent,
  updateTask,
} from "../tasks/index.ts";
import { deleteReaction, insertReaction, rewrite } from "./store.ts";

type Comment = AnswerOf<typeof operations.addComment>;
type CommentCall = Pick<WorkspaceCall<typeof operations.react>, "tx" | "actor" | "append"> & { readonly params: { t: string; c: string } };

export async function editComment(call: WorkspaceCall<typeof operations.editComment>): Promise<Comment> {
  const { tx, actor, body } = call;
  const { task, comment } = await locked(call);
  if (comment.author_id !== actor.personId) refuse("forbidden", { who: "the author", role: "author" });
  if (comment.text === body.text) return presentComment(comment);
  await rewrite(tx, comment.comment_id, body.text);
  const mentioned = (await membersAmong(tx, body.mentions)).map((member) => member.person_id);
  await call.append(
    taskEvent("comment.edited", task, await updateTask(tx, task.task_id, {}), {
      title: task.title,
      commentId: comment.comment_id,
      mentions: mentioned,
    }),
  );
  return shown(call, task);
}

export async function react(call: WorkspaceCall<typeof operations.react>): Promise<Comment> {
  const { task, comment } = await locked(call);
  if (await insertReaction(call.tx, comment.comment_id, call.actor.personId, call.params.kind))
    await call.append(
      taskEvent("reaction.added", task, await updateTask(call.tx, task.task_id, {}), {
        title: task.title,
        commentId: comment.comment_id,
        kind: call.params.kind,
        authorId: comment.author_id,
      }),
    );
  return shown(call, task);
}

export async function takeBackReaction(call: WorkspaceCall<typeof operations.takeBackReaction>): Promise<Comment> {
  const { task, comment } = await locked(call);
  if (await deleteReaction(call.tx, comment.comment_id, call.actor.personId, call.params.kind))
    await call.append(
      taskEvent("reaction.deleted", task, await updateTask(call.tx, task.task_id, {}), {
        title: task.title,
        commentId: comment.comment_id,
        kind: call.params.kind,
      }),
    );
  return shown(call, task);
}

async function locked({ tx, actor, params }: CommentCall): Promise<{ task: TaskRow; comment: CommentRow }> {
  await lockTask(tx, params.t);
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.comment");
  const comment = await findComment(tx, task.task_id, params.c);
  if (comment === undefined) refuse("comment_not_found");
  return { task, comment };
}

async function shown({ tx, params }: CommentCall, task: TaskRow): Promise<Comment> {
  return presentComment((await findComment(tx, task.task_id, params.c)) as CommentRow);
}
