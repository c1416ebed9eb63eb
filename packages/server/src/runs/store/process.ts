import { sql } from "kysely";
import type { Definition } from "@rondo/core/process";
import { type WorkingTime, timeOf } from "../../calendars/index.ts";
import type { Tx } from "../../database/index.ts";
import type { TimeRow } from "./run.ts";

/** Whether who asked for a run of it is asked after its end how satisfied they are. */
export async function asksRating(tx: Tx, processId: string): Promise<boolean> {
  return (
    (
      await tx.first(
        sql<{
          asks_rating: boolean;
        }>`select asks_rating from process where workspace_id = current_workspace() and process_id = ${processId}`,
      )
    )?.asks_rating ?? false
  );
}

/** The working time that a process counts in, and by which change it is so. */
export async function timeOfProcess(tx: Tx, processId: string): Promise<{ time: WorkingTime; standing: string | null }> {
  const row = await tx.first(sql<TimeRow & { standing: string | null }>`
    select c.calendar_id as on_calendar, c.version as calendar_version, c.week, c.exceptions, w.zone, (select changed_by::text from standing where workspace_id = current_workspace()) as standing
    from workspace w left join process p on p.workspace_id = w.workspace_id and p.process_id = ${processId}
    join calendar c on c.workspace_id = w.workspace_id and c.calendar_id = coalesce(p.calendar_id, w.calendar_id)
    where w.workspace_id = current_workspace()`);
  return {
    time: timeOf(row && { ...row, calendar_id: row.on_calendar as string, version: row.calendar_version }),
    standing: row?.standing ?? null,
  };
}

export async function definitionOf(tx: Tx, processId: string, number: number): Promise<Definition | undefined> {
  return (
    await tx.first(sql<{ definition: Definition }>`
    select definition from revision where workspace_id = current_workspace() and process_id = ${processId} and number = ${number}`)
  )?.definition;
}

/** A process of which a run can be started, and its intake fields; undefined where none can. */
export async function startable(
  tx: Tx,
  processId: string,
): Promise<{ readonly process_id: string; readonly name: string; readonly intake: readonly string[] } | undefined> {
  return tx.first(sql<{ process_id: string; name: string; intake: string[] }>`
    select p.process_id, p.name, r.definition->'intake' as intake from process p join revision r on r.workspace_id = p.workspace_id and r.process_id = p.process_id and r.number = p.published
    where p.workspace_id = current_workspace() and p.process_id = ${processId} and p.retired_at is null`);
}

/**
 * Processes whose published revision a message of this name starts, what it may answer of the start form, and what it
 * means of it; without those of which a run of `taken` took it.
 */
export async function startedBy(tx: Tx, name: string, taken: readonly string[]): Promise<readonly StartedBy[]> {
  return tx.rows(sql<StartedBy>`
    select p.process_id, r.definition->'intake' as intake,
      (select jsonb_build_object(s->>'key', s->>'value') from jsonb_array_elements(r.definition->'otherStarts') s where s->>'message' = ${name} limit 1) as means
    from revision r join process p on p.workspace_id = r.workspace_id and p.process_id = r.process_id and p.published = r.number
    where r.workspace_id = current_workspace() and p.retired_at is null
      and (r.definition ? 'startMessage' and r.definition->>'startMessage' = ${name}
        or r.definition ? 'otherStarts' and r.definition->'otherStarts' @> jsonb_build_array(jsonb_build_object('message', ${name}::text)))
      and not exists (select from run t where t.workspace_id = p.workspace_id and t.process_id = p.process_id and t.run_id = any(${taken}::uuid[]))
    order by p.process_id`);
}

export type StartedBy = {
  readonly process_id: string;
  readonly intake: readonly string[];
  readonly means: Readonly<Record<string, string>> | null;
};

/** How many runs of a process other runs have started within an hour, counted no further than a limit. */
export async function startedLately(tx: Tx, processId: string, limit: number): Promise<number> {
  const row = await tx.first(sql<{ count: number }>`
    select count(*)::int as count from (
      select from run where workspace_id = current_workspace() and process_id = ${processId} and started_at > now() - interval '1 hour' and parent_run is not null limit ${limit}) r`);
  return row?.count ?? 0;
}
