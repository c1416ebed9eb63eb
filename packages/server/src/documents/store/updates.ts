import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";

/** Keeps an update as the next one; its author's, at this moment. */
export async function insertUpdate(tx: Tx, documentId: string, seq: number, bytes: Uint8Array, by: string | null): Promise<void> {
  await tx.change(
    sql`insert into document_update (workspace_id, document_id, seq, bytes, by) values (current_workspace(), ${documentId}, ${seq}, ${Buffer.from(bytes)}, ${by})`,
  );
  await tx.change(
    sql`update document set seq = ${seq}, edited_by = ${by}, edited_at = now() where workspace_id = current_workspace() and document_id = ${documentId}`,
  );
}

/** What came after an update. Where that is not kept by itself any more, a snapshot and what came after it: what one has already, Yjs passes over. */
export async function updatesAfter(tx: Tx, documentId: string, after: number): Promise<Buffer[]> {
  const rows = await tx.rows(sql<{ bytes: Buffer }>`
    with base as (
      select seq, state from document_snapshot where workspace_id = current_workspace() and document_id = ${documentId} and seq > ${after}::int order by seq desc limit 1)
    select bytes from (
      select 0 as part, seq, state as bytes from base
      union all
      select 1, seq, bytes from document_update where workspace_id = current_workspace() and document_id = ${documentId} and seq > greatest(${after}::int, (select seq from base))) as all_of_it
    order by part, seq`);
  return rows.map((row) => row.bytes);
}

export async function countUpdates(tx: Tx, documentId: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{
          count: number;
        }>`select count(*)::int as count from document_update where workspace_id = current_workspace() and document_id = ${documentId}`,
      )
    )?.count ?? 0
  );
}

/** When the person was last writing in it, before now: null for never. From now on it is now. */
export async function noteEditor(tx: Tx, documentId: string, personId: string): Promise<number | null> {
  const row = await tx.first(sql<{ seconds: number | null }>`
    with before as (select last_at from document_editor where workspace_id = current_workspace() and document_id = ${documentId} and person_id = ${personId})
    insert into document_editor (workspace_id, document_id, person_id) values (current_workspace(), ${documentId}, ${personId})
    on conflict (workspace_id, document_id, person_id) do update set last_at = now()
    returning (select extract(epoch from now() - last_at)::float8 from before) as seconds`);
  return row?.seconds ?? null;
}

export type VersionRow = {
  seq: number;
  kind: "session" | "named" | "restored";
  name: string | null;
  people: { id: string; name: string }[];
  at: string;
};

const versionColumns = sql`s.seq, s.kind, s.name, s.at,
  (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'name', q.name) order by q.name), '[]') from identity.person q where q.id = any(s.people)) as people`;

export async function listVersions(tx: Tx, documentId: string): Promise<VersionRow[]> {
  return tx.rows(
    sql<VersionRow>`select ${versionColumns} from document_snapshot s where s.workspace_id = current_workspace() and s.document_id = ${documentId} and s.kind <> 'compaction' order by s.seq desc limit 500`,
  );
}

export async function findVersion(tx: Tx, documentId: string, seq: number): Promise<VersionRow | undefined> {
  return tx.first(
    sql<VersionRow>`select ${versionColumns} from document_snapshot s where s.workspace_id = current_workspace() and s.document_id = ${documentId} and s.seq = ${seq} and s.kind <> 'compaction'`,
  );
}

export async function versionState(tx: Tx, documentId: string, seq: number): Promise<Buffer | undefined> {
  return (
    await tx.first(
      sql<{
        state: Buffer;
      }>`select state from document_snapshot where workspace_id = current_workspace() and document_id = ${documentId} and seq = ${seq} and kind <> 'compaction'`,
    )
  )?.state;
}

/** A day's writing leaves a few versions; of those without a name the oldest go beyond this many. */
const mostUnnamed = 200;

/**
 * Keeps the whole as it is after update `seq`, and throws away the pieces that are in it. One that is a version already
 * stays; a name is given to it.
 */
export async function insertSnapshot(
  tx: Tx,
  documentId: string,
  snapshot: { seq: number; kind: VersionRow["kind"] | "compaction"; name: string | null; state: Uint8Array },
): Promise<void> {
  await tx.change(
    sql`delete from document_snapshot where workspace_id = current_workspace() and document_id = ${documentId} and kind = 'compaction'`,
  );
  await tx.change(sql`
    insert into document_snapshot (workspace_id, document_id, seq, kind, name, state, people, at)
    select current_workspace(), ${documentId}, ${snapshot.seq}, ${snapshot.kind}, ${snapshot.name}, ${Buffer.from(snapshot.state)},
      array(select e.person_id from document_editor e where e.workspace_id = d.workspace_id and e.document_id = d.document_id
        and e.last_at > coalesce((select max(s.at) from document_snapshot s where s.workspace_id = d.workspace_id and s.document_id = d.document_id and s.kind <> 'compaction'), '-infinity')),
      d.edited_at
    from document d where d.workspace_id = current_workspace() and d.document_id = ${documentId}
    on conflict (workspace_id, document_id, seq) do update set kind = case when excluded.kind = 'named' then 'named' else document_snapshot.kind end, name = coalesce(excluded.name, document_snapshot.name)`);
  await tx.change(
    sql`delete from document_update where workspace_id = current_workspace() and document_id = ${documentId} and seq <= ${snapshot.seq}`,
  );
  if (snapshot.kind !== "compaction") {
    await tx.change(sql`
      delete from document_snapshot where workspace_id = current_workspace() and document_id = ${documentId} and kind = 'session'
        and seq in (select seq from document_snapshot where workspace_id = current_workspace() and document_id = ${documentId} and kind = 'session' order by seq desc offset ${mostUnnamed})`);
  }
}
