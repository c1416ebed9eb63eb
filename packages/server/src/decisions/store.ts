import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type LinkRow = { link_id: string; person_id: string; person: string; task_id: string; used: boolean; organisation: string };

/** A decision link of the last seven days, its person still a member; locked, so that it is used once. */
export async function takeLink(tx: Tx, linkId: string, lock: boolean): Promise<LinkRow | undefined> {
  return tx.first(sql<LinkRow>`
    select d.link_id, d.person_id, p.name as person, d.task_id, d.used_at is not null as used, w.name as organisation
    from decision_link d join identity.person p on p.id = d.person_id join workspace w on w.workspace_id = d.workspace_id
    where d.workspace_id = current_workspace() and d.link_id = ${linkId} and d.made_at > now() - interval '7 days'
    ${lock ? sql`for no key update of d` : sql``}`);
}

export async function useLink(tx: Tx, linkId: string): Promise<void> {
  await tx.change(sql`update decision_link set used_at = now() where workspace_id = current_workspace() and link_id = ${linkId}`);
}
