import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";
import type { OpenedStep } from "./step.ts";

export type AdoptedTask = {
  readonly ownerId: string | null;
  readonly completedBy: string | null;
  readonly completed: boolean;
  readonly version: number;
  /** Titles of what was inside it and is done. */ readonly ticked: readonly string[];
};

/** A project's task becomes the step's that the run has come to: its words, hands, due date and record are its own. Undefined: none waits for it. */
export async function adoptTask(
  tx: Tx,
  given: { readonly person: string | null; readonly team: string | null },
  step: OpenedStep,
): Promise<AdoptedTask | undefined> {
  return tx.first(sql<AdoptedTask>`
    with met as (
      update converted_task set waiting = false
      where workspace_id = current_workspace() and run_id = ${step.runId} and task_id = ${step.id} and waiting returning task_id, kept)
    update task t set run_id = ${step.runId}, project_id = null, parent_id = null, step_id = ${step.stepId}, step_kind = ${step.kind},
      round = (select count(*) + 1 from task o where o.workspace_id = current_workspace() and o.run_id = ${step.runId} and o.step_id = ${step.stepId}),
      owner_id = case when t.closed_as = 'completed' then t.owner_id else coalesce(t.owner_id, ${given.person}::uuid) end,
      team_id = case when t.closed_as = 'completed' or t.owner_id is not null then t.team_id else coalesce(t.team_id, ${given.team}::uuid) end,
      due_at = case when t.closed_as = 'completed' then t.due_at else coalesce(t.due_at, ${step.dueAt}::timestamptz) end, deleted_at = null,
      closed_at = case when t.closed_as = 'completed' then t.closed_at end, closed_as = case when t.closed_as = 'completed' then t.closed_as end, version = t.version + 1
    from met where t.workspace_id = current_workspace() and t.task_id = met.task_id
    returning t.owner_id as "ownerId", (select c.completed_by from completion c where c.workspace_id = t.workspace_id and c.task_id = t.task_id) as "completedBy",
      t.closed_as is not null as completed, t.version, coalesce(met.kept->'ticked', '[]') as ticked`);
}

/** Done, the step asks for more than the project did: it is open again. Its completion stays in the journal. */
export async function reopenAdopted(tx: Tx, taskId: string, person: string | null): Promise<number> {
  await tx.change(sql`delete from completion where workspace_id = current_workspace() and task_id = ${taskId}`);
  return (
    (
      await tx.first(sql<{ version: number }>`
    update task set closed_at = null, closed_as = null, owner_id = coalesce(owner_id, ${person}::uuid), version = version + 1 where workspace_id = current_workspace() and task_id = ${taskId} returning version`)
    )?.version ?? 0
  );
}
