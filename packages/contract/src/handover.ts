import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, id, inWorkspace, instant, markdown, page, personRef, title, version } from "./primitives.ts";
import { path } from "./project.ts";

export const AcceptanceItem = z.object({ id, text: z.string(), accepted: z.object({ by: personRef.nullable(), at: instant }).nullable() });

const receiverKind = z.enum(["process", "team"]);

export const Handover = z.object({
  id,
  title: z.string(),
  contents: z.string(),
  from: z.object({ projectId: id, projectName: z.string(), taskId: id.nullable(), taskTitle: z.string().nullable() }),
  to: z
    .object({
      kind: receiverKind,
      id: id.nullable().describe("null of a team that was deleted since"),
      name: z.string(),
      receiver: personRef.nullable().describe("Who decides for the process; in a team anybody does"),
    })
    .describe("The process or team that takes it on"),
  items: z.array(AcceptanceItem),
  state: z.enum(["planned", "offered", "accepted", "returned"]),
  offeredAt: instant.nullable(),
  acceptBy: instant.nullable(),
  decidedAt: instant.nullable(),
  decidedBy: personRef.nullable(),
  reason: z.string().nullable(),
  runId: id.nullable().describe("The run that its acceptance started"),
  rounds: z.int().describe("How often it was offered"),
  earlier: z
    .array(z.object({ round: z.int(), offeredAt: instant, decidedAt: instant, decidedBy: personRef.nullable(), reason: z.string() }))
    .describe("Rounds in which it was returned"),
  mayOffer: z.boolean(),
  mayDecide: z.boolean(),
  version,
});

const handoverPath = z.object({ w: id, h: id });

export const Interface = z.object({
  project: z.object({ id, name: z.string() }),
  to: z.object({ kind: receiverKind, id: id.nullable(), name: z.string() }),
  offers: z.int(),
  accepted: z.int(),
  returned: z.int(),
  returnRate: z.number().nullable().describe("Of what was decided"),
  medianMinutes: z.int().nullable().describe("Working time from the offer to the decision"),
  p80Minutes: z.int().nullable(),
  open: z.int(),
  longestOpenMinutes: z.int().nullable(),
});

export const handoverOperations = {
  listInterfaces: operation({
    id: "listInterfaces",
    method: "GET",
    path: "/api/workspaces/:w/interfaces",
    summary:
      "Where projects meet processes and teams: by pair, how often something is handed over, how long it waits, how often it comes back",
    door: "workspace",
    needs: "workspace.read",
    params: inWorkspace,
    answer: z.object({ items: z.array(Interface) }),
    status: 200,
    refusals: [],
  }),
  listHandovers: operation({
    id: "listHandovers",
    method: "GET",
    path: "/api/workspaces/:w/handovers",
    summary: "Handovers that one may see",
    door: "workspace",
    needs: "workspace.read",
    params: inWorkspace,
    query: cursorQuery.extend({ project: id.optional(), process: id.optional(), team: id.optional() }),
    answer: page(Handover),
    status: 200,
    refusals: ["bad_cursor"],
  }),
  planHandover: operation({
    id: "planHandover",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/handovers",
    summary: "Plan a handover from a project (at a milestone, if given) to a process or a team",
    door: "workspace",
    needs: "handover.offer",
    params: path,
    body: z
      .strictObject({
        title,
        contents: markdown.default(""),
        taskId: id.nullable().default(null),
        processId: id.nullable().default(null),
        teamId: id.nullable().default(null),
        receiverId: id.nullable().default(null).describe("Who decides, if it goes to a process; in a team anybody does"),
        items: z.array(title).min(1).max(100),
        acceptWithinMinutes: z.int().min(1).max(5_000_000).nullable().default(null),
      })
      .refine(({ processId, teamId }) => (processId === null) !== (teamId === null), "either processId or teamId")
      .refine(({ teamId, receiverId }) => teamId === null || receiverId === null, "receiverId only with processId"),
    answer: Handover,
    status: 201,
    refusals: ["project_not_found", "task_not_found", "process_not_found", "team_not_found", "not_assignable", "project_ended"],
  }),
  getHandover: operation({
    id: "getHandover",
    method: "GET",
    path: "/api/workspaces/:w/handovers/:h",
    summary: "A handover",
    door: "workspace",
    needs: "handover.read",
    params: handoverPath,
    answer: Handover,
    status: 200,
    refusals: ["handover_not_found"],
  }),
  offerHandover: operation({
    id: "offerHandover",
    method: "PUT",
    path: "/api/workspaces/:w/handovers/:h/offer",
    summary: "Offer it now (reaching its milestone does so by itself); also again after a return",
    door: "workspace",
    needs: "handover.offer",
    params: handoverPath,
    answer: Handover,
    status: 200,
    refusals: ["handover_not_found", "handover_decided"],
  }),
  acceptItem: operation({
    id: "acceptItem",
    method: "PUT",
    path: "/api/workspaces/:w/handovers/:h/items/:i/acceptance",
    summary: "Accept one item of the list",
    door: "workspace",
    needs: "handover.decide",
    params: handoverPath.extend({ i: id }),
    answer: Handover,
    status: 200,
    refusals: ["handover_not_found", "handover_decided", "handover_not_offered"],
  }),
  unacceptItem: operation({
    id: "unacceptItem",
    method: "DELETE",
    path: "/api/workspaces/:w/handovers/:h/items/:i/acceptance",
    summary: "Take that back",
    door: "workspace",
    needs: "handover.decide",
    params: handoverPath.extend({ i: id }),
    answer: Handover,
    status: 200,
    refusals: ["handover_not_found", "handover_decided", "handover_not_offered"],
  }),
  acceptHandover: operation({
    id: "acceptHandover",
    method: "PUT",
    path: "/api/workspaces/:w/handovers/:h/acceptance",
    summary: "Accept the handover; where it goes to a process, a run of it starts",
    door: "workspace",
    needs: "handover.decide",
    params: handoverPath,
    answer: Handover,
    status: 200,
    refusals: [
      "handover_not_found",
      "handover_decided",
      "acceptance_incomplete",
      "nothing_published",
      "role_unfilled",
      "handover_not_offered",
      "process_retired",
    ],
  }),
  returnHandover: operation({
    id: "returnHandover",
    method: "PUT",
    path: "/api/workspaces/:w/handovers/:h/return",
    summary: "Return it with a reason",
    door: "workspace",
    needs: "handover.decide",
    params: handoverPath,
    body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }),
    answer: Handover,
    status: 200,
    refusals: ["handover_not_found", "handover_decided", "handover_not_offered"],
  }),
};
