import { type RawBuilder, sql } from "kysely";
import type { Planning } from "@rondo/contract";
import type { SpaceRole } from "@rondo/core/access";
import { isShownAlone, seesSpace } from "../../access/index.ts";
import type { Tx } from "../../database/index.ts";

/** A task with what is needed to show it and to say what the reader may do with it. */
export type TaskRow = {
  task_id: string;
  run_id: string | null;
  project_id: string | null;
  person_id: string | null;
  process_id: string | null;
  home_title: string;
  title: string;
  notes: string;
  priority: number;
  due_at: string | null;
  not_before: string | null;
  owner_id: string | null;
  owner_name: string | null;
  team_id: string | null;
  team_name: string | null;
  created_by: string | null;
  creator_name: string | null;
  created_at: string;
  closed_at: string | null;
  closed_as: "completed" | "skipped" | "withdrawn" | null;
  completed_by: string | null;
  completer_name: string | null;
  completed_at: string | null;
  step_id: string | null;
  step_kind: "task" | "approval" | null;
  open_question: string | null;
  held: string | null;
  decision: "approved" | "rejected" | null;
  parent_id: string | null;
  position: string;
  board_column: string | null;
  milestone: boolean;
  working_minutes: number;
  not_before_wall: string | null;
  deadline_wall: string | null;
  planning: Planning;
  version: number;
  deleted_at: string | null;
  everyone: SpaceRole | null;
  share: SpaceRole | null;
  /** As what it, or what it is inside, was shown to the actor by name. */ shown: SpaceRole | null;
  holder: boolean;
  own: boolean;
};

/**
 * Every column of a TaskRow, for the actor `me`; `where` and what follows is the caller's. Names by sub-selects: as joins
 * they made planning the statement dearer (5 ms) than running it. For many rows they are read apart (`namedRows`).
 */
function selectTasks(me: string, rest: RawBuilder<unknown>, names: "inline" | "apart" = "inline"): RawBuilder<TaskRow> {
  const person = (column: string) =>
    names === "apart" ? sql`null::text` : sql`(select name from identity.person where id = ${sql.ref(column)})`;
  return sql<TaskRow>`
    select t.task_id, t.run_id, t.project_id, t.person_id, r.process_id,
      case when ${isShownAlone(me, sql`(select role from membership where workspace_id = t.workspace_id and person_id = ${me})`, { shown: sql`st.role is not null`, share: "sh.role", runId: "t.run_id" })} then '' else coalesce(p.name, r.title, '') end as home_title,
      t.title, t.notes, t.priority, t.due_at, t.not_before,
      t.owner_id, ${person("t.owner_id")} as owner_name, t.team_id, (select name from team where workspace_id = t.workspace_id and team_id = t.team_id) as team_name,
      t.created_by, ${person("t.created_by")} as creator_name, t.created_at,
      t.closed_at, t.closed_as, c.completed_by, ${person("c.completed_by")} as completer_name, c.completed_at,
      t.step_id, t.step_kind, t.open_question, t.held,
      case when t.step_kind = 'approval' and t.closed_at is not null then (select a.verdict from approval a where a.workspace_id = t.workspace_id and a.task_id = t.task_id) end as decision,
      t.parent_id, t.position, t.board_column, t.milestone, t.working_minutes, t.not_before_wall, t.deadline_wall, t.planning,
      t.version, t.deleted_at,
      coalesce(p.everyone, pr.everyone) as everyone, sh.role as share, st.role as shown,
      (t.owner_id is not distinct from ${me}::uuid or mine.person_id is not null) as holder,
      (t.person_id is not null and ${me}::uuid in (t.person_id, t.created_by)) is true as own
    from task t
    left join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
    left join run r on r.workspace_id = t.workspace_id and r.run_id = t.run_id
    left join process pr on pr.workspace_id = t.workspace_id and pr.process_id = r.process_id
    left join share sh on sh.workspace_id = t.workspace_id and sh.space_id = coalesce(t.project_id, r.process_id) and sh.person_id = ${me}
    left join team_member mine on mine.workspace_id = t.workspace_id and mine.team_id = t.team_id and mine.person_id = ${me}
    left join completion c on c.workspace_id = t.workspace_id and c.task_id = t.task_id
    cross join lateral (select case
      when not exists (select from task_share where workspace_id = current_workspace() and person_id = ${me})
        and not exists (select from run_share where workspace_id = current_workspace() and person_id = ${me}) then null
      when t.task_id in (select task_id from shared_tasks(${me}) where role = 'contributor') then 'contributor'
      when t.task_id in (select task_id from shared_tasks(${me})) then 'viewer' end as role) st
    where t.workspace_id = current_workspace() ${rest}`;
}

/** The same rows, with the names of their few people read once. */
export async function namedRows(tx: Tx, me: string, rest: RawBuilder<unknown>): Promise<TaskRow[]> {
  const rows = await tx.rows(selectTasks(me, rest, "apart"));
  const ids = new Set(rows.flatMap((row) => [row.owner_id, row.created_by, row.completed_by]).filter((id) => id !== null));
  if (ids.size === 0) return rows;
  const people = await tx.rows(
    sql<{ id: string; name: string | null }>`select id, name from identity.person where id = any(${[...ids]}::uuid[])`,
  );
  const names = new Map(people.map((person) => [person.id, person.name]));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return rows.map((row) => ({
    ...row,
    owner_name: nameOf(row.owner_id),
    creator_name: nameOf(row.created_by),
    completer_name: nameOf(row.completed_by),
  }));
}

export async function findTask(tx: Tx, me: string, taskId: string): Promise<TaskRow | undefined> {
  return tx.first(selectTasks(me, sql`and t.task_id = ${taskId}`));
}

/** Takes the lock under which the task's version grows. Nothing else of the row is needed. */
export async function lockTask(tx: Tx, taskId: string): Promise<void> {
  await tx.change(sql`select 1 from task where workspace_id = current_workspace() and task_id = ${taskId} for no key update`);
}

/** `read`: nobody changes the plan meanwhile, and others may read it too. */
/** `people`: to change it where its dates follow who does what. */
export type PlanLock = "change" | "people" | "read" | "none";

/** The lock of the plan that the task is in, if it is in one. Before the task's own: who changes a plan takes them in this order. */
export async function lockPlanOf(tx: Tx, taskId: string, to: PlanLock = "change"): Promise<void> {
  if (to === "none") return;
  await tx.change(sql`
    select 1 from project where workspace_id = current_workspace()
      and project_id = (select project_id from task where workspace_id = current_workspace() and task_id = ${taskId}) ${to === "people" ? sql`and own_hours` : sql``} ${to === "read" ? sql`for share` : sql`for no key update`}`);
}

export type ListFilter = {
  owner?: string | null | undefined;
  home?: string | undefined;
  parent?: string | undefined;
  state: "open" | "closed" | "all";
  q?: string | undefined;
};

/** Newest first; only what the actor may see. Cursors carry milliseconds, so the order does too. */
export async function listTasks(
  tx: Tx,
  actor: { personId: string; role: string },
  filter: ListFilter,
  after: string[] | null,
  limit: number,
): Promise<TaskRow[]> {
  const conditions = [
    sql`and t.deleted_at is null and ${seesTask(actor)}`,
    filter.owner === null ? sql`and t.owner_id is null` : filter.owner === undefined ? sql`` : sql`and t.owner_id = ${filter.owner}`,
    filter.home === undefined ? sql`` : sql`and ${filter.home} in (t.project_id, t.run_id)`,
    filter.parent === undefined ? sql`` : sql`and t.parent_id = ${filter.parent}`,
    filter.state === "all" ? sql`` : filter.state === "open" ? sql`and t.closed_at is null` : sql`and t.closed_at is not null`,
    filter.q === undefined ? sql`` : sql`and position(lower(${filter.q}) in lower(t.title)) > 0`,
    after === null ? sql`` : sql`and (date_trunc('milliseconds', t.created_at), t.task_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  ];
  return namedRows(
    tx,
    actor.personId,
    sql`${sql.join(conditions, sql` `)} order by date_trunc('milliseconds', t.created_at) desc, t.task_id desc limit ${limit}`,
  );
}

/** In the trash, the latest first; what one sees, whether or not one may take it back. */
export async function listTrashed(
  tx: Tx,
  actor: { personId: string; role: string },
  after: string[] | null,
  limit: number,
): Promise<TaskRow[]> {
  return namedRows(
    tx,
    actor.personId,
    sql`
    and t.deleted_at is not null and ${seesTask(actor)}
    ${after === null ? sql`` : sql`and (date_trunc('milliseconds', t.deleted_at), t.task_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', t.deleted_at) desc, t.task_id desc limit ${limit}`,
  );
}

/** SQL that is true for tasks `t` (joined as above) that the actor may see. */
function seesTask(actor: { personId: string; role: string }): RawBuilder<boolean> {
  return sql<boolean>`(
    t.owner_id = ${actor.personId} or t.person_id = ${actor.personId} or mine.person_id is not null or st.role is not null or (t.person_id is not null and t.created_by = ${actor.personId})
    or (t.project_id is not null and ${seesSpace(actor.personId, actor.role, { everyone: "p.everyone", id: "p.project_id" })})
    or (t.run_id is not null and ${seesSpace(actor.personId, actor.role, { everyone: "pr.everyone", id: "pr.process_id" })}))`;
}

/**
 * Members of the workspace among these ids, who stay it until this transaction ends: who is being removed at the same
 * moment either waits for what is given to them here, and gives it up again, or is not among them. For writing transactions.
 */
export async function membersAmong(tx: Tx, ids: readonly string[]): Promise<{ person_id: string; role: string; name: string }[]> {
  return tx.rows(sql<{ person_id: string; role: string; name: string }>`
    select m.person_id, m.role, p.name from membership m join identity.person p on p.id = m.person_id
    where m.workspace_id = current_workspace() and m.person_id = any(${ids}::uuid[]) for key share of m`);
}

export type TaskEventRow = {
  name: string;
  at: string;
  actor_id: string | null;
  actor_name: string | null;
  version: number;
  data: Record<string, unknown>;
};

export async function eventsOf(tx: Tx, subjectId: string, after: number, limit: number): Promise<TaskEventRow[]> {
  return tx.rows(sql<TaskEventRow>`
    select e.name, e.at, e.actor_id, a.name as actor_name, e.version, e.data
    from event e left join identity.person a on a.id = e.actor_id
    where e.workspace_id = current_workspace() and e.subject_id = ${subjectId} and e.version > ${after}
    order by e.version limit ${limit}`);
}

/** The titles of those of these runs that the reader may see. */
export async function runsSeen(
  tx: Tx,
  { personId, role }: { personId: string; role: string },
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ run_id: string; title: string }>`
    select r.run_id, r.title from run r join process pr on pr.workspace_id = r.workspace_id and pr.process_id = r.process_id
    where r.workspace_id = current_workspace() and r.run_id = any(${ids}::uuid[])
      and (r.requester_id = ${personId} or ${seesSpace(personId, role, { everyone: "pr.everyone", id: "pr.process_id" })})`);
  return new Map(rows.map((row) => [row.run_id, row.title]));
}
