import { sql } from "kysely";
import type { Kind, Tx } from "../database/index.ts";

export type DueMoment = { readonly kind: string; readonly subject_id: string; readonly due_at: string; readonly attempts: number };

/** Workspaces in which something is due by the database's clock. One index probe for each; none at all when nothing is due. */
export async function workspacesWithDue(rounds: Tx, kinds: readonly string[]): Promise<string[]> {
  const any = await rounds.first(
    sql<{ one: number }>`select 1 as one from due_moment where due_at <= now() and (retry_at is null or retry_at <= now()) limit 1`,
  );
  if (any === undefined) return [];
  const rows = await rounds.rows(sql<{ workspace_id: string }>`
    select w.workspace_id from workspace w
    where not w.making and exists (
      select from due_moment d
      where d.workspace_id = w.workspace_id and d.due_at <= now() and (d.retry_at is null or d.retry_at <= now()) and array_position(${kinds}::text[], d.kind) is not null)`);
  return rows.map((row) => row.workspace_id);
}

/**
 * Takes what is due: gone from the table with this transaction, or still there when it fails. Rows that another node has
 * in hand are passed over.
 *
 * The kind is a filter and no index condition (array_position): with one the planner, which has no statistics of a table
 * that is mostly empty, took the primary key and sorted 20,000 rows for every ten: 30 ms each time instead of 0.2.
 */
export async function claimDue(tx: Tx, kinds: readonly string[], limit: number): Promise<DueMoment[]> {
  return tx.rows(sql<DueMoment>`
    with due as (
      select workspace_id, kind, subject_id from due_moment
      where workspace_id = current_workspace() and due_at <= now() and (retry_at is null or retry_at <= now()) and array_position(${kinds}::text[], kind) is not null
      order by workspace_id, due_at limit ${limit}
      for update skip locked)
    delete from due_moment d using due
    where d.workspace_id = due.workspace_id and d.kind = due.kind and d.subject_id = due.subject_id
    returning d.kind, d.subject_id, to_char(d.due_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due_at, d.attempts`);
}

/** The database's clock, of this transaction. */
export async function clockOf(tx: Tx): Promise<Date> {
  const row = await tx.first(sql<{ now: string }>`select now() as now`);
  return new Date(row?.now ?? Number.NaN);
}

/** What failed waits; null sets it aside for good. Only while it is still the moment that failed, not one set meanwhile. */
export async function postpone(tx: Tx, moment: DueMoment, waitSeconds: number | null, failure: string): Promise<void> {
  await tx.change(sql`
    update due_moment
    set attempts = attempts + 1, failure = ${failure},
        retry_at = ${waitSeconds === null ? sql`'infinity'::timestamptz` : sql`now() + make_interval(secs => ${waitSeconds})`}
    where workspace_id = current_workspace() and kind = ${moment.kind} and subject_id = ${moment.subject_id}
      and date_trunc('milliseconds', due_at) = ${moment.due_at}::timestamptz`);
}

type DueRow = { readonly kind: string; readonly id: string; readonly at: string | null; readonly seconds: number | null };

const dueRows: Kind<DueRow> = {
  name: "due",
  about: ({ kind, id }) => [`due ${kind} ${id}`],
  columns: "kind text, id uuid, at timestamptz, seconds float8",
  text: (items) => `due as (
    insert into due_moment (workspace_id, kind, subject_id, due_at)
    select current_workspace(), kind, id, coalesce(at, now() + make_interval(secs => seconds)) from ${items} as d
    on conflict (workspace_id, kind, subject_id) do update set due_at = excluded.due_at, attempts = 0, retry_at = null, failure = null)`,
};

const clearedRows: Kind<Pick<DueRow, "kind" | "id">> = {
  name: "due cleared",
  about: dueRows.about as Kind<Pick<DueRow, "kind" | "id">>["about"],
  columns: "kind text, id uuid",
  text: (items) => `due_cleared as (
    delete from due_moment d using ${items} as c
    where d.workspace_id = current_workspace() and d.kind = c.kind and d.subject_id = c.id)`,
};

/** Sets when something is due, in place of what was set before for the same subject. */
export async function setDue(tx: Tx, kind: string, subjectId: string, dueAt: string): Promise<void> {
  await tx.put(dueRows, { kind, id: subjectId, at: dueAt, seconds: null });
}

/** Sets it so many seconds from now, unless it is set already. */
export async function setDueSoon(tx: Tx, kind: string, subjectId: string, seconds: number): Promise<void> {
  await tx.change(sql`
    insert into due_moment (workspace_id, kind, subject_id, due_at) values (current_workspace(), ${kind}, ${subjectId}, now() + make_interval(secs => ${seconds}))
    on conflict (workspace_id, kind, subject_id) do nothing`);
}

/** In so many seconds by the database's clock, in place of what was set before. */
export async function setDueIn(tx: Tx, kind: string, subjectId: string, seconds: number): Promise<void> {
  await tx.put(dueRows, { kind, id: subjectId, at: null, seconds });
}

/** Puts off, or brings forward to now, moments that are still there. */
export async function renewDue(tx: Tx, kind: string, subjectIds: readonly string[], seconds: number): Promise<void> {
  await tx.change(
    sql`update due_moment set due_at = now() + make_interval(secs => ${seconds}) where workspace_id = current_workspace() and kind = ${kind} and subject_id = any(${subjectIds}::uuid[])`,
  );
}

export async function clearDue(tx: Tx, kind: string, subjectId: string): Promise<void> {
  await tx.put(clearedRows, { kind, id: subjectId });
}

/** How many are due and waiting, were set aside, and how late the oldest is. */
export async function countDue(rounds: Tx): Promise<{ due: number; aside: number; oldestSeconds: number }> {
  const row = await rounds.first(sql<{ due: number; aside: number; late: number }>`
    select count(*) filter (where retry_at is distinct from 'infinity')::int as due,
           count(*) filter (where retry_at = 'infinity')::int as aside,
           coalesce(extract(epoch from now() - min(due_at) filter (where retry_at is null)), 0)::float8 as late
    from due_moment where due_at <= now()`);
  return { due: row?.due ?? 0, aside: row?.aside ?? 0, oldestSeconds: row?.late ?? 0 };
}
