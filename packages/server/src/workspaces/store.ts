import { sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";

export type WorkspaceRow = { workspace_id: string; name: string; slug: string; zone: string; calendar_id: string | null; version: number; created_at: string };

export async function insertWorkspace(tx: Tx, workspace: { id: string; name: string; slug: string; zone: string; calendarId: string; demo: boolean }): Promise<void> {
  await tx.change(sql`
    insert into workspace (workspace_id, name, slug, zone, calendar_id, demo)
    values (${workspace.id}, ${workspace.name}, ${workspace.slug}, ${workspace.zone}, ${workspace.calendarId}, ${workspace.demo})`);
}

export async function insertMembership(tx: Tx, personId: string, role: WorkspaceRole): Promise<boolean> {
  return (await tx.change(sql`
    insert into membership (workspace_id, person_id, role) values (current_workspace(), ${personId}, ${role})
    on conflict (workspace_id, person_id) do nothing`)) > 0;
}

export async function insertCalendar(tx: Tx, calendar: { id: string; name: string; week: unknown; exceptions: unknown }): Promise<void> {
  await tx.change(sql`
    insert into calendar (workspace_id, calendar_id, name, week, exceptions)
    values (current_workspace(), ${calendar.id}, ${calendar.name}, ${JSON.stringify(calendar.week)}::jsonb, ${JSON.stringify(calendar.exceptions)}::jsonb)`);
}

export async function findWorkspace(tx: Tx): Promise<WorkspaceRow | undefined> {
  return tx.first(sql<WorkspaceRow>`
    select workspace_id, name, slug, zone, calendar_id, version, created_at from workspace where workspace_id = current_workspace()`);
}

export type MembershipRow = { workspace_id: string; role: WorkspaceRole; name: string; slug: string; zone: string };

/** The workspaces somebody is in: asked before any is entered, as the role that may ask it. */
export async function workspacesOf(directory: Tx, personId: string): Promise<MembershipRow[]> {
  return directory.rows(sql<MembershipRow>`
    select m.workspace_id, m.role, w.name, w.slug, w.zone
    from membership m join workspace w on w.workspace_id = m.workspace_id
    where m.person_id = ${personId} order by w.created_at`);
}

export async function slugTaken(directory: Tx, slug: string): Promise<boolean> {
  return (await directory.first(sql`select 1 from workspace where slug = ${slug}`)) !== undefined;
}

/** A workspace by its id or its address. */
export async function workspaceNamed(directory: Tx, name: string): Promise<{ workspace_id: string; name: string } | undefined> {
  return directory.first(sql<{ workspace_id: string; name: string }>`select workspace_id, name from workspace where workspace_id::text = ${name} or slug = ${name}`);
}
