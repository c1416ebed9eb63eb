import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type TeamRow = { team_id: string; name: string; version: number; members: { id: string; name: string }[] };

const columns = sql`
  t.team_id, t.name, t.version,
  coalesce((
    select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name) order by p.name, p.id)
    from team_member m join identity.person p on p.id = m.person_id
    where m.workspace_id = t.workspace_id and m.team_id = t.team_id), '[]') as members`;

export async function listTeams(tx: Tx): Promise<TeamRow[]> {
  return tx.rows(sql<TeamRow>`select ${columns} from team t where t.workspace_id = current_workspace() order by t.name, t.team_id`);
}

/** Those of the teams that are there. */
export async function findTeams(tx: Tx, ids: readonly string[]): Promise<TeamRow[]> {
  return tx.rows(
    sql<TeamRow>`select ${columns} from team t where t.workspace_id = current_workspace() and t.team_id = any(${ids}::uuid[])`,
  );
}

/** Takes the lock under which a team's version grows; false when there is no such team. */
export async function lockTeam(tx: Tx, teamId: string): Promise<boolean> {
  return (
    (await tx.first(sql`select 1 from team where workspace_id = current_workspace() and team_id = ${teamId} for no key update`)) !==
    undefined
  );
}

export async function insertTeam(tx: Tx, team: { id: string; name: string }): Promise<void> {
  await tx.change(sql`insert into team (workspace_id, team_id, name) values (current_workspace(), ${team.id}, ${team.name})`);
}

/** Moves the version on, with another name if one is given. */
export async function updateTeam(tx: Tx, teamId: string, name: string | null): Promise<void> {
  await tx.change(
    sql`update team set name = coalesce(${name}, name), version = version + 1 where workspace_id = current_workspace() and team_id = ${teamId}`,
  );
}

export async function replaceMembers(tx: Tx, teamId: string, memberIds: readonly string[]): Promise<void> {
  await tx.change(
    sql`delete from team_member where workspace_id = current_workspace() and team_id = ${teamId} and person_id <> all(${memberIds}::uuid[])`,
  );
  await tx.change(sql`
    insert into team_member (workspace_id, team_id, person_id)
    select current_workspace(), ${teamId}, person_id from unnest(${memberIds}::uuid[]) as person_id
    on conflict do nothing`);
}

/** Puts somebody in these teams and no others; answers the teams that this changed, with their new versions. */
export async function replaceTeamsOf(
  tx: Tx,
  personId: string,
  teamIds: readonly string[],
): Promise<{ team_id: string; name: string; version: number }[]> {
  return tx.rows(sql<{ team_id: string; name: string; version: number }>`
    with gone as (
      delete from team_member where workspace_id = current_workspace() and person_id = ${personId} and team_id <> all(${teamIds}::uuid[]) returning team_id),
    come as (
      insert into team_member (workspace_id, team_id, person_id)
      select workspace_id, team_id, ${personId} from team where workspace_id = current_workspace() and team_id = any(${teamIds}::uuid[])
      on conflict do nothing returning team_id)
    update team set version = version + 1
    where workspace_id = current_workspace() and team_id in (select team_id from gone union select team_id from come)
    returning team_id, name, version`);
}

export type ReleasedTask = { task_id: string; run_id: string | null; project_id: string | null; title: string; version: number };

/** Takes the team from its tasks; answers the open ones, whose versions this moved on. A closed task loses the team alone. */
export async function releaseTasks(tx: Tx, teamId: string): Promise<ReleasedTask[]> {
  await tx.change(
    sql`update task set team_id = null where workspace_id = current_workspace() and team_id = ${teamId} and closed_at is not null`,
  );
  return tx.rows(sql<ReleasedTask>`
    update task set team_id = null, version = version + 1 where workspace_id = current_workspace() and team_id = ${teamId}
    returning task_id, run_id, project_id, title, version`);
}

/** Roles that the team filled are empty now: the next step of such a role falls to the process's owner. */
export async function emptyFillings(tx: Tx, teamId: string): Promise<void> {
  const named = JSON.stringify([{ teamId }]);
  const without = sql`(select coalesce(jsonb_agg(f), '[]') from jsonb_array_elements(fillings) f where f->>'teamId' is distinct from ${teamId}::text)`;
  await tx.change(sql`update process set fillings = ${without} where workspace_id = current_workspace() and fillings @> ${named}::jsonb`);
  await tx.change(
    sql`update run set fillings = ${without} where workspace_id = current_workspace() and status = 'running' and fillings @> ${named}::jsonb`,
  );
}

/** Handovers to the team say from now on what it was called. */
export async function keepNameInHandovers(tx: Tx, team: { team_id: string; name: string }): Promise<void> {
  await tx.change(
    sql`update handover set team_id = null, former_team = ${team.name} where workspace_id = current_workspace() and team_id = ${team.team_id}`,
  );
}

export async function deleteTeam(tx: Tx, teamId: string): Promise<void> {
  await tx.change(sql`delete from team where workspace_id = current_workspace() and team_id = ${teamId}`);
}
