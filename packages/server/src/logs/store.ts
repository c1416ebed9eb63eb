import { type RawBuilder, sql } from "kysely";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";
import type { LoggedRun } from "../measures/index.ts";

type Reader = { readonly personId: string; readonly role: string };

const seesProcess = ({ personId, role }: Reader): RawBuilder<boolean> =>
  seesSpace(personId, role, { everyone: "c.everyone", id: "c.process_id" });
const seesProject = ({ personId, role }: Reader): RawBuilder<boolean> =>
  seesSpace(personId, role, { everyone: "p.everyone", id: "p.project_id" });

/** In the order of ids, which is that of making. */
function behind(key: string, after: string | null, limit: number): RawBuilder<unknown> {
  return sql`${after === null ? sql`` : sql`and ${sql.ref(key)} > ${after}::uuid`} order by ${sql.ref(key)} limit ${limit}`;
}

export type RunRow = LoggedRun & { id: string; process_id: string; process_name: string; started_at: string };

/** Runs of processes that the reader may see: who may see a single run alone has no log of it. */
export async function runsAfter(tx: Tx, reader: Reader, after: string | null, limit: number): Promise<RunRow[]> {
  return tx.rows(sql<RunRow>`
    select r.run_id as id, r.run_id, r.number, r.title, r.revision, r.status, r.started_at, c.process_id, c.name as process_name
    from run r join process c on c.workspace_id = r.workspace_id and c.process_id = r.process_id
    where r.workspace_id = current_workspace() and ${seesProcess(reader)} ${behind("r.run_id", after, limit)}`);
}

export type ProcessRow = { id: string; name: string; created_at: string };

export async function processesAfter(tx: Tx, reader: Reader, after: string | null, limit: number): Promise<ProcessRow[]> {
  return tx.rows(sql<ProcessRow>`
    select c.process_id as id, c.name, c.created_at from process c
    where c.workspace_id = current_workspace() and ${seesProcess(reader)} ${behind("c.process_id", after, limit)}`);
}

export type ProjectRow = { id: string; name: string; created_at: string; run_id: string | null };

/** The run that opened a project is named only to who may see it. */
export async function projectsAfter(tx: Tx, reader: Reader, after: string | null, limit: number): Promise<ProjectRow[]> {
  return tx.rows(sql<ProjectRow>`
    select p.project_id as id, p.name, p.created_at, case when ${seesProcess(reader)} then r.run_id end as run_id
    from project p
    left join run r on r.workspace_id = p.workspace_id and r.run_id = p.opened_by_run
    left join process c on c.workspace_id = r.workspace_id and c.process_id = r.process_id
    where p.workspace_id = current_workspace() and ${seesProject(reader)} ${behind("p.project_id", after, limit)}`);
}

export type TaskRow = {
  id: string;
  title: string;
  project_id: string;
  parent_id: string | null;
  owner_id: string | null;
  owner_name: string | null;
  closed_as: string | null;
  created_at: string;
};

/** Tasks of projects; what is in the trash is as if it were not there. */
export async function tasksAfter(tx: Tx, reader: Reader, after: string | null, limit: number): Promise<TaskRow[]> {
  return tx.rows(sql<TaskRow>`
    select t.task_id as id, t.title, t.project_id, u.task_id as parent_id, t.owner_id, o.name as owner_name, t.closed_as, t.created_at
    from task t
    join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
    left join task u on u.workspace_id = t.workspace_id and u.task_id = t.parent_id and u.project_id = t.project_id and u.deleted_at is null
    left join identity.person o on o.id = t.owner_id
    where t.workspace_id = current_workspace() and t.deleted_at is null and ${seesProject(reader)} ${behind("t.task_id", after, limit)}`);
}

export type EventRow = {
  name: string;
  at: string;
  version: number;
  task_id: string;
  project_id: string;
  actor_id: string | null;
  actor_name: string | null;
};

/** What the journal tells of tasks since they are in the project that they are in. */
export async function eventsOf(tx: Tx, reader: Reader, taskIds: readonly string[]): Promise<EventRow[]> {
  return tx.rows(sql<EventRow>`
    select e.name, e.at, e.version, t.task_id, t.project_id, e.actor_id, a.name as actor_name
    from task t
    join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
    join event e on e.workspace_id = t.workspace_id and e.subject_id = t.task_id and e.home_kind = 'project' and e.home_id = t.project_id
    left join identity.person a on a.id = e.actor_id
    where t.workspace_id = current_workspace() and t.task_id = any(${taskIds}::uuid[]) and t.deleted_at is null and ${seesProject(reader)}
    order by t.task_id, e.version`);
}
