import { z } from "zod";
import { operation } from "./operation.ts";
import { id, inWorkspace, instant, markdown, page, cursorQuery, personRef } from "./primitives.ts";
import { Comment, Task, reactionKind } from "./task.ts";

export const Attachment = z.object({
  id,
  name: z.string(),
  media: z.string().describe("What the bytes are, found by looking at them"),
  size: z.int(),
  addedBy: personRef.nullable(),
  addedAt: instant,
  number: z.int().describe("Which version of the file this is, from 1"),
  scan: z.enum(["waiting", "clean", "infected", "failed"]).nullable().describe("What looking for viruses said; null: nothing is set that looks. Only `clean` and null can be fetched"),
  preview: z.enum(["image", "text", "pdf", "video", "audio"]).nullable().describe("How a browser may show it; null: download only"),
});

const taskPath = z.object({ w: id, t: id });
const filePath = z.object({ w: id, t: id, a: id });
const commentPath = z.object({ w: id, t: id, c: id });
const reactionPath = z.object({ w: id, t: id, c: id, kind: reactionKind });

export const attachmentOperations = {
  listAttachments: operation({ id: "listAttachments", method: "GET", path: "/api/workspaces/:w/tasks/:t/attachments", summary: "Files on a task, oldest first, each in its newest version", door: "workspace", needs: "task.read", params: taskPath, answer: z.object({ items: z.array(Attachment) }), status: 200, refusals: ["task_not_found"] }),
  attachFile: operation({ id: "attachFile", method: "POST", path: "/api/workspaces/:w/tasks/:t/attachments", summary: "Put a file on a task (multipart field `file`, or the raw bytes with X-File-Name)", door: "workspace", needs: "task.comment", params: taskPath, query: z.strictObject({ newVersionOf: id.optional().describe("Put it in the place of this file, which stays readable as a version") }), upload: true, answer: Attachment, status: 201, refusals: ["task_not_found", "attachment_not_found", "unreadable", "too_large", "too_many_files", "unsupported_media_type"] }),
  getAttachment: operation({ id: "getAttachment", method: "GET", path: "/api/workspaces/:w/tasks/:t/attachments/:a", summary: "The bytes of a file", door: "workspace", needs: "task.read", params: filePath, query: z.strictObject({ download: z.stringbool().default(false).describe("Answer it as a file to keep, not to show") }), media: "application/octet-stream", status: 200, refusals: ["task_not_found", "attachment_not_found", "file_waiting", "file_infected", "range_not_satisfiable"] }),
  listAttachmentVersions: operation({ id: "listAttachmentVersions", method: "GET", path: "/api/workspaces/:w/tasks/:t/attachments/:a/versions", summary: "All versions of a file, the newest first", door: "workspace", needs: "task.read", params: filePath, answer: z.object({ items: z.array(Attachment) }), status: 200, refusals: ["task_not_found", "attachment_not_found"] }),
  deleteAttachment: operation({ id: "deleteAttachment", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/attachments/:a", summary: "Take a file away: whoever put it there, or may delete the task", door: "workspace", needs: "task.comment", params: filePath, status: 204, refusals: ["task_not_found", "attachment_not_found", "forbidden"] }),
  restoreAttachment: operation({ id: "restoreAttachment", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/attachments/:a/deletion", summary: "Put a file back that was taken away", door: "workspace", needs: "task.comment", params: filePath, answer: Attachment, status: 200, refusals: ["task_not_found", "attachment_not_found", "forbidden"] }),
  editComment: operation({ id: "editComment", method: "PATCH", path: "/api/workspaces/:w/tasks/:t/comments/:c", summary: "Say one's own comment better; what it said before stays readable", door: "workspace", needs: "task.comment", params: commentPath, body: z.strictObject({ text: markdown.min(1), mentions: z.array(id).max(50).default([]) }), answer: Comment, status: 200, refusals: ["task_not_found", "comment_not_found", "forbidden"] }),
  listCommentRevisions: operation({ id: "listCommentRevisions", method: "GET", path: "/api/workspaces/:w/tasks/:t/comments/:c/revisions", summary: "What a comment said before, oldest first", door: "workspace", needs: "task.read", params: commentPath, answer: z.object({ items: z.array(z.object({ text: z.string(), at: instant })) }), status: 200, refusals: ["task_not_found", "comment_not_found"] }),
  react: operation({ id: "react", method: "PUT", path: "/api/workspaces/:w/tasks/:t/comments/:c/reactions/:kind", summary: "Answer a comment with a sign", door: "workspace", needs: "task.comment", params: reactionPath, answer: Comment, status: 200, refusals: ["task_not_found", "comment_not_found"] }),
  takeBackReaction: operation({ id: "takeBackReaction", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/comments/:c/reactions/:kind", summary: "Take one's sign back", door: "workspace", needs: "task.comment", params: reactionPath, answer: Comment, status: 200, refusals: ["task_not_found", "comment_not_found"] }),
  listTrash: operation({ id: "listTrash", method: "GET", path: "/api/workspaces/:w/trash", summary: "Deleted tasks that one may restore, the latest first", door: "workspace", needs: "day.read", params: inWorkspace, query: cursorQuery, answer: page(z.object({ task: Task, deletedAt: instant })), status: 200, refusals: ["bad_cursor"] }),
};
