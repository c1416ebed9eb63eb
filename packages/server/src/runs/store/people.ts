import { type RawBuilder, sql } from "kysely";
import type { Candidate } from "@rondo/core/assignment";
import type { Tx } from "../../database/index.ts";

/** Members among these ids, who stay it until this transaction ends, with whether they are away on the workspace's day. */
export async function candidates(tx: Tx, ids: readonly string[], now: Date): Promise<Map<string, Candidate>> {
  return candidatesOf(await tx.rows(candidateRows(sql`any(${ids}::uuid[])`, sql`${now}::timestamptz`)));
}

/** The same of these, and of who owns a process or fills its roles for good. */
export async function candidatesFor(tx: Tx, processId: string, ids: readonly string[], now: Date): Promise<Map<string, Candidate>> {
  const which = sql`any (
    select unnest(${ids}::uuid[]) union all select owner_id from process where workspace_id = current_workspace() and process_id = ${processId}
    union all select (f->>'personId')::uuid from process p, jsonb_array_elements(p.fillings) f where p.workspace_id = current_workspace() and p.process_id = ${processId})`;
  return candidatesOf(await tx.rows(candidateRows(which, sql`${now}::timestamptz`)));
}

/** The same of the people that a run's roles are filled with. */
export async function peopleOfRun(tx: Tx, runId: string): Promise<Map<string, Candidate>> {
  return candidatesOf(
    await tx.rows(
      candidateRows(
        sql`any (select value::uuid from run r cross join jsonb_each_text(r.state->'people') where r.workspace_id = current_workspace() and r.run_id = ${runId})`,
        sql`now()`,
      ),
    ),
  );
}

export type CandidateRow = { person_id: string; manager_id: string | null; stand_in_id: string | null; until: string | null };

export function candidateRows(which: RawBuilder<unknown>, now: RawBuilder<unknown>): RawBuilder<CandidateRow> {
  return sql<CandidateRow>`
    select m.person_id, m.manager_id, c.stand_in_id,
      (select max(l->>'to') from workspace w, jsonb_array_elements(c.leave) l
        where w.workspace_id = m.workspace_id and to_char(${now} at time zone w.zone, 'YYYY-MM-DD') between l->>'from' and l->>'to') as until
    from membership m left join capacity c on c.workspace_id = m.workspace_id and c.person_id = m.person_id
    where m.workspace_id = current_workspace() and m.person_id = ${which} for key share of m`;
}

export function candidatesOf(rows: readonly CandidateRow[]): Map<string, Candidate> {
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        id: row.person_id,
        away: row.until === null ? null : { until: row.until },
        standIn: row.stand_in_id,
        manager: row.manager_id,
        open: 0,
      },
    ]),
  );
}

export async function membersOf(tx: Tx, teamId: string): Promise<string[]> {
  return (
    await tx.rows(
      sql<{ person_id: string }>`select person_id from team_member where workspace_id = current_workspace() and team_id = ${teamId}`,
    )
  ).map((row) => row.person_id);
}

/** Owners and then admins of the workspace, those who have been it longest first. */
export async function answerable(tx: Tx): Promise<string[]> {
  const rows = await tx.rows(sql<{ person_id: string }>`
    select person_id from membership where workspace_id = current_workspace() and role in ('owner', 'admin')
    order by role = 'admin', joined_at, person_id limit 20 for key share`);
  return rows.map((row) => row.person_id);
}

/** How much open work each of them holds: steps of runs, tasks of projects and their own. */
export async function openCounts(tx: Tx, people: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows(sql<{ owner_id: string; count: string }>`
    select owner_id, count(*) as count from task
    where workspace_id = current_workspace() and owner_id = any(${people}::uuid[]) and closed_at is null and deleted_at is null group by owner_id`);
  return new Map(rows.map((row) => [row.owner_id, Number(row.count)]));
}

/** To whom a step was given lately, the latest last; under a lock, so that two runs at once don't give it to the same. */
export async function turnsOf(tx: Tx, processId: string, part: string): Promise<string[]> {
  const row = await tx.first(sql<{ turns: string[] }>`
    insert into rotation (workspace_id, process_id, part) values (current_workspace(), ${processId}, ${part})
    on conflict (workspace_id, process_id, part) do update set turns = rotation.turns returning turns`);
  return row?.turns ?? [];
}

export async function saveTurns(tx: Tx, processId: string, part: string, turns: readonly string[]): Promise<void> {
  await tx.change(
    sql`update rotation set turns = ${turns}::uuid[] where workspace_id = current_workspace() and process_id = ${processId} and part = ${part}`,
  );
}

/** Who has open steps of a run in hand: by name, or as members of the team that has them. */
export async function holdersOf(tx: Tx, runId: string): Promise<string[]> {
  const rows = await tx.rows(sql<{ person_id: string }>`
    select distinct coalesce(t.owner_id, m.person_id) as person_id
    from task t left join team_member m on m.workspace_id = t.workspace_id and m.team_id = t.team_id and t.owner_id is null
    where t.workspace_id = current_workspace() and t.run_id = ${runId} and t.closed_at is null and coalesce(t.owner_id, m.person_id) is not null`);
  return rows.map((row) => row.person_id);
}
