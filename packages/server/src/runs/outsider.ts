import { randomUUID } from "node:crypto";
import type { AnswerOf, operations } from "@rondo/contract";
import type { Graph, Step, TaskStep } from "@rondo/core/process";
import { dataAt } from "@rondo/core/run";
import type { Tx } from "../database/index.ts";
import { type Call, type Work, type WorkspaceCall, linkToken, readLinkToken, refuse, workIn, workOf } from "../http/index.ts";
import { allowed, findTask } from "../tasks/index.ts";
import { findWorkspace } from "../workspaces/index.ts";
import { advance } from "./commands/run.ts";
import { graphOf } from "./graph.ts";
import { presentField } from "./present/outside.ts";
import { promised } from "./queries.ts";
import { type LinkRow, findEnded, findLink, putLink, useLink } from "./store/outsider.ts";
import { findRequestOf, findRun } from "./store/run.ts";
import { sendLink, whereTo } from "./link.ts";

type Page = AnswerOf<typeof operations.getOutsiderStep>;

export async function getOutsiderStep({ system, params, request }: Call<typeof operations.getOutsiderStep>): Promise<Page> {
  await system.identity.assertMayTry({ kind: "request", account: null, address: request.ip });
  const { workspaceId, secretId } = readLinkToken(params.token, "step_gone");
  return system.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const link = (await findLink(tx, secretId, false)) ?? (await refuseEnded(tx, secretId));
      const run = await findRequestOf(tx, link.run_id);
      if (run === undefined) refuse("step_gone");
      const graph = await graphOf({ tx, workspaceId }, run.process_id, run.revision);
      const step = stepOf(graph, link);
      const known = dataAt(run.state, run.state.tokens.find(({ task }) => task === link.task_id)?.in);
      const fields = step.fields.flatMap(({ key, mode }) => {
        const field = graph.fields.get(key);
        const asked = field === undefined || mode === "shown" ? null : presentField(field, mode === "required");
        return asked === null ? [] : [{ ...asked, answer: (known[key] ?? null) as Page["fields"][number]["answer"] }];
      });
      const shown = step.fields.flatMap(({ key, mode }) => {
        const [field, value] = [graph.fields.get(key), known[key]];
        return mode !== "shown" || field === undefined || value === undefined || field.kind === "file"
          ? []
          : [promised(tx, run, field, value)];
      });
      return {
        organisation: (await findWorkspace(tx))?.name ?? "",
        run: run.title,
        title: step.title,
        instructions: step.instructions,
        known: await Promise.all(shown),
        fields,
        checklist: step.checklist.map(({ id, title }) => ({ id, title })),
        expiresAt: link.expires_at,
      };
    },
    "read",
  );
}

export async function completeOutsiderStep({
  system,
  params,
  body,
  request,
}: Call<typeof operations.completeOutsiderStep>): Promise<undefined> {
  await system.identity.assertMayTry({ kind: "request", account: null, address: request.ip });
  const { workspaceId, secretId } = readLinkToken(params.token, "step_gone");
  await workIn(system, workspaceId, null, async (work) => {
    const link = (await findLink(work.tx, secretId, true)) ?? (await refuseEnded(work.tx, secretId));
    await advance(work, link.run_id, {
      type: "answer",
      by: null,
      task: link.task_id,
      answers: body.answers,
      checked: body.checked,
      outsider: link.email ?? "",
    });
    await useLink(work.tx, link.task_id);
  });
}

/** Says why a link works no more, and whose it was: whoever opens it has no other way to find out. */
async function refuseEnded(tx: Tx, linkId: string): Promise<never> {
  const link = await findEnded(tx, linkId);
  if (link === undefined) refuse("step_gone");
  const { organisation } = link;
  if (link.used) refuse("step_link_used", { organisation });
  if (link.closed) refuse("step_link_over", { organisation });
  if (link.link_id !== linkId) refuse("step_link_replaced", { organisation });
  refuse("step_link_expired", { organisation });
}

/** A new link, for whoever may complete the step: to be mailed again, or passed on by hand. */
export async function sendOutsiderLink(
  call: WorkspaceCall<typeof operations.sendOutsiderLink>,
): Promise<AnswerOf<typeof operations.sendOutsiderLink>> {
  const { actor, tx, params, body } = call;
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.complete");
  if (task.run_id === null || task.closed_at !== null) refuse("step_not_open");
  const run = await findRun(tx, actor.personId, task.run_id);
  if (run === undefined) refuse("task_not_found");
  const work = workOf(call);
  const graph = await graphOf(work, run.process_id, run.revision);
  const step = graph.steps.get(task.step_id ?? "");
  if (step?.kind !== "task" || step.outsider === undefined) refuse("step_not_outside");
  const linkId = randomUUID();
  const email =
    body.email ?? whereTo(step, dataAt(run.state, run.state.tokens.find((one) => one.task === params.t)?.in), run.requester_email);
  const expiresAt = await putLink(tx, params.t, linkId, email);
  await call.append({
    name: "link.sent",
    subjectKind: "outsiderLink",
    subjectId: call.newId(),
    version: 1,
    homeKind: "run",
    homeId: run.run_id,
    data: { task: params.t, step: step.id, email },
  });
  return { url: urlOf(work, linkId), email, mailed: await sendLink(work, { title: step.title, run: run.title, email, linkId }), expiresAt };
}

function urlOf(work: Pick<Work, "system" | "workspaceId">, linkId: string): string {
  return `${work.system.publicUrl}/step/${linkToken(work.workspaceId, linkId)}`;
}

function stepOf(graph: Graph, link: LinkRow): TaskStep {
  const step: Step | undefined = graph.steps.get(link.step_id);
  if (step?.kind !== "task") refuse("step_gone");
  return step;
}
