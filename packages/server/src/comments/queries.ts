import type { AnswerOf, operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { allowed, findComment, findTask } from "../tasks/index.ts";
import { revisionsOf } from "./store.ts";

export async function revisions({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listCommentRevisions>): Promise<AnswerOf<typeof operations.listCommentRevisions>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  if ((await findComment(tx, task.task_id, params.c)) === undefined) refuse("comment_not_found");
  return { items: await revisionsOf(tx, params.c) };
}
