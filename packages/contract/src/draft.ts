import { z } from "zod";
import { Definition } from "./definition.ts";
import { operation } from "./operation.ts";
import { id, instant, personRef, version } from "./primitives.ts";
import { path, Process } from "./process.ts";
import { Said } from "./said.ts";

/** Something worth telling about a draft; `subject` is a step id or a field key. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  said: Said.optional(),
  subject: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  at: z.object({ line: z.int().optional(), column: z.int().optional(), path: z.string().optional() }).optional(),
});

/** A process whose draft holds a block, and the groups that it stands in. */
const Placement = z.object({
  process: z.object({ id, name: z.string() }),
  mayChange: z.boolean(),
  places: z.array(z.object({ stepId: z.string(), title: z.string(), revision: z.int() })),
});

/** A draft that was put before its approver. */
const Submission = z.object({
  id,
  draftVersion: version,
  note: z.string(),
  at: instant,
  by: personRef.nullable(),
  verdict: z.enum(["approved", "returned", "withdrawn"]).nullable(),
  word: z.string(),
  decidedAt: instant.nullable(),
  decidedBy: personRef.nullable(),
});

export const draftOperations = {
  getDraft: operation({
    id: "getDraft",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/draft",
    summary: "The draft, with findings at the steps they concern",
    door: "workspace",
    needs: "process.read",
    params: path,
    answer: z.object({ definition: Definition, version, findings: z.array(Finding) }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  saveDraft: operation({
    id: "saveDraft",
    method: "PUT",
    path: "/api/workspaces/:w/processes/:p/draft",
    summary: "Save the draft",
    door: "workspace",
    needs: "process.change",
    params: path,
    versioned: true,
    body: z.strictObject({ definition: Definition }),
    answer: z.object({ version, findings: z.array(Finding) }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  publish: operation({
    id: "publish",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/publications",
    summary: "Publish the draft as the next revision, for everybody or a pilot ring; open runs stay on theirs until they are moved",
    door: "workspace",
    needs: "process.publish",
    params: path,
    body: z.strictObject({
      note: z.string().max(2_000).default(""),
      pilot: z
        .union([z.strictObject({ teamId: id }), z.strictObject({ share: z.int().min(1).max(99) })])
        .nullable()
        .default(null)
        .describe("For one team, or a share of new runs in per cent, until it is promoted or withdrawn"),
    }),
    answer: z.object({ number: z.int(), at: instant, findings: z.array(Finding) }),
    status: 201,
    refusals: [
      "process_not_found",
      "draft_has_errors",
      "draft_unchanged",
      "pilot_open",
      "nothing_published",
      "team_not_found",
      "approval_missing",
    ],
  }),
  submitDraft: operation({
    id: "submitDraft",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/submissions",
    summary: "Put the draft before whoever has to approve it; one that was still open is taken back",
    door: "workspace",
    needs: "process.change",
    params: path,
    body: z.strictObject({ note: z.string().trim().max(2_000).default("") }),
    answer: Process,
    status: 201,
    refusals: ["process_not_found", "approval_not_asked", "draft_has_errors", "draft_unchanged"],
  }),
  listSubmissions: operation({
    id: "listSubmissions",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/submissions",
    summary: "Drafts that were put before an approver, newest first, with who said what",
    door: "workspace",
    needs: "process.read",
    params: path,
    answer: z.object({ items: z.array(Submission) }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  getSubmission: operation({
    id: "getSubmission",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/submissions/:s",
    summary: "One of them with the draft as it was",
    door: "workspace",
    needs: "process.read",
    params: path.extend({ s: id }),
    answer: Submission.extend({ definition: Definition }),
    status: 200,
    refusals: ["process_not_found", "submission_not_found"],
  }),
  decideSubmission: operation({
    id: "decideSubmission",
    method: "PUT",
    path: "/api/workspaces/:w/processes/:p/submissions/:s/decision",
    summary: "Approve a draft, or return it with a word",
    door: "workspace",
    needs: "process.read",
    params: path.extend({ s: id }),
    body: z.strictObject({ verdict: z.enum(["approve", "return"]), word: z.string().trim().max(2_000).default("") }),
    answer: Process,
    status: 200,
    refusals: ["process_not_found", "submission_not_found", "approver_only", "reason_required"],
  }),
  withdrawSubmission: operation({
    id: "withdrawSubmission",
    method: "PUT",
    path: "/api/workspaces/:w/processes/:p/submissions/:s/withdrawal",
    summary: "Take a draft back from its approver",
    door: "workspace",
    needs: "process.change",
    params: path.extend({ s: id }),
    answer: Process,
    status: 200,
    refusals: ["process_not_found", "submission_not_found"],
  }),
  listPlacements: operation({
    id: "listPlacements",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/placements",
    summary: "Where a block is placed, as far as one may see it, and which revision of it",
    door: "workspace",
    needs: "process.read",
    params: path,
    answer: z.object({ items: z.array(Placement) }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  updatePlacements: operation({
    id: "updatePlacements",
    method: "PUT",
    path: "/api/workspaces/:w/processes/:p/placements",
    summary: "Put the published revision of a block into the drafts of processes that have an older one",
    door: "workspace",
    needs: "process.read",
    params: path,
    body: z.strictObject({ processes: z.array(id).max(500) }),
    answer: z.object({
      items: z.array(Placement),
      stayed: z.array(
        z.object({
          id,
          name: z.string(),
          why: z.enum(["refused", "fields"]),
          fields: z.array(z.string()).describe("Which the process has as something else"),
        }),
      ),
    }),
    status: 200,
    refusals: ["process_not_found", "nothing_published"],
  }),
  listRevisions: operation({
    id: "listRevisions",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/publications",
    summary: "Published revisions, newest first",
    door: "workspace",
    needs: "process.read",
    params: path,
    answer: z.object({
      items: z.array(
        z.object({
          number: z.int(),
          at: instant,
          by: personRef.nullable(),
          note: z.string(),
          openRuns: z.int().describe("Open runs that are on it"),
        }),
      ),
    }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  getRevision: operation({
    id: "getRevision",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/publications/:number",
    summary: "One revision",
    door: "workspace",
    needs: "process.read",
    params: path.extend({ number: z.coerce.number().int().min(1) }),
    answer: z.object({
      number: z.int(),
      at: instant,
      by: personRef.nullable(),
      note: z.string(),
      openRuns: z.int(),
      definition: Definition,
    }),
    status: 200,
    refusals: ["process_not_found"],
  }),
};
