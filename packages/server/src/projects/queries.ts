import type { AnswerOf, operations } from "@rondo/contract";
import { writeCsv } from "@rondo/formats/csv";
import type { ProjectDraft } from "@rondo/formats/draft";
import { writeIcal } from "@rondo/formats/ical";
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
  query,
}: WorkspaceCall<typeof operations.getPlanColumns>): Promise<AnswerOf<typeof operations.getPlanColumns>> {
  const row = allowedProject(actor, await findProject(tx, actor, params.p), "project.read");
  return readColumns(tx, row, presentProject(row, actor), query.first);
}

type PlanFile = { readonly ending: string; readonly type: string; write(draft: ProjectDraft, now: Date): { readonly text: string } };

/** What other programs open: Microsoft Project, calendars, sheets. */
const planFiles: Readonly<Record<"mspdi" | "ical" | "csv", PlanFile>> = {
  mspdi: { ending: "xml", type: "application/xml", write: writeMspdi },
  ical: { ending: "ics", type: "text/calendar", write: (draft, now) => writeIcal(draft, now.toISOString().replaceAll(/[-:]|\.\d+/g, "")) },
  // A sheet opens it as UTF-8 because it begins with the mark of that.
  csv: { ending: "csv", type: "text/csv", write: (draft) => ({ text: `\uFEFF${writeCsv(draft).text}` }) },
};

export async function exportPlan(
  tx: Tx,
  actor: Actor,
  { p, format }: { readonly p: string; readonly format: keyof typeof planFiles },
  now: Date,
): Promise<{ name: string; type: string; text: string }> {
  const row = allowedProject(actor, await findProject(tx, actor, p), "project.read");
  const { ending, type, write } = planFiles[format];
  return { name: `${row.name}.${ending}`, type, text: write(await planDraft(tx, row), now).text };
}

export async function shares({
  tx,
  actor,
  params,
}: WorkspaceCall<typeof operations.listProjectShares>): Promise<AnswerOf<typeof operations.listProjectShares>> {
  const row = allowedProject(actor, await findProject(tx, actor, params.p), "project.read");
  return { items: (await sharesOf(tx, row.project_id)).map(presentShare) };
}
