import { type RawBuilder, sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import type { LinkPolicyName } from "@rondo/core/schedule";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

export type ProjectRow = {
  project_id: string;
  name: string;
  goal: string;
  end_condition: string;
  start: string;
  finish: string | null;
  finish_by: string | null;
  zone: string;
  calendar_id: string | null;
  link_policy: LinkPolicyName;
  own_hours: boolean;
  owner_id: string | null;
  owner_name: string | null;
  everyone: SpaceRole | null;
  share: SpaceRole | null;
  columns: string[];
  open_tasks: number;
  closed_tasks: number;
  completed_at: string | null;
  completed_by: string | null;
  completer_name: string | null;
  note: string | null;
  opened_by_run: string | null;
  opened_by_task: string | null;
  run_title: string | null;
  created_at: string;
  version: number;
};

type Reader = { readonly personId: string; readonly role: string };

/** Every column of a ProjectRow for one reader. The run that opened it is named only to who may see that run. */
function selectProjects(reader: Reader, rest: RawBuilder<unknown>): RawBuilder<ProjectRow> {
  return sql<ProjectRow>`
    select p.project_id, p.name, p.goal, p.end_condition, p.start, p.finish, p.finish_by, w.zone, p.calendar_id, p.link_policy, p.own_hours,
      p.owner_id, o.name as owner_name, p.everyone, sh.role as share, p.columns, n.open_tasks, n.closed_tasks,
      c.completed_at, c.completed_by, cb.name as completer_name, c.note,
      p.opened_by_run, p.opened_by_task, case when ${seesSpace(reader.personId, reader.role, { everyone: "pr.everyone", id: "pr.process_id" })} then r.title end as run_title,
      p.created_at, p.version
    from project p
    join workspace w on w.workspace_id = p.workspace_id
    left join share sh on sh.workspace_id = p.workspace_id and sh.space_id = p.project_id and sh.person_id = ${reader.personId}
    left join project_completion c on c.workspace_id = p.workspace_id and c.project_id = p.project_id
    left join run r on r.workspace_id = p.workspace_id and r.run_id = p.opened_by_run
    left join process pr on pr.workspace_id = r.workspace_id and pr.process_id = r.process_id
    left join identity.person o on o.id = p.owner_id
    left join identity.person cb on cb.id = c.completed_by
    cross join lateral (
      select (count(*) filter (where t.closed_at is null))::int as open_tasks, (count(*) filter (where t.closed_at is not null and t.closed_as is distinct from 'withdrawn'))::int as closed_tasks
      from task t where t.workspace_id = p.workspace_id and t.project_id = p.project_id and t.deleted_at is null
        and not (t.parent_id is not null and t.working_minutes = 0 and not t.milestone)) n -- points of a task are no tasks of the project's own
    where p.workspace_id = current_workspace() ${rest}`;
}

export async function findProject(tx: Tx, reader: Reader, projectId: string): Promise<ProjectRow | undefined> {
  return tx.first(selectProjects(reader, sql`and p.project_id = ${projectId}`));
}

/** Newest first; only what the reader may see. */
export async function listProjects(tx: Tx, reader: Reader, closed: boolean, after: string[] | null, limit: number): Promise<ProjectRow[]> {
  return tx.rows(
    selectProjects(
      reader,
      sql`
    and ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.project_id" })}
    and (c.completed_at is not null) = ${closed}::boolean
    ${after === null ? sql`` : sql`and (date_trunc('milliseconds', p.created_at), p.project_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', p.created_at) desc, p.project_id desc limit ${limit}`,
    ),
  );
}

export type NewProject = {
  id: string;
  name: string;
  goal?: string;
  endCondition?: string;
  start: string;
  ownerId: string | null;
  everyone: SpaceRole | null;
  columns: readonly string[];
  openedBy?: { runId: string; stepId: string; taskId: string };
};

export async function insertProject(tx: Tx, project: NewProject): Promise<void> {
  await tx.change(sql`
    insert into project (workspace_id, project_id, name, goal, end_condition, start, owner_id, everyone, columns, opened_by_run, opened_by_step, opened_by_task)
    values (current_workspace(), ${project.id}, ${project.name}, ${project.goal ?? ""}, ${project.endCondition ?? ""}, ${project.start}, ${project.ownerId}, ${project.everyone}, ${project.columns}::text[],
      ${project.openedBy?.runId ?? null}, ${project.openedBy?.stepId ?? null}, ${project.openedBy?.taskId ?? null})`);
}

export type ProjectChange = Partial<{
  name: string;
  goal: string;
  end_condition: string;
  start: string;
  finish_by: string | null;
  owner_id: string | null;
  everyone: SpaceRole | null;
  calendar_id: string | null;
  link_policy: LinkPolicyName;
  own_hours: boolean;
  columns: readonly string[];
}>;

/** Writes the columns given and moves the version on; answers the new one. */
export async function updateProject(tx: Tx, projectId: string, change: ProjectChange, events = 1): Promise<number> {
  const sets = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const row = await tx.first(sql<{ version: number }>`
    update project set ${sql.join([...sets, sql`version = version + ${events}::int`])} where workspace_id = current_workspace() and project_id = ${projectId} returning version`);
  return row?.version ?? 0;
}

/** What every member may do in the process of a run. */
export async function everyoneOfRun(tx: Tx, runId: string): Promise<SpaceRole | null> {
  const row = await tx.first(sql<{ everyone: SpaceRole | null }>`
    select p.everyone from run r join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id
    where r.workspace_id = current_workspace() and r.run_id = ${runId}`);
  return row?.everyone ?? null;
}

export async function insertCompletion(tx: Tx, projectId: string, by: string | null, note: string): Promise<void> {
  await tx.change(
    sql`insert into project_completion (workspace_id, project_id, completed_by, note) values (current_workspace(), ${projectId}, ${by}, ${note})`,
  );
}

/** Takes the completion away; answers when it was, undefined when there was none. */
export async function deleteCompletion(tx: Tx, projectId: string): Promise<string | undefined> {
  return (
    await tx.first(sql<{ at: string }>`
    delete from project_completion where workspace_id = current_workspace() and project_id = ${projectId} returning completed_at::text as at`)
  )?.at;
}

export type ClosedTask = { task_id: string; title: string; version: number };

/** Open tasks of a project that ends: not done, withdrawn. They carry the completion's own moment, by which a reopening finds them. */
export async function withdrawTasks(tx: Tx, projectId: string): Promise<ClosedTask[]> {
  return tx.rows(sql<ClosedTask>`
    update task set closed_at = now(), closed_as = 'withdrawn', version = version + 1
    where workspace_id = current_workspace() and project_id = ${projectId} and closed_at is null and deleted_at is null returning task_id, title, version`);
}

export async function bringTasksBack(tx: Tx, projectId: string, at: string): Promise<ClosedTask[]> {
  return tx.rows(sql<ClosedTask>`
    update task set closed_at = null, closed_as = null, version = version + 1
    where workspace_id = current_workspace() and project_id = ${projectId} and closed_as = 'withdrawn' and closed_at = ${at}::timestamptz and deleted_at is null returning task_id, title, version`);
}

/** What is made of these projects is for every member where each of them is, and else for whoever makes it. */
export async function everyoneFrom(tx: Tx, projectIds: readonly string[]): Promise<"contributor" | null> {
  const closed = await tx.first(
    sql`select 1 from project where workspace_id = current_workspace() and project_id = any(${projectIds}::uuid[]) and everyone is null limit 1`,
  );
  return closed === undefined ? "contributor" : null;
}
