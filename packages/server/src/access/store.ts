import { sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";

export type ShareRow = { person_id: string; name: string | null; role: SpaceRole };

/** Who was given a role in a process or project by name. */
export async function sharesOf(tx: Tx, spaceId: string): Promise<ShareRow[]> {
  return tx.rows(sql<ShareRow>`
    select s.person_id, p.name, s.role from share s join identity.person p on p.id = s.person_id
    where s.workspace_id = current_workspace() and s.space_id = ${spaceId} order by p.name, s.person_id`);
}

/** Gives a member a role in it; false when there is no such member. */
export async function putShare(tx: Tx, spaceId: string, personId: string, role: SpaceRole): Promise<boolean> {
  return (
    (await tx.change(sql`
    insert into share (workspace_id, space_id, person_id, role)
    select workspace_id, ${spaceId}, person_id, ${role} from membership where workspace_id = current_workspace() and person_id = ${personId}
    on conflict (workspace_id, space_id, person_id) do update set role = excluded.role`)) > 0
  );
}

/** Gives somebody at least a look: a role they have stays. */
export async function shareIfNone(tx: Tx, spaceId: string, personId: string): Promise<void> {
  await tx.change(sql`
    insert into share (workspace_id, space_id, person_id, role)
    select workspace_id, ${spaceId}, person_id, 'viewer' from membership where workspace_id = current_workspace() and person_id = ${personId}
    on conflict (workspace_id, space_id, person_id) do nothing`);
}

/** False when they had none. */
export async function deleteShare(tx: Tx, spaceId: string, personId: string): Promise<boolean> {
  return (
    (await tx.change(
      sql`delete from share where workspace_id = current_workspace() and space_id = ${spaceId} and person_id = ${personId}`,
    )) > 0
  );
}
