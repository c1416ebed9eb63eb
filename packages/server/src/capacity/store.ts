import { type RawBuilder, sql } from "kysely";
import type { CalendarDefinition } from "@rondo/core/calendar";
import { invariant } from "@rondo/core/kernel";
import type { OwnHours } from "@rondo/core/plan";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

/** Seven days from Monday. */
export type Hours = CalendarDefinition["week"];
export type Leave = { from: string; to: string; note: string };
export type PersonRow = {
  person_id: string;
  name: string;
  reserved_percent: number;
  leave: Leave[];
  hours: Hours | null;
  stand_in_id: string | null;
  stand_in_name: string | null;
  version: number;
};

/** What people can be asked for without being named, in small letters: their skills, and the roles that they fill in processes, alone or in a team. */
export async function rolesOf(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx.rows(
    sql<{ person_id: string; roles: string[] }>`
    with filling as (
      select lower(trim(r ->> 'name')) as role, (f ->> 'personId')::uuid as person_id, (f ->> 'teamId')::uuid as team_id
      from process p
      join revision v on v.workspace_id = p.workspace_id and v.process_id = p.process_id and v.number = p.published
      cross join lateral jsonb_array_elements(p.fillings) f
      join lateral jsonb_array_elements(v.definition -> 'roles') r on r ->> 'key' = f ->> 'role'
      where p.workspace_id = current_workspace() and p.retired_at is null)
    select m.person_id, array_agg(distinct has.role) as roles
    from membership m join (
      select person_id, lower(trim(skill)) as role from member_skill where workspace_id = current_workspace()
      union all select person_id, role from filling where person_id is not null
      union all select tm.person_id, f.role from filling f join team_member tm on tm.workspace_id = current_workspace() and tm.team_id = f.team_id
    ) has on has.person_id = m.person_id
    where m.workspace_id = current_workspace() and m.role <> 'guest'
    group by m.person_id`,
  );
  return new Map(rows.map((row) => [row.person_id, row.roles]));
}

/** Every member who can be given work, by name. */
export async function peopleOf(tx: Tx): Promise<PersonRow[]> {
  return tx.rows(sql<PersonRow>`
    select m.person_id, p.name, coalesce(c.reserved_percent, 0) as reserved_percent, coalesce(c.leave, '[]') as leave, c.hours, coalesce(c.version, 0) as version,
      c.stand_in_id, (select name from identity.person where id = c.stand_in_id) as stand_in_name
    from membership m join identity.person p on p.id = m.person_id
    left join capacity c on c.workspace_id = m.workspace_id and c.person_id = m.person_id
    where m.workspace_id = current_workspace() and m.role <> 'guest' order by p.name collate "C", m.person_id`);
}

/** Whose hours are their own. */
export async function hoursOf(tx: Tx): Promise<Map<string, Hours>> {
  const rows = await tx.rows(
    sql<{
      person_id: string;
      hours: Hours;
    }>`select person_id, hours from capacity where workspace_id = current_workspace() and hours is not null`,
  );
  return new Map(rows.map((row) => [row.person_id, row.hours]));
}

/** Of those of these people who have hours of their own, or leave. */
export async function ownHours(tx: Tx, people: readonly string[]): Promise<OwnHours[]> {
  if (people.length === 0) return [];
  return tx.rows(sql<OwnHours>`
    select c.person_id as person, c.hours as week, c.leave from capacity c
    where c.workspace_id = current_workspace() and c.person_id = any(${people}::uuid[]) and (c.hours is not null or c.leave <> '[]') order by c.person_id`);
}

/** One's own, guests included. */
export async function ownTime(tx: Tx, personId: string): Promise<Omit<PersonRow, "name" | "version" | "person_id">> {
  const row = await tx.first(sql<Omit<PersonRow, "name" | "version" | "person_id">>`
    select c.reserved_percent, c.leave, c.hours, c.stand_in_id, (select name from identity.person where id = c.stand_in_id) as stand_in_name
    from capacity c where c.workspace_id = current_workspace() and c.person_id = ${personId}`);
  return row ?? { reserved_percent: 0, leave: [], hours: null, stand_in_id: null, stand_in_name: null };
}

export async function isMember(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.first(sql`select 1 from membership where workspace_id = current_workspace() and person_id = ${personId}`)) !== undefined;
}

export type PlannedRow = {
  person_id: string;
  project_id: string;
  name: string | null;
  start: string;
  finish: string;
  working_minutes: number;
  percent: number;
};

type Reader = { readonly personId: string; readonly role: string };

/** Open tasks of open projects with somebody on them, once for each who is, with as much as they give of it, and their computed dates; the name is null where the reader may not see the project. */
export async function plannedWork(tx: Tx, reader: Reader): Promise<PlannedRow[]> {
  return tx.rows(sql<PlannedRow>`
    select a.person_id, ${workWith(
      reader,
      sql`select (c ->> 'personId')::uuid as person_id, (c ->> 'percent')::int as percent from jsonb_array_elements(t.planning -> 'assignments') c
      union all select t.owner_id, 100 where t.owner_id is not null and not coalesce(t.planning -> 'assignments', '[]') @> jsonb_build_array(jsonb_build_object('personId', t.owner_id))`,
    )}`);
}

/** The same for what is asked for without naming anybody. */
export async function plannedPlaces(tx: Tx, reader: Reader): Promise<(Omit<PlannedRow, "person_id"> & { role: string })[]> {
  return tx.rows(sql<Omit<PlannedRow, "person_id"> & { role: string }>`
    select a.role, ${workWith(
      reader,
      sql`select c ->> 'role' as role, (c ->> 'percent')::int * (c ->> 'count')::int as percent from jsonb_array_elements(t.planning -> 'placeholders') c`,
    )}`);
}

function workWith(reader: Reader, by: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`t.project_id, e.start, e.finish, round(t.working_minutes * a.percent / 100.0)::int as working_minutes, a.percent,
      case when ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.project_id" })} then p.name || ': ' || t.title end as name
    from task t
    join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
    join schedule_entry e on e.workspace_id = t.workspace_id and e.project_id = t.project_id and e.task_id = t.task_id
    cross join lateral (${by}) a
    where t.workspace_id = current_workspace() and t.closed_at is null and t.deleted_at is null and t.working_minutes > 0
      and not exists (select 1 from task inside where inside.workspace_id = t.workspace_id and inside.parent_id = t.task_id and inside.deleted_at is null)
      and not exists (select 1 from project_completion c where c.workspace_id = p.workspace_id and c.project_id = p.project_id)`;
}

export type StepRow = { person_id: string; step: string; name: string | null; created_at: string; closed_at: string };

/** Steps that were done since a moment, by whom (`personId`: by them alone) and how long they were open. */
export async function stepsDone(tx: Tx, reader: Reader, since: Date, personId?: string): Promise<StepRow[]> {
  return tx.rows(sql<StepRow>`
    select t.owner_id as person_id, r.process_id || ' ' || coalesce(t.step_id, '') as step, t.created_at, t.closed_at,
      case when ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.process_id" })} then p.name || ': ' || t.title end as name
    from task t
    join run r on r.workspace_id = t.workspace_id and r.run_id = t.run_id
    join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id
    where t.workspace_id = current_workspace() and t.closed_as = 'completed' and t.owner_id is not null and t.closed_at >= ${since}
      ${personId === undefined ? sql`` : sql`and t.owner_id = ${personId}`}`);
}

export type CapacityChange = {
  readonly reservedPercent?: number | undefined;
  readonly leave?: readonly Leave[] | undefined;
  readonly standInId?: string | null | undefined;
  readonly hours?: Hours | null | undefined;
};

/** What is left out stays as it is. */
export async function putCapacity(
  tx: Tx,
  personId: string,
  { reservedPercent, leave, standInId, hours }: CapacityChange,
): Promise<{ capacity_id: string; version: number }> {
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value));
  const kept = (value: unknown, column: "reserved_percent" | "leave" | "stand_in_id" | "hours") =>
    value === undefined ? sql`` : sql`${sql.raw(column)} = excluded.${sql.raw(column)},`;
  const [row] = await tx.rows(sql<{ capacity_id: string; version: number }>`
    insert into capacity (workspace_id, person_id, reserved_percent, leave, stand_in_id, hours)
    values (current_workspace(), ${personId}, ${reservedPercent ?? 0}, ${json(leave ?? [])}::jsonb, ${standInId ?? null}, ${json(hours)}::jsonb)
    on conflict (workspace_id, person_id) do update set ${kept(reservedPercent, "reserved_percent")} ${kept(leave, "leave")}
      ${kept(standInId, "stand_in_id")} ${kept(hours, "hours")} version = capacity.version + 1 returning capacity_id, version`);
  invariant(row !== undefined, "what was put is there");
  return row;
}
