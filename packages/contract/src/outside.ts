import { z } from "zod";
import { operation } from "./operation.ts";
import { id, instant, personRef } from "./primitives.ts";

export const outsideKind = z.enum(["task", "run", "project", "process", "document"]);
const path = z.object({ w: id, kind: outsideKind, id });
const runPath = z.object({ w: id, r: id, m: id });
const taskPath = z.object({ w: id, t: id, m: id });
const token = z.object({ token: z.string().min(20).max(200) });

const PublicLink = z.object({
  id,
  url: z.url(),
  files: z.boolean().describe("Whether the files on tasks can be fetched by it"),
  madeBy: personRef.nullable(),
  madeAt: instant,
  expiresAt: instant.nullable(),
});

/** What a public link shows. Nobody's name, nothing that was said, no field of one's own: what the thing is, and how far. */
const PublicView = z.object({
  organisation: z.string(),
  zone: z.string(),
  kind: outsideKind,
  title: z.string(),
  text: z.string().describe("Markdown: notes, goal, purpose, or the document"),
  state: z.enum(["open", "done", "cancelled"]).nullable(),
  start: instant.nullable(),
  finish: instant.nullable(),
  end: z.string().describe("Of a project: how one recognises that it is over"),
  rows: z
    .array(
      z.object({
        id,
        depth: z.int(),
        title: z.string(),
        state: z.enum(["open", "done"]),
        start: instant.nullable(),
        finish: instant.nullable(),
        milestone: z.boolean(),
      }),
    )
    .describe("Tasks inside it, in the order of the plan"),
  more: z.int().describe("How many more tasks there are"),
  steps: z.array(z.object({ depth: z.int(), title: z.string(), text: z.string() })).describe("Of a process: its steps in order"),
  stages: z
    .array(z.object({ title: z.string(), state: z.enum(["done", "now", "ahead"]) }))
    .describe("Of a run: its main steps, as its requester is told of them"),
  files: z.array(z.object({ id, name: z.string(), size: z.int(), media: z.string() })),
});

export const nothingToShow = ["task_not_found", "run_not_found", "project_not_found", "process_not_found", "document_not_found"] as const;

export const outsideOperations = {
  getOutside: operation({
    id: "getOutside",
    method: "GET",
    path: "/api/workspaces/:w/outside/:kind/:id",
    summary: "Who outside sees a thing: guests by name, and public links",
    door: "workspace",
    needs: "outside.show",
    params: path,
    answer: z.object({
      guests: z.array(z.object({ person: personRef, role: z.enum(["manager", "editor", "contributor", "viewer"]) })),
      links: z.array(PublicLink),
    }),
    status: 200,
    refusals: nothingToShow,
  }),
  previewOutside: operation({
    id: "previewOutside",
    method: "GET",
    path: "/api/workspaces/:w/outside/:kind/:id/view",
    summary: "What a public link would show",
    door: "workspace",
    needs: "outside.show",
    params: path,
    query: z.strictObject({ files: z.stringbool().default(false) }),
    answer: PublicView,
    status: 200,
    refusals: nothingToShow,
  }),
  makePublicLink: operation({
    id: "makePublicLink",
    method: "POST",
    path: "/api/workspaces/:w/outside/:kind/:id/links",
    summary: "Make an address at which anybody who has it may read a thing, without an account",
    door: "workspace",
    needs: "outside.show",
    params: path,
    body: z.strictObject({ files: z.boolean().default(false), expiresAt: instant.nullable().default(null) }),
    answer: PublicLink,
    status: 201,
    refusals: [...nothingToShow, "nothing_published"],
  }),
  revokePublicLink: operation({
    id: "revokePublicLink",
    method: "DELETE",
    path: "/api/workspaces/:w/outside/:kind/:id/links/:l",
    summary: "End a public link at once: open pages and downloads end within a second",
    door: "workspace",
    needs: "outside.show",
    params: path.extend({ l: id }),
    status: 204,
    refusals: [...nothingToShow, "public_link_gone"],
  }),
  shareTask: operation({
    id: "shareTask",
    method: "PUT",
    path: "/api/workspaces/:w/tasks/:t/shares/:m",
    summary: "Show somebody one task and all that is inside it",
    door: "workspace",
    needs: "outside.show",
    params: taskPath,
    body: z.strictObject({ role: z.enum(["contributor", "viewer"]) }),
    status: 204,
    refusals: ["task_not_found", "member_not_found"],
  }),
  unshareTask: operation({
    id: "unshareTask",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t/shares/:m",
    summary: "Show it no more",
    door: "workspace",
    needs: "outside.show",
    params: taskPath,
    status: 204,
    refusals: ["task_not_found", "member_not_found"],
  }),
  shareRun: operation({
    id: "shareRun",
    method: "PUT",
    path: "/api/workspaces/:w/runs/:r/shares/:m",
    summary: "Show somebody one run with all its steps, and nothing else of its process",
    door: "workspace",
    needs: "outside.show",
    params: runPath,
    body: z.strictObject({ role: z.enum(["contributor", "viewer"]) }),
    status: 204,
    refusals: ["run_not_found", "member_not_found"],
  }),
  unshareRun: operation({
    id: "unshareRun",
    method: "DELETE",
    path: "/api/workspaces/:w/runs/:r/shares/:m",
    summary: "Show it no more",
    door: "workspace",
    needs: "outside.show",
    params: runPath,
    status: 204,
    refusals: ["run_not_found", "member_not_found"],
  }),
  getPublicView: operation({
    id: "getPublicView",
    method: "GET",
    path: "/api/public/:token",
    summary: "What a public link shows",
    door: "anyone",
    needs: null,
    params: token,
    answer: PublicView,
    status: 200,
    refusals: ["public_link_gone", "too_many_requests"],
  }),
  getPublicFile: operation({
    id: "getPublicFile",
    method: "GET",
    path: "/api/public/:token/files/:a",
    summary: "A file on what a public link shows",
    door: "anyone",
    needs: null,
    params: token.extend({ a: id }),
    media: "application/octet-stream",
    status: 200,
    refusals: ["public_link_gone", "attachment_not_found"],
  }),
  watchPublicView: operation({
    id: "watchPublicView",
    method: "GET",
    path: "/api/public/:token/events",
    summary: "Server-sent events: `change` when there is something new to read, `end` when the link was ended",
    door: "anyone",
    needs: null,
    params: token,
    media: "text/event-stream",
    status: 200,
    refusals: ["public_link_gone", "too_many_requests"],
  }),
};
