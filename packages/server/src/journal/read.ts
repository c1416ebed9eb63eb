import { sql } from "kysely";
import { Refusal } from "@rondo/core/kernel";
import type { Tx } from "../database/index.ts";
import type { HomeKind } from "./append.ts";

/** A reader's place in a workspace's journal. */
export type Cursor = { readonly epoch: string; readonly xid: string; readonly seq: string };

export type JournalEvent = {
  readonly epoch: string;
  readonly xid: string;
  readonly seq: string;
  readonly name: string;
  readonly at: string;
  readonly actor_id: string | null;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly version: number;
  readonly home_kind: HomeKind;
  readonly home_id: string;
  readonly data: Record<string, unknown>;
};

/**
 * The events after a cursor, at most `limit`, in cursor order. Only below the oldest transaction that is still running:
 * an event whose transaction began before that of another, but commits after it, is read when its turn comes, and
 * neither is missed or seen twice. An epoch that has ended has no running transactions, and where rows were restored
 * into another Postgres its transaction numbers mean nothing there, so all of it is read. Across
 * subjects this order is not the order of commits; within a subject use `version`.
 */
export async function readAfter(tx: Tx, cursor: Cursor, limit: number): Promise<JournalEvent[]> {
  return (await readOn(tx, cursor, limit)).events;
}

/** The same, and whether there are events behind them that have to wait for an older transaction: then it is worth looking again soon. */
export async function readOn(tx: Tx, cursor: Cursor, limit: number): Promise<{ events: JournalEvent[]; held: boolean }> {
  const rows = await tx.rows(sql<JournalEvent & { held: boolean }>`
    select e.epoch::text, e.xid::text, e.seq::text, e.name, e.at, e.actor_id, e.subject_kind, e.subject_id, e.version, e.home_kind, e.home_id, e.data,
      e.epoch >= (select epoch from installation) and e.xid >= pg_snapshot_xmin(pg_current_snapshot()) as held
    from event e
    where e.workspace_id = current_workspace()
      and (e.epoch, e.xid, e.seq) > (${cursor.epoch}::bigint, ${cursor.xid}::xid8, ${cursor.seq}::bigint)
    order by e.epoch, e.xid, e.seq -- the columns: by the names above it would be the order of their texts, 10 before 9
    limit ${limit}`);
  const end = rows.findIndex((row) => row.held);
  return { events: end < 0 ? rows : rows.slice(0, end), held: end >= 0 };
}

/** Of the events after a cursor, at most `limit`, those with one of some names, and how far that reached. */
export async function readNames(
  tx: Tx,
  cursor: Cursor,
  names: readonly string[],
  limit: number,
): Promise<{ events: { name: string; subject_id: string; task: string | null }[]; count: number; last: Cursor | null; held: boolean }> {
  const rows = await tx.rows(sql<
    Cursor & { name: string; subject_id: string; task: string | null; wanted: boolean; count: number; held: boolean }
  >`
    with batch as materialized (
      select e.epoch, e.xid, e.seq, e.name, e.subject_id, case when e.name = any(${names}::text[]) then e.data->>'task' end as task,
        e.epoch >= (select epoch from installation) and e.xid >= pg_snapshot_xmin(pg_current_snapshot()) as held
      from event e
      where e.workspace_id = current_workspace()
        and (e.epoch, e.xid, e.seq) > (${cursor.epoch}::bigint, ${cursor.xid}::xid8, ${cursor.seq}::bigint)
      order by e.epoch, e.xid, e.seq
      limit ${limit}),
    counted as (select count(*) filter (where not held)::int as count, coalesce(bool_or(held), false) as held from batch)
    select b.epoch::text, b.xid::text, b.seq::text, b.name, b.subject_id, b.task, b.name = any(${names}::text[]) as wanted, c.count, c.held
    from counted c left join (select *, row_number() over (order by epoch desc, xid desc, seq desc) as back from batch where not held) b on b.back = 1 or b.name = any(${names}::text[])
    order by b.epoch, b.xid, b.seq`);
  const last = rows.at(-1);
  return {
    events: rows.filter(({ wanted }) => wanted),
    count: last?.count ?? 0,
    last: last === undefined || last.epoch === null ? null : { epoch: last.epoch, xid: last.xid, seq: last.seq },
    held: last?.held ?? false,
  };
}

/** The cursor behind everything that can be read now: where a new reader that wants no history begins. */
export async function headOf(tx: Tx, epoch: number): Promise<Cursor> {
  const row = await tx.first(sql<{ xid: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`);
  return { epoch: String(epoch), xid: row?.xid ?? "0", seq: "0" };
}

export function showCursor(cursor: Cursor): string {
  return `${cursor.epoch}.${cursor.xid}.${cursor.seq}`;
}

/** Refuses with `bad_cursor` what this installation can't have given out. */
export function parseCursor(text: string): Cursor {
  const parts = /^(\d{1,18})\.(\d{1,19})\.(\d{1,18})$/.exec(text);
  if (parts === null) throw new Refusal("bad_cursor");
  return { epoch: parts[1]!, xid: parts[2]!, seq: parts[3]! };
}
