import { sql } from "kysely";
import type { Targets, RunState } from "@rondo/core/run";
import type { Tx } from "../database/index.ts";

export type OpenRunRow = {
  run_id: string;
  title: string;
  number: number;
  revision: number;
  state: RunState;
  version: number;
  started_at: string;
  finishes: boolean;
};

/** The open runs of a process, those longest under way first. */
export async function openRuns(tx: Tx, processId: string, limit: number): Promise<OpenRunRow[]> {
  return tx.rows(sql<OpenRunRow>`
    select run_id, title, number, revision, state, version, started_at, finishes from run
    where workspace_id = current_workspace() and process_id = ${processId} and status = 'running' order by number limit ${limit}`);
}

export async function insertMove(
  tx: Tx,
  move: { id: string; processId: string; revision: number; reason: string; by: string },
): Promise<void> {
  await tx.change(sql`
    insert into move (workspace_id, move_id, process_id, revision, reason, moved_by)
    values (current_workspace(), ${move.id}, ${move.processId}, ${move.revision}, ${move.reason}, ${move.by})`);
}

export async function insertMovedRun(
  tx: Tx,
  one: { moveId: string; runId: string; from: number; state: RunState; version: number; targets: Targets },
): Promise<void> {
  await tx.change(sql`
    insert into moved_run (workspace_id, move_id, run_id, from_revision, state, version, targets)
    values (current_workspace(), ${one.moveId}, ${one.runId}, ${one.from}, ${JSON.stringify(one.state)}::jsonb, ${one.version}, ${JSON.stringify(one.targets)}::jsonb)`);
}

/** From now on the run is on this revision. */
export async function pinRun(tx: Tx, runId: string, revision: number): Promise<void> {
  await tx.change(
    sql`update run set revision = ${revision}, finishes = false where workspace_id = current_workspace() and run_id = ${runId}`,
  );
}

/** Which of these open runs of the process finish on their revision from now on. */
export async function letFinish(tx: Tx, processId: string, runIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows(sql<{ run_id: string }>`
    update run set finishes = true
    where workspace_id = current_workspace() and process_id = ${processId} and run_id = any(${runIds}::uuid[]) and status = 'running' and not finishes returning run_id`);
  return rows.map((row) => row.run_id);
}

export type MoveRow = {
  move_id: string;
  process_id: string;
  revision: number;
  reason: string;
  moved_by: string | null;
  mover_name: string | null;
  moved_at: string;
  undone_by: string | null;
  undoer_name: string | null;
  undone_at: string | null;
  undoable_until: string | null;
};

export async function movesOf(tx: Tx, processId: string, moveId: string | null = null): Promise<MoveRow[]> {
  return tx.rows(sql<MoveRow>`
    select m.move_id, m.process_id, m.revision, m.reason, m.moved_by, b.name as mover_name, m.moved_at, m.undone_by, u.name as undoer_name, m.undone_at,
      case when m.undone_at is null and m.moved_at > now() - interval '7 days' then m.moved_at + interval '7 days' end as undoable_until
    from move m left join identity.person b on b.id = m.moved_by left join identity.person u on u.id = m.undone_by
    where m.workspace_id = current_workspace() and m.process_id = ${processId} ${moveId === null ? sql`` : sql`and m.move_id = ${moveId}`}
    order by m.moved_at desc limit 50`);
}

export type MovedRunRow = {
  move_id: string;
  run_id: string;
  title: string;
  from_revision: number;
  state: RunState | null;
  version: number;
  targets: Targets;
  back: boolean;
};

export async function movedRuns(tx: Tx, moveIds: readonly string[]): Promise<MovedRunRow[]> {
  return tx.rows(sql<MovedRunRow>`
    select d.move_id, d.run_id, r.title, d.from_revision, d.state, d.version, d.targets, d.back
    from moved_run d join run r on r.workspace_id = d.workspace_id and r.run_id = d.run_id
    where d.workspace_id = current_workspace() and d.move_id = any(${moveIds}::uuid[]) order by r.number`);
}

/** One move is taken back once, whoever asks. */
export async function lockMove(tx: Tx, processId: string, moveId: string): Promise<boolean> {
  return (
    (await tx.first(
      sql`select 1 from move where workspace_id = current_workspace() and process_id = ${processId} and move_id = ${moveId} for no key update`,
    )) !== undefined
  );
}

export async function markBack(tx: Tx, moveId: string, runIds: readonly string[], by: string): Promise<void> {
  await tx.change(
    sql`update move set undone_by = ${by}, undone_at = now() where workspace_id = current_workspace() and move_id = ${moveId}`,
  );
  await tx.change(
    sql`update moved_run set back = run_id = any(${runIds}::uuid[]), state = null where workspace_id = current_workspace() and move_id = ${moveId}`,
  );
}

/** What no move can be taken back with any more. */
export async function forgetStates(tx: Tx, processId: string): Promise<void> {
  await tx.change(sql`
    update moved_run d set state = null from move m
    where d.workspace_id = current_workspace() and d.state is not null and m.workspace_id = d.workspace_id and m.move_id = d.move_id and m.process_id = ${processId} and m.moved_at <= now() - interval '7 days'`);
}

/** Everybody who has something open in these runs, or had until now. */
export async function peopleIn(tx: Tx, runIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows(sql<{ owner_id: string }>`
    select distinct owner_id from task
    where workspace_id = current_workspace() and run_id = any(${runIds}::uuid[]) and owner_id is not null and (closed_at is null or (closed_as = 'withdrawn' and closed_at = now()))`);
  return rows.map((row) => row.owner_id);
}
