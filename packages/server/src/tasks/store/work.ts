import { sql } from "kysely";
import type { Tx } from "../../database/index.ts";
import { type TaskRow, namedRows } from "./task.ts";

export type WorkRow = TaskRow & {
  scheduled_start: string | null;
  scheduled_finish: string | null;
  critical: boolean;
  question_to_me: boolean;
  clock: ClockRow | null;
};

/** The service clock of a task's run that is reached first; the run itself belongs to another slice. */
type ClockRow = {
  name: string;
  due: number | null;
  waits: "question" | "message" | "outside" | "hold" | null;
  ran: number;
  target: number;
};

export type RunningClock = { task_id: string; title: string; started_at: string; closed_at: string | null };

/** The clock that runs for somebody, and on what. */
export async function runningClock(tx: Tx, me: string): Promise<RunningClock | undefined> {
  return tx.first(sql<RunningClock>`
    select r.task_id, t.title, r.started_at, t.closed_at from timer r join task t on t.workspace_id = r.workspace_id and t.task_id = r.task_id
    where r.workspace_id = current_workspace() and r.person_id = ${me}`);
}

/** Open work that is the person's: given to them, waiting for their team, made by them for somebody else, or with a question to them. */
export async function openWorkOf(tx: Tx, me: string, limit: number): Promise<WorkRow[]> {
  const asked = (
    await tx.rows(
      sql<{
        task_id: string;
      }>`select task_id from question where workspace_id = current_workspace() and to_person_id = ${me} and answered_at is null`,
    )
  ).map((row) => row.task_id);
  // Each way in which work is somebody's by an index of its own: one condition with "or" reads all open work there is.
  // As an array it is asked once, also where Postgres has no statistics yet and would ask again for each open task.
  const open = sql`k.workspace_id = current_workspace() and k.closed_at is null and k.deleted_at is null`;
  const rows = await namedRows(
    tx,
    me,
    sql`
    and t.closed_at is null and t.deleted_at is null
    and t.task_id = any(array(
      select k.task_id from task k where ${open} and k.owner_id = ${me}
      union all select k.task_id from task k where ${open} and k.created_by = ${me} and k.person_id is not null
      union all select k.task_id from team_member m join task k on k.workspace_id = m.workspace_id and k.team_id = m.team_id
        where m.workspace_id = current_workspace() and m.person_id = ${me} and ${open} and k.owner_id is null
      union all select unnest(${asked}::uuid[])))
    order by t.due_at nulls last, t.created_at limit ${limit}`,
  );
  const planned = await tx.rows(sql<{ task_id: string; start_at: string; finish_at: string; critical: boolean }>`
    select s.task_id, s.start::timestamp at time zone w.zone as start_at, s.finish_at, s.critical
    from schedule_entry s join workspace w on w.workspace_id = s.workspace_id
    where s.workspace_id = current_workspace() and s.task_id = any(${rows.filter((row) => row.project_id !== null).map((row) => row.task_id)}::uuid[])`);
  const schedule = new Map(planned.map((row) => [row.task_id, row]));
  const clocks = await clocksOf(tx, [...new Set(rows.flatMap((row) => row.run_id ?? []))]);
  return rows.map((row) => {
    const entry = schedule.get(row.task_id);
    return {
      ...row,
      clock: clocks.get(row.run_id ?? "") ?? null,
      scheduled_start: entry?.start_at ?? null,
      scheduled_finish: entry?.finish_at ?? null,
      critical: entry?.critical ?? false,
      question_to_me: asked.includes(row.task_id),
    };
  });
}

async function clocksOf(tx: Tx, runIds: readonly string[]): Promise<Map<string, ClockRow>> {
  if (runIds.length === 0) return new Map();
  const rows = await tx.rows(sql<ClockRow & { run_id: string }>`
    select distinct on (r.run_id) r.run_id, c->>'name' as name, (c->>'due')::float8 as due, c->>'waits' as waits, (c->>'ran')::float8 as ran, (c->>'target')::float8 as target
    from run r cross join jsonb_array_elements(r.state->'clocks') c
    where r.workspace_id = current_workspace() and r.run_id = any(${runIds}::uuid[]) and not c ? 'kept'
    order by r.run_id, (c->>'due')::float8 nulls last`);
  return new Map(rows.map(({ run_id, ...clock }) => [run_id, clock]));
}
