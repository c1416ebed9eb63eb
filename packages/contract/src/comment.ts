import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, id, instant, markdown, page, personRef } from "./primitives.ts";
import { taskPath } from "./task.ts";

export const reactionKind = z.enum(["agree", "thanks", "celebrate", "smile", "look", "sad"]);

export const Comment = z.object({
  id,
  author: personRef.nullable(),
  text: z.string(),
  at: instant,
  editedAt: instant.nullable(),
  importedAuthor: z.string().nullable(),
  reactions: z.array(z.object({ kind: reactionKind, people: z.array(personRef) })),
});

export const commentOperations = {
  listComments: operation({
    id: "listComments",
    method: "GET",
    path: "/api/workspaces/:w/tasks/:t/comments",
    summary: "What was said about a task, oldest first",
    door: "workspace",
    needs: "task.read",
    params: taskPath,
    query: cursorQuery,
    answer: page(Comment),
    status: 200,
    refusals: ["task_not_found", "bad_cursor"],
  }),
  addComment: operation({
    id: "addComment",
    method: "POST",
    path: "/api/workspaces/:w/tasks/:t/comments",
    summary: "Say something about a task; @name tells that person",
    door: "workspace",
    needs: "task.comment",
    params: taskPath,
    body: z.strictObject({ text: markdown.min(1), mentions: z.array(id).max(50).default([]) }),
    answer: Comment,
    status: 201,
    refusals: ["task_not_found"],
  }),
  deleteComment: operation({
    id: "deleteComment",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t/comments/:c",
    summary: "Take back one's own comment",
    door: "workspace",
    needs: "task.comment",
    params: z.object({ w: id, t: id, c: id }),
    status: 204,
    refusals: ["task_not_found", "comment_not_found", "forbidden"],
  }),
  restoreComment: operation({
    id: "restoreComment",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t/comments/:c/deletion",
    summary: "Bring back one's own comment that was taken back",
    door: "workspace",
    needs: "task.comment",
    params: z.object({ w: id, t: id, c: id }),
    answer: Comment,
    status: 200,
    refusals: ["task_not_found", "comment_not_found", "forbidden"],
  }),
};
