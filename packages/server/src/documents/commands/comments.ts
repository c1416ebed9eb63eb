import type { operations } from "@rondo/contract";
import { type WorkspaceCall, refuse } from "../../http/index.ts";
import { membersAmong } from "../../tasks/index.ts";
import { allowedDocument } from "../policy.ts";
import { type DocumentComment, presentComment } from "../present.ts";
import {
  type CommentRow,
  deleteComment,
  findComment,
  insertComment,
  restoreComment,
  rewriteComment,
  setResolved,
} from "../store/comments.ts";
import { type DocumentRow, lockDocument, updateDocument } from "../store/documents.ts";
import { documentEvent } from "./event.ts";

type Call = Pick<WorkspaceCall<typeof operations.resolveDocumentComment>, "tx" | "actor" | "append"> & {
  readonly params: { readonly d: string };
};
type OneCall = Call & { readonly params: { readonly c: string } };

export async function addComment(call: WorkspaceCall<typeof operations.addDocumentComment>): Promise<DocumentComment> {
  const { tx, actor, body } = call;
  const row = await open(call);
  const parent = body.parentId === null ? undefined : await findComment(tx, row.document_id, body.parentId);
  if (body.parentId !== null && parent === undefined) refuse("comment_not_found");
  const id = call.newId();
  // An answer to an answer is one more answer to the same.
  await insertComment(tx, {
    id,
    documentId: row.document_id,
    parentId: parent?.parent_id ?? parent?.comment_id ?? null,
    authorId: actor.personId,
    text: body.text,
    anchor: parent === undefined ? body.anchor : null,
    quote: parent === undefined ? body.quote : "",
  });
  const mentions = (await membersAmong(tx, body.mentions)).map((member) => member.person_id);
  await tell(call, row, "document.commented", {
    commentId: id,
    mentions,
    ...(parent === undefined ? { makerId: row.created_by } : { answersId: parent.author_id }),
  });
  return shown(call, row, id);
}

export async function editComment(call: WorkspaceCall<typeof operations.editDocumentComment>): Promise<DocumentComment> {
  const { row, comment } = await mine(call);
  if (comment.text !== call.body.text) {
    await rewriteComment(call.tx, comment.comment_id, call.body.text);
    await tell(call, row, "document.comment_edited", { commentId: comment.comment_id });
  }
  return shown(call, row, comment.comment_id);
}

export async function takeBackComment(call: WorkspaceCall<typeof operations.deleteDocumentComment>): Promise<undefined> {
  const { row, comment } = await mine(call);
  await deleteComment(call.tx, comment.comment_id);
  await tell(call, row, "document.comment_deleted", { commentId: comment.comment_id });
}

export async function bringBackComment(call: WorkspaceCall<typeof operations.restoreDocumentComment>): Promise<DocumentComment> {
  const { row, comment, deleted } = await mine(call, true);
  if (deleted) {
    await restoreComment(call.tx, comment.comment_id);
    await tell(call, row, "document.comment_restored", { commentId: comment.comment_id });
  }
  return shown(call, row, comment.comment_id);
}

export async function resolveComment(call: OneCall): Promise<DocumentComment> {
  const { row, comment } = await one(call);
  if (comment.resolved_at === null) {
    await setResolved(call.tx, comment.comment_id, call.actor.personId);
    await tell(call, row, "document.comment_resolved", { commentId: comment.comment_id });
  }
  return shown(call, row, comment.comment_id);
}

export async function reopenComment(call: OneCall): Promise<DocumentComment> {
  const { row, comment } = await one(call);
  if (comment.resolved_at !== null) {
    await setResolved(call.tx, comment.comment_id, null);
    await tell(call, row, "document.comment_reopened", { commentId: comment.comment_id });
  }
  return shown(call, row, comment.comment_id);
}

async function open({ tx, actor, params }: Call): Promise<DocumentRow> {
  return allowedDocument(actor, await lockDocument(tx, actor, params.d), "document.comment");
}

type Found = { readonly row: DocumentRow; readonly comment: CommentRow; readonly deleted: boolean };

async function one(call: OneCall, evenDeleted = false): Promise<Found> {
  const row = await open(call);
  const there = await findComment(call.tx, row.document_id, call.params.c);
  const comment = there ?? (evenDeleted ? await findComment(call.tx, row.document_id, call.params.c, true) : undefined);
  if (comment === undefined) refuse("comment_not_found");
  return { row, comment, deleted: there === undefined };
}

async function mine(call: OneCall, evenDeleted = false): Promise<Found> {
  const found = await one(call, evenDeleted);
  if (found.comment.author_id !== call.actor.personId) refuse("forbidden", { who: "the author", role: "author" });
  return found;
}

async function tell(call: Call, row: DocumentRow, name: string, data: Record<string, unknown>): Promise<void> {
  await call.append(
    documentEvent(name, row.document_id, await updateDocument(call.tx, row.document_id, {}), { title: row.title, ...data }),
  );
}

async function shown({ tx }: Call, row: DocumentRow, commentId: string): Promise<DocumentComment> {
  return presentComment((await findComment(tx, row.document_id, commentId)) as CommentRow);
}
