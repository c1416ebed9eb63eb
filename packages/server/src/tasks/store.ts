import { type RawBuilder, sql } from "kysely";
import type { Planning } from "@rondo/contract";
import type { SpaceRole } from "@rondo/core/access";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

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
      case when st.role is not null and sh.role is null and (select role from membership where workspace_id = t.workspace_id and person_id = ${me}) = 'guest' then '' else coalesce(p.name, r.title, '') end as home_title,
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
      when not exists (select from task_share where workspace_id = current_workspace() and person_id = ${me}) then null
      when t.task_id in (select task_id from shared_tasks(${me}) where role = 'contributor') then 'contributor'
      when t.task_id in (select task_id from shared_tasks(${me})) then 'viewer' end as role) st
    where t.workspace_id = current_workspace() ${rest}`;
}

/** The same rows, with the names of their few people read once. */
async function namedRows(tx: Tx, me: string, rest: RawBuilder<unknown>): Promise<TaskRow[]> {
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

/** The lock of the plan that the task is in, if it is in one. Before the task's own: who changes a plan takes them in this order. */
export async function lockPlanOf(tx: Tx, taskId: string): Promise<void> {
  await tx.change(sql`
    select 1 from project where workspace_id = current_workspace()
      and project_id = (select project_id from task where workspace_id = current_workspace() and task_id = ${taskId}) for no key update`);
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

export type WorkRow = TaskRow & {
  scheduled_start: string | null;
  scheduled_finish: string | null;
  critical: boolean;
  question_to_me: boolean;
  clock: ClockRow | null;
};

/** The service clock of a task's run that is reached first; the run itself belongs to another slice. */
type ClockRow = {
  name: string;
  due: number | null;
  waits: "question" | "message" | "outside" | "hold" | null;
  ran: number;
  target: number;
};

/** Open work that is the person's: given to them, waiting for their team, made by them for somebody else, or with a question to them. */
export async function openWorkOf(tx: Tx, me: string, limit: number): Promise<WorkRow[]> {
  const asked = (
    await tx.rows(
      sql<{
        task_id: string;
      }>`select task_id from question where workspace_id = current_workspace() and to_person_id = ${me} and answered_at is null`,
    )
  ).map((row) => row.task_id);
  // Each way in which work is somebody's by an index of its own: one condition with "or" reads all open work there is.
  // As an array it is asked once, also where Postgres has no statistics yet and would ask again for each open task.
  const open = sql`k.workspace_id = current_workspace() and k.closed_at is null and k.deleted_at is null`;
  const rows = await namedRows(
    tx,
    me,
    sql`
    and t.closed_at is null and t.deleted_at is null
    and t.task_id = any(array(
      select k.task_id from task k where ${open} and k.owner_id = ${me}
      union all select k.task_id from task k where ${open} and k.created_by = ${me} and k.person_id is not null
      union all select k.task_id from team_member m join task k on k.workspace_id = m.workspace_id and k.team_id = m.team_id
        where m.workspace_id = current_workspace() and m.person_id = ${me} and ${open} and k.owner_id is null
      union all select unnest(${asked}::uuid[])))
    order by t.due_at nulls last, t.created_at limit ${limit}`,
  );
  const planned = await tx.rows(sql<{ task_id: string; start_at: string; finish_at: string; critical: boolean }>`
    select s.task_id, s.start::timestamp at time zone w.zone as start_at, s.finish_at, s.critical
    from schedule_entry s join workspace w on w.workspace_id = s.workspace_id
    where s.workspace_id = current_workspace() and s.task_id = any(${rows.filter((row) => row.project_id !== null).map((row) => row.task_id)}::uuid[])`);
  const schedule = new Map(planned.map((row) => [row.task_id, row]));
  const clocks = await clocksOf(tx, [...new Set(rows.flatMap((row) => row.run_id ?? []))]);
  return rows.map((row) => {
    const entry = schedule.get(row.task_id);
    return {
      ...row,
      clock: clocks.get(row.run_id ?? "") ?? null,
      scheduled_start: entry?.start_at ?? null,
      scheduled_finish: entry?.finish_at ?? null,
      critical: entry?.critical ?? false,
      question_to_me: asked.includes(row.task_id),
    };
  });
}

async function clocksOf(tx: Tx, runIds: readonly string[]): Promise<Map<string, ClockRow>> {
  if (runIds.length === 0) return new Map();
  const rows = await tx.rows(sql<ClockRow & { run_id: string }>`
    select distinct on (r.run_id) r.run_id, c->>'name' as name, (c->>'due')::float8 as due, c->>'waits' as waits, (c->>'ran')::float8 as ran, (c->>'target')::float8 as target
    from run r cross join jsonb_array_elements(r.state->'clocks') c
    where r.workspace_id = current_workspace() and r.run_id = any(${runIds}::uuid[]) and not c ? 'kept'
    order by r.run_id, (c->>'due')::float8 nulls last`);
  return new Map(rows.map(({ run_id, ...clock }) => [run_id, clock]));
}

/** SQL that is true for tasks `t` (joined as above) that the actor may see. */
function seesTask(actor: { personId: string; role: string }): RawBuilder<boolean> {
  return sql<boolean>`(
    t.owner_id = ${actor.personId} or t.person_id = ${actor.personId} or mine.person_id is not null or st.role is not null or (t.person_id is not null and t.created_by = ${actor.personId})
    or (t.project_id is not null and ${seesSpace(actor.personId, actor.role, { everyone: "p.everyone", id: "p.project_id" })})
    or (t.run_id is not null and ${seesSpace(actor.personId, actor.role, { everyone: "pr.everyone", id: "pr.process_id" })}))`;
}

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

export type CommentRow = {
  comment_id: string;
  author_id: string | null;
  author_name: string | null;
  imported_author: string | null;
  text: string;
  at: string;
  edited_at: string | null;
  reactions: { kind: string; id: string; name: string | null }[];
};

/** A comment `c` with its author, and the signs it was answered with in the order in which they came. */
const commentColumns = sql`c.comment_id, c.author_id, (select name from identity.person where id = c.author_id) as author_name, c.imported_author, c.text, c.at, c.edited_at,
  coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.person_id, 'name', p.name) order by r.at, r.kind) from reaction r join identity.person p on p.id = r.person_id
    where r.workspace_id = c.workspace_id and r.comment_id = c.comment_id), '[]'::jsonb) as reactions`;

export async function findComment(tx: Tx, taskId: string, commentId: string): Promise<CommentRow | undefined> {
  return tx.first(
    sql<CommentRow>`select ${commentColumns} from comment c where c.workspace_id = current_workspace() and c.task_id = ${taskId} and c.comment_id = ${commentId} and c.deleted_at is null`,
  );
}

export async function listComments(tx: Tx, taskId: string, after: string[] | null, limit: number): Promise<CommentRow[]> {
  return tx.rows(sql<CommentRow>`
    select ${commentColumns} from comment c
    where c.workspace_id = current_workspace() and c.task_id = ${taskId} and c.deleted_at is null
      ${after === null ? sql`` : sql`and (date_trunc('milliseconds', c.at), c.comment_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`}
    order by date_trunc('milliseconds', c.at), c.comment_id limit ${limit}`);
}

export async function insertComment(
  tx: Tx,
  comment: { id: string; taskId: string; authorId: string | null; outsider: string | null; text: string },
): Promise<CommentRow> {
  await tx.change(
    sql`insert into comment (workspace_id, comment_id, task_id, author_id, imported_author, text) values (current_workspace(), ${comment.id}, ${comment.taskId}, ${comment.authorId}, ${comment.outsider}, ${comment.text})`,
  );
  return (await findComment(tx, comment.taskId, comment.id)) as CommentRow;
}

/** The author of a comment that is there, undefined when there is none. */
export async function authorOf(tx: Tx, taskId: string, commentId: string): Promise<{ author_id: string | null } | undefined> {
  return tx.first(
    sql<{
      author_id: string | null;
    }>`select author_id from comment where workspace_id = current_workspace() and task_id = ${taskId} and comment_id = ${commentId} and deleted_at is null for no key update`,
  );
}

export async function deleteComment(tx: Tx, commentId: string): Promise<void> {
  await tx.change(sql`update comment set deleted_at = now() where workspace_id = current_workspace() and comment_id = ${commentId}`);
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
