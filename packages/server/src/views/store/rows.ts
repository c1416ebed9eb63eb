import { type RawBuilder, sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import type { FieldValue, Subject } from "@rondo/core/view";
import { isShownAlone, seesSpace } from "../../access/index.ts";
import type { Tx } from "../../database/index.ts";
import { behind, orderOf, type SortKey } from "./filter.ts";

/** What views know of a task, run or project; columns have the names of attributes. */
export type RowOf = {
  kind: "task" | "run" | "project";
  id: string;
  title: string;
  version: number;
  state: "open" | "done" | "skipped" | "withdrawn" | "cancelled";
  owner: string | null;
  creator: string | null;
  team: string | null;
  place: string | null;
  run: string | null;
  step: string | null;
  column: string | null;
  role: string | null;
  skill: string | null;
  priority: number;
  due: string | null;
  due_at: string | null;
  start: string | null;
  finish: string | null;
  postponed: string | null;
  created: string;
  closed: string | null;
  effort: number | null;
  spent: number | null;
  critical: boolean;
  milestone: boolean;
  approval: boolean;
  fields: Record<string, FieldValue>;
  everyone: SpaceRole | null;
  share: SpaceRole | null;
  holder: boolean;
  own: boolean;
  place_keys: (string | null)[] | null;
};

/** The roles and skills that a task of a plan asks for, whether somebody has taken the place or not. */
const rolesAsked = sql`case when t.planning ?| array['placeholders', 'assignments'] then (
      select string_agg(asked.role, ', ' order by lower(asked.role)) from (
        select place ->> 'role' as role from jsonb_array_elements(t.planning -> 'placeholders') place
        union select taken ->> 'role' from jsonb_array_elements(t.planning -> 'assignments') taken where taken ? 'role') asked) end`;

export type Reader = { readonly personId: string; readonly role: string };

/** Rows of a subject that the reader may see, as `x`; `rest` follows the `where`. A subquery that is pulled up: its columns cost nothing where none is asked. */
function selectRows(
  subject: Subject,
  reader: Reader,
  rest: RawBuilder<unknown>,
  keys: readonly RawBuilder<unknown>[] = [],
  places: readonly string[] | null = null,
): RawBuilder<RowOf> {
  const marks = keys.length === 0 ? sql`null::text[]` : sql`array[${sql.join(keys.map((key) => sql`(${key})::text`))}]`;
  return sql<RowOf>`select x.*, ${marks} as place_keys from (${sources[subject](reader, places)}) x where ${rest}`;
}

const zoned = (wall: string) =>
  sql`(${sql.ref(wall)}::timestamp at time zone (select zone from workspace where workspace_id = current_workspace()))`;

/** Tasks of a place by its indexes: otherwise all there are would be read through for them. */
function among(places: readonly string[] | null): RawBuilder<unknown> {
  if (places === null) return sql``;
  const ids = sql`any(${places}::uuid[])`;
  return sql`and (t.project_id = ${ids} or t.run_id = ${ids}
    or t.run_id = any(array(select run_id from run where workspace_id = current_workspace() and process_id = ${ids}))
    or t.task_id = any(array(select task_id from appearance where workspace_id = current_workspace() and project_id = ${ids})))`;
}

const sources: Readonly<Record<Subject, (reader: Reader, places: readonly string[] | null) => RawBuilder<unknown>>> = {
  tasks: ({ personId, role }, places) => sql`
    select 'task' as kind, t.task_id as id, t.title, t.version,
      case t.closed_as when 'completed' then 'done' else coalesce(t.closed_as, 'open') end as state,
      t.owner_id as owner, t.created_by as creator, t.team_id as team, case when st.task_id is null or sh.role is not null or ${role} <> 'guest' then coalesce(t.project_id, r.process_id) end as place,
      case when not ${isShownAlone(personId, role, { shown: sql`st.task_id is not null`, share: "sh.role", runId: "t.run_id" })} then t.run_id end as run,
      case when t.run_id is not null then t.title end as step, t.board_column as "column", ${rolesAsked} as role,
      case when ${role} <> 'guest' then (select string_agg(k.skill, ', ' order by lower(k.skill)) from member_skill k where k.workspace_id = t.workspace_id and k.person_id = t.owner_id) end as skill, t.priority,
      coalesce(t.due_at, s.finish_at) as due, t.due_at, ${zoned("s.start")} as start, s.finish_at as finish, t.not_before as postponed, t.created_at as created, t.closed_at as closed,
      case when t.run_id is null and t.working_minutes > 0 then t.working_minutes end as effort, nullif(t.spent_minutes, 0) as spent,
      coalesce(s.critical, false) and t.closed_at is null as critical, t.milestone, t.step_kind is not distinct from 'approval' as approval, t.fields,
      case when st.task_id is null or sh.role is not null or ${role} <> 'guest' then coalesce(p.name, pr.name) end as place_name, coalesce(p.everyone, pr.everyone) as everyone, coalesce(sh.role, st.role) as share,
      (t.owner_id is not distinct from ${personId}::uuid or mine.person_id is not null) as holder, (t.person_id is not null and ${personId}::uuid in (t.person_id, t.created_by)) is true as own
    from task t
    left join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
    left join run r on r.workspace_id = t.workspace_id and r.run_id = t.run_id
    left join process pr on pr.workspace_id = t.workspace_id and pr.process_id = r.process_id
    left join share sh on sh.workspace_id = t.workspace_id and sh.space_id = coalesce(t.project_id, r.process_id) and sh.person_id = ${personId}
    left join team_member mine on mine.workspace_id = t.workspace_id and mine.team_id = t.team_id and mine.person_id = ${personId}
    left join schedule_entry s on s.workspace_id = t.workspace_id and s.task_id = t.task_id
    left join shared_tasks(${personId}) st on st.task_id = t.task_id
    where t.workspace_id = current_workspace() and t.deleted_at is null ${among(places)} and (
      t.owner_id = ${personId} or t.person_id = ${personId} or mine.person_id is not null or st.task_id is not null or (t.person_id is not null and t.created_by = ${personId})
      or (t.project_id is not null and ${seesSpace(personId, role, { everyone: "p.everyone", id: "p.project_id" })})
      or (t.run_id is not null and ${seesSpace(personId, role, { everyone: "pr.everyone", id: "pr.process_id" })}))`,
  runs: ({ personId, role }) => sql`
    select 'run' as kind, r.run_id as id, r.title, r.version,
      case r.status when 'running' then 'open' when 'completed' then 'done' else 'cancelled' end as state,
      o.owner_id as owner, r.started_by as creator, null::uuid as team, case when rs.role is null or sh.role is not null or ${role} <> 'guest' then r.process_id end as place, r.run_id as run,
      o.steps as step, null::text as "column", null::text as role, null::text as skill, 0::smallint as priority,
      o.due_at as due, null::timestamptz as due_at, null::timestamptz as start, null::timestamptz as finish, null::timestamptz as postponed, r.started_at as created, r.ended_at as closed,
      null::integer as effort, null::integer as spent, false as critical, false as milestone, false as approval, r.fields,
      case when rs.role is null or sh.role is not null or ${role} <> 'guest' then pr.name end as place_name, pr.everyone, coalesce(sh.role, rs.role) as share,
      exists (select from task k where k.workspace_id = r.workspace_id and k.run_id = r.run_id and k.owner_id = ${personId}) as holder, r.requester_id is not distinct from ${personId}::uuid as own
    from run r
    join process pr on pr.workspace_id = r.workspace_id and pr.process_id = r.process_id
    left join share sh on sh.workspace_id = r.workspace_id and sh.space_id = r.process_id and sh.person_id = ${personId}
    left join run_share rs on rs.workspace_id = r.workspace_id and rs.run_id = r.run_id and rs.person_id = ${personId}
    left join lateral (
      select min(k.due_at) as due_at, string_agg(k.title, ', ' order by k.created_at, k.task_id) as steps, (array_agg(k.owner_id order by k.due_at nulls last, k.task_id))[1] as owner_id
      from task k where k.workspace_id = r.workspace_id and k.run_id = r.run_id and k.closed_at is null and k.deleted_at is null) o on true
    where r.workspace_id = current_workspace() and (
      r.requester_id = ${personId} or rs.role is not null or ${seesSpace(personId, role, { everyone: "pr.everyone", id: "pr.process_id" })}
      or exists (select from task k left join team_member tm on tm.workspace_id = k.workspace_id and tm.team_id = k.team_id and tm.person_id = ${personId}
        where k.workspace_id = r.workspace_id and k.run_id = r.run_id and (k.owner_id = ${personId} or tm.person_id is not null)))`,
  projects: ({ personId, role }) => sql`
    select 'project' as kind, p.project_id as id, p.name as title, p.version,
      case when c.project_id is null then 'open' else 'done' end as state,
      p.owner_id as owner, null::uuid as creator, null::uuid as team, null::uuid as place, null::uuid as run,
      null::text as step, null::text as "column", null::text as role, null::text as skill, 0::smallint as priority,
      ${zoned("p.finish")} as due, null::timestamptz as due_at, ${zoned("p.start")} as start, ${zoned("p.finish")} as finish, null::timestamptz as postponed, p.created_at as created, c.completed_at as closed,
      null::integer as effort, null::integer as spent, false as critical, false as milestone, false as approval, p.fields,
      null::text as place_name, p.everyone, sh.role as share, false as holder, false as own
    from project p
    left join project_completion c on c.workspace_id = p.workspace_id and c.project_id = p.project_id
    left join share sh on sh.workspace_id = p.workspace_id and sh.space_id = p.project_id and sh.person_id = ${personId}
    where p.workspace_id = current_workspace() and ${seesSpace(personId, role, { everyone: "p.everyone", id: "p.project_id" })}`,
};

export type PageOfRows = {
  readonly condition: RawBuilder<unknown>;
  readonly places?: readonly string[] | null;
  readonly keys: readonly SortKey[];
  readonly ids: readonly string[] | null;
  readonly after: { readonly values: readonly (string | null)[]; readonly id: string } | null;
  readonly limit: number;
};

export async function pageOfRows(
  tx: Tx,
  subject: Subject,
  reader: Reader,
  { condition, places = null, keys, ids, after, limit }: PageOfRows,
): Promise<RowOf[]> {
  // How many a place has decides how they are found, and a plan for any place knows nothing of this one.
  if (places !== null && ids === null) await tx.change(sql`set local plan_cache_mode = force_custom_plan`);
  return tx.rows(
    selectRows(
      subject,
      reader,
      sql`${condition}
    ${ids === null ? sql`` : sql`and x.id = any(${ids}::uuid[])`} ${after === null ? sql`` : sql`and ${behind(keys, after.values, after.id)}`}
    order by ${orderOf(keys)} limit ${limit}`,
      keys.map((key) => key.sql),
      places,
    ),
  );
}

export async function rowsAmong(tx: Tx, subject: Subject, reader: Reader, ids: readonly string[]): Promise<RowOf[]> {
  return tx.rows(selectRows(subject, reader, sql`x.id = any(${ids}::uuid[])`));
}

export async function countRows(
  tx: Tx,
  subject: Subject,
  reader: Reader,
  condition: RawBuilder<unknown>,
  places: readonly string[] | null,
): Promise<number> {
  return (
    (await tx.first(sql<{ total: number }>`select count(*)::int as total from (${sources[subject](reader, places)}) x where ${condition}`))
      ?.total ?? 0
  );
}

/** What the ids in rows stand for: each name is sent once, however many rows it is in. */
export async function namesAmong(
  tx: Tx,
  ids: { people: readonly string[]; teams: readonly string[]; places: readonly string[]; runs: readonly string[] },
): Promise<Record<string, string>> {
  const rows = await tx.rows(sql<{ id: string; name: string | null }>`
    select id, name from identity.person where id = any(${ids.people}::uuid[])
    union all select team_id, name from team where workspace_id = current_workspace() and team_id = any(${ids.teams}::uuid[])
    union all select project_id, name from project where workspace_id = current_workspace() and project_id = any(${ids.places}::uuid[])
    union all select process_id, name from process where workspace_id = current_workspace() and process_id = any(${ids.places}::uuid[])
    union all select run_id, title from run where workspace_id = current_workspace() and run_id = any(${ids.runs}::uuid[])`);
  return Object.fromEntries(rows.map((row) => [row.id, row.name ?? ""]));
}

export async function zoneOf(tx: Tx): Promise<string> {
  return (await tx.first(sql<{ zone: string }>`select zone from workspace where workspace_id = current_workspace()`))?.zone ?? "UTC";
}

type Named = { id: string; name: string };

/** Names that a sentence may say: members, teams, and the projects and processes that the reader may see. */
export async function namesFor(tx: Tx, { personId, role }: Reader): Promise<{ people: Named[]; teams: Named[]; places: Named[] }> {
  const people = await tx.rows(
    sql<Named>`select p.id, p.name from membership m join identity.person p on p.id = m.person_id where m.workspace_id = current_workspace() and p.name is not null`,
  );
  const teams = await tx.rows(sql<Named>`select team_id as id, name from team where workspace_id = current_workspace()`);
  const places = await tx.rows(sql<Named>`
    select p.project_id as id, p.name from project p where p.workspace_id = current_workspace() and ${seesSpace(personId, role, { everyone: "p.everyone", id: "p.project_id" })}
    union all select c.process_id, c.name from process c where c.workspace_id = current_workspace() and ${seesSpace(personId, role, { everyone: "c.everyone", id: "c.process_id" })}`);
  return { people, teams, places };
}
