import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Planning } from "@rondo/contract";
import type { Tx } from "../database/index.ts";

export type MemberRow = {
  person_id: string;
  name: string;
  email: string;
  role: WorkspaceRole;
  joined_at: string;
  version: number;
  manager_id: string | null;
  manager_name: string | null;
  teams: { id: string; name: string }[];
  skills: string[];
};

const columns = sql`
  m.person_id, p.name, p.email, m.role, m.joined_at, m.version, m.manager_id, (select name from identity.person where id = m.manager_id) as manager_name,
  coalesce((
    select jsonb_agg(jsonb_build_object('id', t.team_id, 'name', t.name) order by t.name, t.team_id)
    from team_member tm join team t on t.workspace_id = tm.workspace_id and t.team_id = tm.team_id
    where tm.workspace_id = m.workspace_id and tm.person_id = m.person_id), '[]') as teams,
  array(select k.skill from member_skill k where k.workspace_id = m.workspace_id and k.person_id = m.person_id order by lower(k.skill) collate "C", k.skill) as skills`;

/** By name. */
export async function listMembers(tx: Tx, after: string[] | null, limit: number): Promise<MemberRow[]> {
  return tx.rows(sql<MemberRow>`
    select ${columns} from membership m join identity.person p on p.id = m.person_id
    where m.workspace_id = current_workspace() ${after === null ? sql`` : sql`and (p.name collate "C", m.person_id) > (${after[0]}, ${after[1]}::uuid)`}
    order by p.name collate "C", m.person_id limit ${limit}`);
}

export async function findMember(tx: Tx, personId: string): Promise<MemberRow | undefined> {
  return tx.first(sql<MemberRow>`
    select ${columns} from membership m join identity.person p on p.id = m.person_id where m.workspace_id = current_workspace() and m.person_id = ${personId}`);
}

export type LockedMember = { person_id: string; role: WorkspaceRole; version: number };

/**
 * These members and every owner, under a lock: who is the last owner, and what the actor still is, holds until the
 * transaction ends. Two owners who demote each other at once meet here, and the second finds itself the last.
 */
export async function lockMembers(tx: Tx, ids: readonly string[]): Promise<LockedMember[]> {
  return tx.rows(sql<LockedMember>`
    select person_id, role, version from membership
    where workspace_id = current_workspace() and (role = 'owner' or person_id = any(${ids}::uuid[]))
    order by person_id for no key update`);
}

/** Waits for whoever is giving them work at this moment, and lets nobody give them more: what they hold from here on is all. */
export async function lockLeaving(tx: Tx, personId: string): Promise<void> {
  await tx.change(sql`select 1 from membership where workspace_id = current_workspace() and person_id = ${personId} for update`);
}

/** `managerId` undefined: as it is. */
export async function updateMember(tx: Tx, personId: string, role: WorkspaceRole, managerId: string | null | undefined): Promise<void> {
  await tx.change(
    sql`update membership set role = ${role}, ${managerId === undefined ? sql`` : sql`manager_id = ${managerId},`} version = version + 1 where workspace_id = current_workspace() and person_id = ${personId}`,
  );
}

/** With it go what was shared with them, their teams and their notices. */
export async function deleteMember(tx: Tx, personId: string): Promise<void> {
  await tx.change(sql`delete from membership where workspace_id = current_workspace() and person_id = ${personId}`);
}

/** Steps of runs that are open and theirs: the run gives them up itself. */
export async function openStepsOf(tx: Tx, personId: string): Promise<{ run_id: string; task_id: string }[]> {
  return tx.rows(sql<{ run_id: string; task_id: string }>`
    select run_id, task_id from task where workspace_id = current_workspace() and owner_id = ${personId} and run_id is not null and closed_at is null and deleted_at is null order by run_id, task_id`);
}

export type ReleasedTask = {
  task_id: string;
  run_id: string | null;
  project_id: string | null;
  title: string;
  version: number;
  owner_id: string | null;
};

/**
 * Open tasks of projects lose their owner, also those in the trash, which may come back. Tasks that a member put on the
 * person's own list go back to that member; what they put there themselves stays, and is there should they come again.
 */
export async function releaseTasksOf(tx: Tx, personId: string): Promise<ReleasedTask[]> {
  return tx.rows(sql<ReleasedTask>`
    update task t set
      owner_id = case when t.person_id is null then null else t.created_by end,
      person_id = case when t.person_id is null then null else t.created_by end,
      version = version + 1
    where t.workspace_id = current_workspace() and t.owner_id = ${personId} and t.run_id is null and t.closed_at is null
      and (t.person_id is null or (t.created_by <> ${personId} and exists (
        select 1 from membership m where m.workspace_id = current_workspace() and m.person_id = t.created_by)))
    returning task_id, run_id, project_id, title, version, owner_id`);
}

/** Open tasks that they are on, as their plans say it. */
export async function staffedWith(
  tx: Tx,
  personId: string,
): Promise<{ task_id: string; project_id: string; title: string; owner_id: string | null; planning: Planning }[]> {
  return tx.rows(sql<{ task_id: string; project_id: string; title: string; owner_id: string | null; planning: Planning }>`
    select task_id, project_id, title, owner_id, planning from task
    where workspace_id = current_workspace() and project_id is not null and closed_at is null
      and planning @> ${JSON.stringify({ assignments: [{ personId }] })}::jsonb order by task_id for no key update`);
}

/** Roles that they filled in a process are empty for the runs to come. */
export async function emptyFillingsOf(tx: Tx, personId: string): Promise<void> {
  await tx.change(sql`
    update process set fillings = (select coalesce(jsonb_agg(f), '[]') from jsonb_array_elements(fillings) f where f->>'personId' is distinct from ${personId}::text)
    where workspace_id = current_workspace() and fillings @> ${JSON.stringify([{ personId }])}::jsonb`);
}

/** Name and address of an erased person, where they stand outside of the identity tables. */
export async function scrub(tx: Tx, personId: string, email: string): Promise<void> {
  await tx.change(
    sql`update run set requester_name = null, requester_email = null where workspace_id = current_workspace() and (requester_id = ${personId} or lower(requester_email) = ${email})`,
  );
  await tx.change(
    sql`update invitation set email = null, withdrawn_at = coalesce(withdrawn_at, now()) where workspace_id = current_workspace() and email = ${email}`,
  );
  await tx.change(sql`update outsider_link set email = null where workspace_id = current_workspace() and lower(email) = ${email}`);
  await tx.change(
    sql`update import_person set name = 'Somebody', username = null, email = null where workspace_id = current_workspace() and (person_id = ${personId} or lower(email) = ${email})`,
  );
  await tx.change(
    sql`update known_person set mark = 'erased:' || known_id, person_id = null where workspace_id = current_workspace() and (person_id = ${personId} or mark = 'mail:' || ${email}::text)`,
  );
  await tx.change(sql`delete from outgoing_mail where workspace_id = current_workspace() and lower(recipient) = ${email}`);
}

/** Every workspace of the installation, by id. */
export async function everyWorkspace(rounds: Tx): Promise<string[]> {
  return (await rounds.rows(sql<{ workspace_id: string }>`select workspace_id from workspace order by workspace_id`)).map(
    (row) => row.workspace_id,
  );
}

/** In place of those that were said before; its version grows, so that who changes the member meanwhile sees it. */
export async function setSkills(tx: Tx, personId: string, skills: readonly string[]): Promise<void> {
  await tx.change(sql`update membership set version = version + 1 where workspace_id = current_workspace() and person_id = ${personId}`);
  await tx.change(sql`delete from member_skill where workspace_id = current_workspace() and person_id = ${personId}`);
  await tx.change(
    sql`insert into member_skill (workspace_id, person_id, skill) select current_workspace(), ${personId}, skill from unnest(${skills}::text[]) skill`,
  );
}
