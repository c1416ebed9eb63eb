import { type RawBuilder, sql } from "kysely";
import type { WorkspaceRole } from "@rondo/core/access";
import type { Tx } from "../database/index.ts";
import type { ExportTable } from "./tables.ts";

/**
 * From here on the transaction sees one moment. A slow reader at the other end may keep it idle; reading alone, it holds
 * back no reader of the journal.
 */
export async function freeze(tx: Tx): Promise<void> {
  await tx.change(sql`set transaction isolation level repeatable read`);
  await tx.change(sql`set local idle_in_transaction_session_timeout = '5min'`);
}

/** Somebody's role now, whatever moment a transaction sees; null when they are no member any more. */
export async function roleNow(directory: Tx, workspaceId: string, personId: string): Promise<WorkspaceRole | null> {
  const row = await directory.first(
    sql<{ role: WorkspaceRole }>`select role from membership where workspace_id = ${workspaceId} and person_id = ${personId}`,
  );
  return row?.role ?? null;
}

/** Rows as text, one JSON object each, after the key given; at most `limit`, in key order. */
export async function rowsAfter(
  tx: Tx,
  table: ExportTable,
  after: readonly string[] | null,
  limit: number,
): Promise<{ row: Record<string, unknown>; place: string[] }[]> {
  const key = sql.join(table.key.map(([column]) => sql.ref(column)));
  const values = after === null ? null : sql.join(table.key.map(([, type], index) => sql`${after[index]}::text::${sql.raw(type)}`));
  return tx.rows(sql<{ row: Record<string, unknown>; place: string[] }>`
    select jsonb_build_object(${sql.join(table.columns.flatMap((column) => [sql.lit(camel(column)), valueOf(column)]))}) as row,
      array[${sql.join(table.key.map(([column]) => sql`${sql.ref(column)}::text`))}] as place
    from ${sql.table(table.table)}
    where workspace_id = current_workspace() ${values === null ? sql`` : sql`and (${key}) > (${values})`}
    order by ${key} limit ${limit}`);
}

export async function countOf(tx: Tx, table: string): Promise<number> {
  return (
    (
      await tx.first(
        sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} where workspace_id = current_workspace()`,
      )
    )?.count ?? 0
  );
}

export async function head(tx: Tx): Promise<Record<string, unknown>> {
  const row = await tx.first(sql<{ row: Record<string, unknown> }>`
    select jsonb_build_object('id', workspace_id, 'name', name, 'slug', slug, 'zone', zone, 'calendarId', calendar_id, 'demo', demo, 'version', version, 'createdAt', created_at) as row
    from workspace where workspace_id = current_workspace()`);
  return row?.row ?? {};
}

/** Names behind the ids: who is a member, and who ever did something here. Addresses of members alone. */
export async function people(tx: Tx): Promise<{ id: string; name: string; email: string | null }[]> {
  return tx.rows(sql<{ id: string; name: string; email: string | null }>`
    select p.id, p.name, case when m.person_id is not null then p.email end as email
    from (
      select person_id from membership where workspace_id = current_workspace()
      union select actor_id from event where workspace_id = current_workspace() and actor_id is not null) known
    join identity.person p on p.id = known.person_id
    left join membership m on m.workspace_id = current_workspace() and m.person_id = p.id
    order by p.id`);
}

function camel(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function valueOf(column: string): RawBuilder<unknown> {
  return column === "sha256" ? sql`encode(${sql.ref(column)}, 'hex')` : sql.ref(column);
}
