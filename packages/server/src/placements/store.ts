import { sql } from "kysely";
import type { SpaceRole } from "@rondo/core/access";
import type { Definition } from "@rondo/core/process";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

export type UserRow = { process_id: string; name: string; everyone: SpaceRole | null; share: SpaceRole | null; draft: Definition };

/** Processes in use whose draft holds the block, as far as one may see them. */
export async function usersOf(tx: Tx, actor: { personId: string; role: string }, blockId: string): Promise<UserRow[]> {
  return tx.rows(sql<UserRow>`
    select p.process_id, p.name, p.everyone, sh.role as share, p.draft
    from process p left join share sh on sh.workspace_id = p.workspace_id and sh.space_id = p.process_id and sh.person_id = ${actor.personId}
    where p.workspace_id = current_workspace() and p.retired_at is null and ${seesSpace(actor.personId, actor.role, { everyone: "p.everyone", id: "p.process_id" })}
      and jsonb_path_exists(p.draft, '$.**.block ? (@.process == $block)', jsonb_build_object('block', ${blockId}::text))
    order by lower(p.name), p.process_id limit 500`);
}
