import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

export type DoneTask = { project_id: string; working_minutes: number; start: string; completed_at: string };

/** Finished tasks of other projects, the newest: what was planned, and from when to when they took. */
export async function finishedElsewhere(tx: Tx, projectId: string, most: number): Promise<DoneTask[]> {
  return tx.rows(sql<DoneTask>`
    select t.project_id, t.working_minutes, e.start, c.completed_at
    from completion c
    join task t on t.workspace_id = c.workspace_id and t.task_id = c.task_id
    join schedule_entry e on e.workspace_id = t.workspace_id and e.project_id = t.project_id and e.task_id = t.task_id
    where c.workspace_id = current_workspace() and t.project_id <> ${projectId} and t.deleted_at is null and t.working_minutes > 0 and not t.milestone and t.planning->>'guessed' is null
    order by c.completed_at desc limit ${most}`);
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
