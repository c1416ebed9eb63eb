import { sql } from "kysely";
import type { Planning } from "@rondo/contract";
import type { Tx } from "../../database/index.ts";

export type NewTask = {
  task_id: string;
  run_id?: string | null;
  project_id?: string | null;
  person_id?: string | null;
  title: string;
  notes?: string;
  owner_id?: string | null;
  team_id?: string | null;
  created_by?: string | null;
  due_at?: string | null;
  not_before?: string | null;
  priority?: number;
  step_id?: string | null;
  step_kind?: string | null;
  round?: number | null;
  parent_id?: string | null;
  position?: string;
  board_column?: string | null;
  milestone?: boolean;
  working_minutes?: number;
  not_before_wall?: string | null;
  deadline_wall?: string | null;
  planning?: Planning;
  created_at?: string | null;
  closed_at?: string | null;
  closed_as?: string | null;
  deleted_at?: string | null;
};

export async function insertTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await tx.change(sql`
    insert into task (workspace_id, task_id, run_id, project_id, person_id, title, notes, owner_id, team_id, created_by, created_at, due_at, not_before, priority, step_id, step_kind, round,
      parent_id, position, board_column, milestone, working_minutes, not_before_wall, deadline_wall, planning, closed_at, closed_as, deleted_at)
    select current_workspace(), task_id, run_id, project_id, person_id, title, coalesce(notes, ''), owner_id, team_id, created_by, coalesce(created_at, now()), due_at, not_before, coalesce(priority, 0), step_id, step_kind, round,
      parent_id, coalesce(position, ''), board_column, coalesce(milestone, false), coalesce(working_minutes, 0), not_before_wall, deadline_wall, coalesce(planning, '{}'), closed_at, closed_as, deleted_at
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as n(task_id uuid, run_id uuid, project_id uuid, person_id uuid, title text, notes text, owner_id uuid, team_id uuid, created_by uuid, created_at timestamptz,
      due_at timestamptz, not_before timestamptz, priority smallint, step_id text, step_kind text, round integer, parent_id uuid, "position" text, board_column text, milestone boolean, working_minutes integer,
      not_before_wall text, deadline_wall text, planning jsonb, closed_at timestamptz, closed_as text, deleted_at timestamptz)`);
}

export type TaskChange = Partial<{
  title: string;
  notes: string;
  owner_id: string | null;
  team_id: string | null;
  person_id: string;
  due_at: string | null;
  not_before: string | null;
  priority: number;
  open_question: string | null;
  parent_id: string | null;
  position: string;
  board_column: string | null;
  milestone: boolean;
  working_minutes: number;
  not_before_wall: string | null;
  deadline_wall: string | null;
  planning: Planning;
  closed_at: string | null;
  closed_as: string | null;
  deleted_at: string | null;
  step_id: string;
}>;

/** Writes the columns given and moves the version on by `events`; answers the new version. */
export async function updateTask(tx: Tx, taskId: string, change: TaskChange, events = 1): Promise<number> {
  const sets = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const row = await tx.first(sql<{ version: number }>`
    update task set ${sql.join([...sets, sql`version = version + ${events}::int`])}
    where workspace_id = current_workspace() and task_id = ${taskId} returning version`);
  return row?.version ?? 0;
}

/** Completes an open task in one statement; undefined when it was not open. */
export async function complete(
  tx: Tx,
  taskId: string,
  personId: string | null,
): Promise<{ version: number; completed_at: string } | undefined> {
  return tx.first(sql<{ version: number; completed_at: string }>`
    with closed as (
      update task set closed_at = now(), closed_as = 'completed', version = version + 1
      where workspace_id = current_workspace() and task_id = ${taskId} and closed_at is null and deleted_at is null
      returning task_id, version)
    insert into completion (workspace_id, task_id, completed_by)
    select current_workspace(), task_id, ${personId} from closed
    returning completed_at, (select version from closed) as version`);
}

export async function deleteCompletion(tx: Tx, taskId: string): Promise<boolean> {
  return (await tx.change(sql`delete from completion where workspace_id = current_workspace() and task_id = ${taskId}`)) > 0;
}

/** Titles of open tasks that a milestone waits for, by links that say so. */
export async function openBefore(tx: Tx, taskId: string): Promise<string[]> {
  return (
    await tx.rows(sql<{ title: string }>`
    select f.title from link l join task f on f.workspace_id = l.workspace_id and f.task_id = l.from_id join task t on t.workspace_id = l.workspace_id and t.task_id = l.to_id
    where l.workspace_id = current_workspace() and l.to_id = ${taskId} and t.milestone and l.type in ('FS', 'FF') and f.closed_at is null and f.deleted_at is null order by f.position limit 20`)
  ).map((row) => row.title);
}

export async function hasOpenSubtasks(tx: Tx, taskId: string): Promise<boolean> {
  return (
    (await tx.first(
      sql`select 1 from task where workspace_id = current_workspace() and parent_id = ${taskId} and closed_at is null and deleted_at is null limit 1`,
    )) !== undefined
  );
}
