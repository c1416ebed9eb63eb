import { sql } from "kysely";
import { extraStep } from "@rondo/core/run";
import type { Kind, Tx } from "../../database/index.ts";

export type OpenedStep = {
  readonly id: string;
  readonly runId: string;
  readonly stepId: string;
  readonly kind: string;
  readonly title: string;
  readonly notes: string;
  readonly dueAt: string | null;
  readonly by: string | null;
};

/** Its round: how often the step was opened in this run. */
export async function openStepTask(
  tx: Tx,
  { person, team }: { readonly person: string | null; readonly team: string | null },
  step: OpenedStep,
): Promise<void> {
  await tx.put(openedSteps, { ...step, person, team });
}

const openedSteps: Kind<OpenedStep & { readonly person: string | null; readonly team: string | null }> = {
  name: "step opened",
  about: ({ id, runId, stepId }) => [`task ${id}`, `round ${runId} ${stepId}`],
  columns: `id uuid, "runId" uuid, "stepId" text, kind text, title text, notes text, "dueAt" timestamptz, by uuid, person uuid, team uuid`,
  text: (items) => `opened as (
    insert into task (workspace_id, task_id, run_id, title, notes, owner_id, team_id, created_by, due_at, step_id, step_kind, round)
    select current_workspace(), o.id, "runId", o.title, o.notes, person, team, by, "dueAt", "stepId", kind,
      (select count(*) + 1 from task t where t.workspace_id = current_workspace() and t.run_id = o."runId" and t.step_id = o."stepId")
    from ${items} as o)`,
};

/** Whether somebody has open work of a run, themselves or with their team. */
export async function hasOpenStep(tx: Tx, runId: string, me: string): Promise<boolean> {
  return (
    (await tx.first(sql`
    select 1 from task t where t.workspace_id = current_workspace() and t.run_id = ${runId} and t.closed_at is null
      and (t.owner_id = ${me} or exists (select from team_member tm where tm.workspace_id = t.workspace_id and tm.team_id = t.team_id and tm.person_id = ${me})) limit 1`)) !==
    undefined
  );
}

/** Work beside the steps of the revision: numbered in its run by an id that no step can have. */
export async function openExtra(
  tx: Tx,
  extra: {
    readonly id: string;
    readonly runId: string;
    readonly title: string;
    readonly owner: string | null;
    readonly dueAt: string | null;
    readonly by: string | null;
  },
): Promise<void> {
  await tx.change(sql`
    insert into task (workspace_id, task_id, run_id, title, owner_id, created_by, due_at, step_id, step_kind, round)
    select current_workspace(), ${extra.id}::uuid, ${extra.runId}::uuid, ${extra.title}::text, ${extra.owner}::uuid, ${extra.by}::uuid, ${extra.dueAt}::timestamptz,
      ${extraStep}::text || (select count(*) + 1 from task where workspace_id = current_workspace() and run_id = ${extra.runId} and step_id like ${`${extraStep}%`}), 'task', 1`);
}

/** Closes a step's task with what closed it: a completion, an approval with its completion, a waiver, or nothing (withdrawn). */
export async function closeStepTask(tx: Tx, id: string, how: ClosedStep["how"], by: string | null, words: string): Promise<void> {
  const step = { id, how, by, words };
  await tx.put(closedSteps, step);
  if (how === "approved" || how === "rejected") await tx.put(approvals, step);
  if (how === "skipped") await tx.put(waivers, step);
}

type ClosedStep = {
  readonly id: string;
  readonly how: "completed" | "approved" | "rejected" | "skipped" | "withdrawn";
  readonly by: string | null;
  readonly words: string;
};

const closedStep = "id uuid, how text, by uuid, words text";

const closedSteps: Kind<ClosedStep> = {
  name: "step closed",
  about: ({ id }) => [`task ${id}`],
  columns: closedStep,
  text: (items) => `closed as (
    update task t set closed_at = now(), closed_as = case when how in ('skipped', 'withdrawn') then how else 'completed' end, open_question = null, version = version + 1
    from ${items} as c where t.workspace_id = current_workspace() and t.task_id = c.id and t.closed_at is null returning t.task_id, t.closed_as, c.by),
  completed as (insert into completion (workspace_id, task_id, completed_by) select current_workspace(), task_id, by from closed where closed_as = 'completed')`,
};

const approvals: Kind<ClosedStep> = {
  name: "step decided",
  about: () => [],
  columns: closedStep,
  text: (items) =>
    `decided as (insert into approval (workspace_id, task_id, decided_by, verdict, comment) select current_workspace(), id, by, how, words from ${items} as c)`,
};

const waivers: Kind<ClosedStep> = {
  name: "step waived",
  about: () => [],
  columns: closedStep,
  text: (items) =>
    `waived as (insert into waiver (workspace_id, task_id, waived_by, reason) select current_workspace(), id, by, words from ${items} as c)`,
};

export type StepRow = {
  task_id: string;
  step_id: string;
  round: number;
  created_at: string;
  closed_at: string | null;
  closed_as: "completed" | "skipped" | "withdrawn" | null;
  due_at: string | null;
  owner_id: string | null;
  owner_name: string | null;
  team_id: string | null;
  team_name: string | null;
  by_id: string | null;
  by_name: string | null;
  verdict: "approved" | "rejected" | null;
  words: string | null;
};

export async function stepsOf(tx: Tx, runIds: readonly string[], open: boolean): Promise<(StepRow & { run_id: string; title: string })[]> {
  return tx.rows(sql<StepRow & { run_id: string; title: string }>`
    select t.run_id, t.title, t.task_id, t.step_id, t.round, t.created_at, t.closed_at, t.closed_as, t.due_at, t.owner_id, o.name as owner_name, t.team_id, tm.name as team_name,
      coalesce(c.completed_by, w.waived_by) as by_id, b.name as by_name, a.verdict, coalesce(a.comment, w.reason) as words
    from task t
    left join identity.person o on o.id = t.owner_id
    left join team tm on tm.workspace_id = t.workspace_id and tm.team_id = t.team_id
    left join completion c on c.workspace_id = t.workspace_id and c.task_id = t.task_id
    left join waiver w on w.workspace_id = t.workspace_id and w.task_id = t.task_id
    left join approval a on a.workspace_id = t.workspace_id and a.task_id = t.task_id
    left join identity.person b on b.id = coalesce(c.completed_by, w.waived_by)
    where t.workspace_id = current_workspace() and t.run_id = any(${runIds}::uuid[]) ${open ? sql`and t.closed_at is null` : sql``}
    order by t.created_at, t.task_id`);
}

export async function ownerOfStep(tx: Tx, taskId: string): Promise<string | null> {
  return (
    (
      await tx.first(
        sql<{ owner_id: string | null }>`select owner_id from task where workspace_id = current_workspace() and task_id = ${taskId}`,
      )
    )?.owner_id ?? null
  );
}

/** Not to be worked for now; or going on (reason null), with its due moment moved by as long as it was not. */
export async function holdStepTask(tx: Tx, taskId: string, reason: string | null, shift: number): Promise<void> {
  await tx.change(sql`
    update task set held = ${reason}, due_at = due_at + make_interval(secs => ${shift / 1_000}), version = version + 1
    where workspace_id = current_workspace() and task_id = ${taskId} and closed_at is null`);
}

export async function moveStepDue(tx: Tx, taskId: string, due: number | null): Promise<void> {
  await tx.change(sql`
    update task set due_at = ${due === null ? null : new Date(due)}, version = version + 1
    where workspace_id = current_workspace() and task_id = ${taskId} and closed_at is null`);
}
