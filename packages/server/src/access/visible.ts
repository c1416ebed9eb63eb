import { type RawBuilder, sql } from "kysely";

/**
 * SQL that is true where the person may see a process or project `alias` (with columns everyone, <kind>_id), for lists.
 * The same rule as `spaceRoleOf`, as a condition.
 */
export function seesSpace(personId: string | RawBuilder<unknown>, role: string | RawBuilder<unknown>, space: { everyone: string; id: string }): RawBuilder<boolean> {
  return sql<boolean>`(
    ${role} = 'owner'
    or (${role} in ('admin', 'member') and ${sql.ref(space.everyone)} is not null)
    or exists (select 1 from share sh where sh.workspace_id = current_workspace() and sh.space_id = ${sql.ref(space.id)} and sh.person_id = ${personId}))`;
}
