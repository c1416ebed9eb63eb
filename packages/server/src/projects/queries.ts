import type { AnswerOf, operations } from "@rondo/contract";
import { writeMspdi } from "@rondo/formats/mspdi";
import { sharesOf } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import { type Actor, type WorkspaceCall, pageOf, readCursor } from "../http/index.ts";
import { planDraft, readColumns, readPlan } from "../plans/index.ts";
import { allowedProject } from "./policy.ts";
import { type Project, presentProject, presentShare } from "./present.ts";
import { findProject, listProjects } from "./store.ts";

export async function getProject({ tx, actor, params }: WorkspaceCall<typeof operations.getProject>): Promise<Project> {
  return presentProject(allowedProject(actor, await findProject(tx, actor, params.p), "project.read"), actor);
}

export async function list({
  tx,
  actor,
  query,
  system,
}: WorkspaceCall<typeof operations.listProjects>): Promise<AnswerOf<typeof operations.listProjects>> {
  const binding = ["projects", actor.workspaceId, actor.personId, String(query.closed)];
  const rows = await listProjects(tx, actor, query.closed, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  return pageOf(
    rows,
    query.limit,
    binding,
    system.config.secret,
    (row) => [row.created_at, row.project_id],
    (row) => presentProject(row, actor),
  );
}

export async function getPlan({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.getPlan>): Promise<AnswerOf<typeof operations.getPlan>> {
  const row = allowedProject(actor, await findProject(tx, actor, params.p), "project.read");
  return { project: presentProject(row, actor), ...(await readPlan(tx, row)) };
}

export async function getPlanColumns({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.getPlanColumns>): Promise<AnswerOf<typeof operations.getPlanColumns>> {
  const row = allowedProject(actor, await findProject(tx, actor, params.p), "project.read");
  return readColumns(tx, row, presentProject(row, actor));
}

/** The plan as a file that Microsoft Project opens. */
export async function exportPlan(tx: Tx, actor: Actor, projectId: string): Promise<{ name: string; text: string }> {
  const row = allowedProject(actor, await findProject(tx, actor, projectId), "project.read");
  return { name: row.name, text: writeMspdi(await planDraft(tx, row)).text };
}

export async function shares({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listProjectShares>): Promise<AnswerOf<typeof operations.listProjectShares>> {
  const row = allowedProject(actor, await findProject(tx, actor, params.p), "project.read");
  return { items: (await sharesOf(tx, row.project_id)).map(presentShare) };
}
