import { type RawBuilder, sql } from "kysely";
import type { CadenceRule } from "@rondo/core/cadence";
import { seesSpace } from "../access/index.ts";
import type { Tx } from "../database/index.ts";

export type CadenceRow = { cadence_id: string; process_id: string; name: string; rule: CadenceRule; start: string; until: string | null; catch_up: "all" | "latest" | "none"; paused: boolean; done_until: string; created_by: string | null; version: number; missed: string };

function selectCadences(rest: RawBuilder<unknown>): RawBuilder<CadenceRow> {
  return sql<CadenceRow>`
    select c.cadence_id, c.process_id, c.name, c.rule, c.start, c.until, c.catch_up, c.paused, c.done_until, c.created_by, c.version,
      (select count(*) from occurrence o where o.workspace_id = c.workspace_id and o.cadence_id = c.cadence_id and o.missed) as missed
    from cadence c where c.workspace_id = current_workspace() ${rest}`;
}

export async function listCadences(tx: Tx, processId: string): Promise<CadenceRow[]> {
  return tx.rows(selectCadences(sql`and c.process_id = ${processId} order by c.name, c.cadence_id`));
}

export async function findCadence(tx: Tx, cadenceId: string, lock = false): Promise<CadenceRow | undefined> {
  return tx.first(selectCadences(sql`and c.cadence_id = ${cadenceId} ${lock ? sql`for no key update of c` : sql``}`));
}

/** Cadences that are not resting, of processes that somebody may see and that start runs, with the calendar they go by. */
export async function seenCadences(tx: Tx, reader: { personId: string; role: string }): Promise<(CadenceRow & { calendar_id: string | null; process_name: string })[]> {
  return tx.rows(sql<CadenceRow & { calendar_id: string | null; process_name: string }>`
    select c.cadence_id, c.process_id, c.name, c.rule, c.start, c.until, c.catch_up, c.paused, c.done_until, c.created_by, c.version, '0' as missed, p.calendar_id, p.name as process_name
    from cadence c join process p on p.workspace_id = c.workspace_id and p.process_id = c.process_id
    where c.workspace_id = current_workspace() and not c.paused and p.retired_at is null and ${seesSpace(reader.personId, reader.role, { everyone: "p.everyone", id: "p.process_id" })}
    order by c.cadence_id limit 500`);
}

/** Cadences that are not resting, of processes on this calendar (their own or the workspace's; null: any), under a lock, with that calendar. */
export async function cadencesOn(tx: Tx, calendarId: string | null): Promise<(CadenceRow & { calendar_id: string | null })[]> {
  return tx.rows(sql<CadenceRow & { calendar_id: string | null }>`
    select c.cadence_id, c.process_id, c.name, c.rule, c.start, c.until, c.catch_up, c.paused, c.done_until, c.created_by, c.version, '0' as missed, p.calendar_id
    from cadence c
    join process p on p.workspace_id = c.workspace_id and p.process_id = c.process_id
    join workspace w on w.workspace_id = c.workspace_id
    where c.workspace_id = current_workspace() and not c.paused ${calendarId === null ? sql`` : sql`and coalesce(p.calendar_id, w.calendar_id) = ${calendarId}`}
    order by c.cadence_id for no key update of c`);
}

export async function insertCadence(tx: Tx, cadence: { id: string; processId: string; name: string; rule: CadenceRule; start: string; until: string | null; catchUp: string; by: string }): Promise<void> {
  await tx.change(sql`
    insert into cadence (workspace_id, cadence_id, process_id, name, rule, start, until, catch_up, done_until, created_by)
    values (current_workspace(), ${cadence.id}, ${cadence.processId}, ${cadence.name}, ${JSON.stringify(cadence.rule)}::jsonb, ${cadence.start}, ${cadence.until}, ${cadence.catchUp}, now(), ${cadence.by})`);
}

export async function updateCadence(tx: Tx, cadenceId: string, change: Partial<{ name: string; rule: string; until: string | null; catch_up: string; paused: boolean; done_until: string }>): Promise<void> {
  const sets = Object.entries(change).filter(([, value]) => value !== undefined).map(([column, value]) => (column === "rule" ? sql`rule = ${value}::jsonb` : sql`${sql.ref(column)} = ${value}`));
  await tx.change(sql`update cadence set ${sql.join([...sets, sql`version = version + 1`])} where workspace_id = current_workspace() and cadence_id = ${cadenceId}`);
}

export async function deleteCadence(tx: Tx, cadenceId: string): Promise<void> {
  await tx.change(sql`delete from cadence where workspace_id = current_workspace() and cadence_id = ${cadenceId}`);
}

/** Whether it is recorded already; then nothing is started for it again. The cadence's lock keeps it so. */
export async function hasOccurrence(tx: Tx, cadenceId: string, dueAt: string): Promise<boolean> {
  return (await tx.first(sql`select 1 from occurrence where workspace_id = current_workspace() and cadence_id = ${cadenceId} and due_at = ${dueAt}`)) !== undefined;
}

export async function insertOccurrence(tx: Tx, occurrence: { cadenceId: string; dueAt: string; runId: string | null; missed: boolean }): Promise<void> {
  await tx.change(sql`
    insert into occurrence (workspace_id, cadence_id, due_at, run_id, missed)
    values (current_workspace(), ${occurrence.cadenceId}, ${occurrence.dueAt}, ${occurrence.runId}, ${occurrence.missed}) on conflict do nothing`);
}
