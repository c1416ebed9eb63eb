import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

/** The owner of the sample world, if it is here. */
export async function demoOwner(directory: Tx): Promise<string | undefined> {
  const row = await directory.first(sql<{ person_id: string }>`
    select m.person_id from membership m join workspace w on w.workspace_id = m.workspace_id
    where w.demo and m.role = 'owner' order by w.created_at limit 1`);
  return row?.person_id;
}

/** Whoever a set-up that was killed half-way left behind; nobody, once there is a workspace. */
export async function forgetPeople(directory: Tx): Promise<void> {
  await directory.change(sql`delete from identity.person where not exists (select from workspace)`);
}
