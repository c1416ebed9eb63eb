import type { AnswerOf, operations } from "@rondo/contract";
import { fillIn } from "@rondo/core/process";
import type { Tx } from "../database/index.ts";
import { type Call, readLinkToken, refuse } from "../http/index.ts";
import { findRun, graphOf, stepsOf } from "../runs/index.ts";
import { findTask, ref } from "../tasks/index.ts";
import { type LinkRow, takeLink } from "./store.ts";

export type Decision = AnswerOf<typeof operations.getDecision>;

export async function getDecision({ system, params, request }: Call<typeof operations.getDecision>): Promise<Decision> {
  await system.identity.assertMayTry({ kind: "decision", account: null, address: request.ip });
  const { workspaceId, secretId } = readLinkToken(params.token, "decision_gone");
  return system.database.inWorkspace(workspaceId, async (tx) => show(tx, workspaceId, await takeLink(tx, secretId, false)), "read");
}

/** What is to be decided as the link's person may see it now; nothing of it once it is no longer theirs. */
export async function show(tx: Tx, workspaceId: string, link: LinkRow | undefined): Promise<Decision> {
  if (link === undefined) refuse("decision_gone");
  const task = await findTask(tx, link.person_id, link.task_id);
  if (task === undefined || task.deleted_at !== null || task.run_id === null || task.step_id === null) refuse("decision_gone");
  const run = await findRun(tx, link.person_id, task.run_id);
  if (run === undefined) refuse("decision_gone");
  const row = (await stepsOf(tx, [run.run_id], false)).find((step) => step.task_id === task.task_id);
  const { definition, steps } = await graphOf({ tx, workspaceId }, run.process_id, run.revision);
  const step = steps.get(task.step_id);
  const theirs = task.owner_id === link.person_id;
  const open = theirs && task.closed_at === null && run.status === "running";
  return {
    organisation: link.organisation,
    person: link.person,
    state: link.used ? "used" : open ? "open" : "over",
    title: task.title,
    run: run.title,
    process: run.process_name,
    instructions: theirs && step !== undefined ? step.instructions : "",
    dueAt: task.due_at,
    fields:
      theirs && step?.kind === "approval"
        ? step.fields.flatMap(({ key }) => {
            const field = definition.fields.find((one) => one.key === key);
            const value = fillIn(`{{${key}}}`, definition.fields, run.state.data);
            return field === undefined || value === "" ? [] : [{ label: field.label, value }];
          })
        : [],
    mayAsk: run.requester_name !== null,
    decided:
      theirs && row?.verdict != null && row.closed_at !== null
        ? { verdict: row.verdict, by: ref(row.by_id, row.by_name), at: row.closed_at }
        : null,
  };
}
