import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type EntryRow = {
  epoch: string;
  xid: string;
  seq: string;
  name: string;
  at: string;
  actor_id: string | null;
  actor_name: string | null;
  subject_kind: string;
  subject_id: string;
  version: number;
  data: Record<string, unknown>;
};

export type EntryFilter = {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly name?: string | undefined;
};

/** Newest first, in the order that readers have. What was appended but not committed is not here yet, and may come to stand further down. */
export async function listEvents(tx: Tx, filter: EntryFilter, before: string[] | null, limit: number): Promise<EntryRow[]> {
  const conditions = [
    filter.subject === undefined ? sql`` : sql`and e.subject_id = ${filter.subject}`,
    filter.actor === undefined ? sql`` : sql`and e.actor_id = ${filter.actor}`,
    filter.name === undefined ? sql`` : sql`and e.name = ${filter.name}`,
    before === null ? sql`` : sql`and (e.epoch, e.xid, e.seq) < (${before[0]}::bigint, ${before[1]}::xid8, ${before[2]}::bigint)`,
  ];
  return tx.rows(sql<EntryRow>`
    select e.epoch::text, e.xid::text, e.seq::text, e.name, e.at, e.actor_id, a.name as actor_name, e.subject_kind, e.subject_id, e.version, e.data
    from event e left join identity.person a on a.id = e.actor_id
    where e.workspace_id = current_workspace() ${sql.join(conditions, sql` `)}
    order by e.epoch desc, e.xid desc, e.seq desc limit ${limit}`);
}
