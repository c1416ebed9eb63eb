import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";

export type WorkspaceRow = {
  workspace_id: string;
  name: string;
  slug: string;
  zone: string;
  calendar_id: string | null;
  version: number;
  created_at: string;
};

export async function insertWorkspace(
  tx: Tx,
  workspace: { id: string; name: string; slug: string; zone: string; calendarId: string; demo: boolean },
): Promise<void> {
  await tx.change(sql`
    insert into workspace (workspace_id, name, slug, zone, calendar_id, demo)
    values (${workspace.id}, ${workspace.name}, ${workspace.slug}, ${workspace.zone}, ${workspace.calendarId}, ${workspace.demo})`);
}

/** The version of the new membership, undefined where there is one. Who was here before goes on counting where they ended. */
export async function insertMembership(tx: Tx, personId: string, role: WorkspaceRole): Promise<number | undefined> {
  const row = await tx.first(sql<{ version: number }>`
    insert into membership (workspace_id, person_id, role, version)
    values (current_workspace(), ${personId}, ${role}, (select coalesce(max(version), 0) + 1 from event where workspace_id = current_workspace() and subject_id = ${personId}::uuid))
    on conflict (workspace_id, person_id) do nothing returning version`);
  return row?.version;
}

export async function findWorkspace(tx: Tx): Promise<WorkspaceRow | undefined> {
  return tx.first(sql<WorkspaceRow>`
    select workspace_id, name, slug, zone, calendar_id, version, created_at from workspace where workspace_id = current_workspace()`);
}

export type MembershipRow = { workspace_id: string; role: WorkspaceRole; name: string; slug: string; zone: string; demo: boolean };

/** The workspaces somebody is in: asked before any is entered, as the role that may ask it. */
export async function workspacesOf(directory: Tx, personId: string): Promise<MembershipRow[]> {
  return directory.rows(sql<MembershipRow>`
    select m.workspace_id, m.role, w.name, w.slug, w.zone, w.demo
    from membership m join workspace w on w.workspace_id = m.workspace_id
    where m.person_id = ${personId} order by w.created_at`);
}

export async function slugTaken(directory: Tx, slug: string): Promise<boolean> {
  return (await directory.first(sql`select 1 from workspace where slug = ${slug}`)) !== undefined;
}

/** A workspace by its id or its address, or by its name where one alone has it. */
export async function workspaceNamed(directory: Tx, name: string): Promise<{ workspace_id: string; name: string } | undefined> {
  const rows = await directory.rows(sql<{ workspace_id: string; name: string; named: boolean }>`
    select workspace_id, name, workspace_id::text = lower(${name}) or slug = ${name} as named from workspace
    where workspace_id::text = lower(${name}) or slug = ${name} or lower(name) = lower(${name})`);
  return rows.find((row) => row.named) ?? (rows.length === 1 ? rows[0] : undefined);
}

/** False on a new installation, and on one whose set-up failed half-way. */
export async function anyWorkspace(directory: Tx): Promise<boolean> {
  return (await directory.first(sql`select 1 from workspace limit 1`)) !== undefined;
}

/** The workspace that was set up first: its owners look after the installation. */
export async function firstWorkspace(directory: Tx): Promise<string | undefined> {
  const row = await directory.first(
    sql<{ workspace_id: string }>`select workspace_id from workspace order by created_at, workspace_id limit 1`,
  );
  return row?.workspace_id;
}

/** Takes the lock under which the workspace's version grows. */
export async function lockWorkspace(tx: Tx): Promise<void> {
  await tx.change(sql`select 1 from workspace where workspace_id = current_workspace() for no key update`);
}

export type WorkspaceChange = Partial<{ name: string; slug: string; zone: string; calendar_id: string }>;

/** Writes what is given and moves the version on; answers the new one. */
export async function updateWorkspace(tx: Tx, change: WorkspaceChange): Promise<number> {
  const sets = Object.entries(change).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const row = await tx.first(sql<{ version: number }>`
    update workspace set ${sql.join([...sets, sql`version = version + 1`])} where workspace_id = current_workspace() returning version`);
  return row?.version ?? 0;
}
