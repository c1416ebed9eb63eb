import { sql } from "kysely";
import { type Permission, type SpaceRole, type WorkspaceRole, may, spaceRoles } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";
import { type Actor, refuse } from "../http/index.ts";

/** What a process or project gives to whom, as a store reads it beside the object. */
export type SpaceGrant = { readonly everyone: SpaceRole | null; readonly share: SpaceRole | null };

/**
 * The role somebody has in a process or project: the stronger of what it gives to every member and what was given to
 * them by name. Guests have only what was given by name. Admins manage what the workspace can see; owners manage all,
 * so that nothing is ever out of everybody's reach.
 */
export function spaceRoleOf(workspace: WorkspaceRole, grant: SpaceGrant): SpaceRole | null {
  if (workspace === "owner") return "manager";
  if (workspace === "admin" && grant.everyone !== null) return "manager";
  const given = workspace === "guest" ? [grant.share] : [grant.everyone, grant.share];
  return strongest(...given);
}

export function strongest(...roles: readonly (SpaceRole | null)[]): SpaceRole | null {
  return spaceRoles.find((role) => roles.includes(role)) ?? null;
}

/** Refuses with `missing` (as if it did not exist) who may not see it, and with `forbidden` who sees but may not. */
export function mustMay(
  permission: Permission,
  standing: Parameters<typeof may>[1],
  read: Permission,
  missing: Parameters<typeof refuse>[0],
): void {
  if (may(permission, standing)) return;
  if (!may(read, standing)) refuse(missing);
  refuse("forbidden", { who: "a manager", role: "that allows it" });
}

export type SpaceKind = "process" | "project";

/** The actor's role in one process or project; null when there is none or they may not see it. */
export async function roleIn(tx: Tx, actor: Actor, kind: SpaceKind, spaceId: string): Promise<SpaceRole | null> {
  const table = sql.table(kind);
  const key = sql.ref(`${kind}_id`);
  const row = await tx.first(sql<SpaceGrant>`
    select s.everyone, h.role as share
    from ${table} s
    left join share h on h.workspace_id = s.workspace_id and h.space_id = s.${key} and h.person_id = ${actor.personId}
    where s.workspace_id = current_workspace() and s.${key} = ${spaceId}`);
  return row === undefined ? null : spaceRoleOf(actor.role, row);
}

/** Loads nothing, decides only: may the actor do this in that process or project? Refuses if not. */
export async function mustMayIn(tx: Tx, actor: Actor, kind: SpaceKind, spaceId: string, permission: Permission): Promise<SpaceRole> {
  const space = await roleIn(tx, actor, kind, spaceId);
  mustMay(
    permission,
    { workspace: actor.role, space },
    kind === "process" ? "process.read" : "project.read",
    kind === "process" ? "process_not_found" : "project_not_found",
  );
  return space as SpaceRole;
}
