import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type DoneTask = { project_id: string; calendar_id: string | null; working_minutes: number; start: string; completed_at: string };

/**
 * It was finished already when a file brought it, and the file did not say when it was begun, or says of what is finished what it
 * took in place of what was planned (Microsoft Project; a baseline of it may know more).
 */
const unmeasured = sql`exists (
  select from import_record r join import i on i.workspace_id = r.workspace_id and i.import_id = r.import_id
  where r.workspace_id = t.workspace_id and r.task_id = t.task_id and r.kind = 'task' and r.data #>> '{was,closed}' is not null
    and (t.planning->>'started' is null or i.format = 'mspdi'))`;

/** Finished tasks of other projects, the newest whose time is known: what was planned, and from when to when they took. */
export async function finishedElsewhere(tx: Tx, projectId: string, most: number): Promise<DoneTask[]> {
  return tx.rows(sql<DoneTask>`
    select t.project_id, p.calendar_id, t.working_minutes, e.start, c.completed_at
    from completion c
    join task t on t.workspace_id = c.workspace_id and t.task_id = c.task_id
    join project p on p.workspace_id = t.workspace_id and p.project_id = t.project_id
    join schedule_entry e on e.workspace_id = t.workspace_id and e.project_id = t.project_id and e.task_id = t.task_id
    where c.workspace_id = current_workspace() and t.project_id <> ${projectId} and t.deleted_at is null and t.working_minutes > 0 and not t.milestone and t.planning->>'guessed' is null
      and not ${unmeasured}
    order by c.completed_at desc limit ${most}`);
}

/** Finished tasks of this project of which only the end is known. */
export async function unmeasuredIn(tx: Tx, projectId: string): Promise<Set<string>> {
  const rows = await tx.rows(sql<{ task_id: string }>`
    select t.task_id from task t
    where t.workspace_id = current_workspace() and t.project_id = ${projectId} and t.closed_at is not null and ${unmeasured}`);
  return new Set(rows.map((row) => row.task_id));
}

export type ShownRow = { made_at: string; p50: string; p80: string; p95: string; completed_at: string | null };

/** The last forecast of each day and project that was ever shown, and when the project was over. */
export async function shownForecasts(tx: Tx): Promise<ShownRow[]> {
  return tx.rows(sql<ShownRow>`
    select distinct on (f.project_id, f.made_at::date) f.made_at, f.p50, f.p80, f.p95, c.completed_at
    from forecast f
    left join project_completion c on c.workspace_id = f.workspace_id and c.project_id = f.project_id
    where f.workspace_id = current_workspace() order by f.project_id, f.made_at::date, f.made_at desc`);
}

export async function insertForecast(
  tx: Tx,
  forecast: { id: string; projectId: string; p50: string; p80: string; p95: string; basis: unknown },
): Promise<void> {
  await tx.change(sql`
    insert into forecast (workspace_id, forecast_id, project_id, p50, p80, p95, basis)
    values (current_workspace(), ${forecast.id}, ${forecast.projectId}, ${forecast.p50}, ${forecast.p80}, ${forecast.p95}, ${JSON.stringify(forecast.basis)}::jsonb)`);
}
