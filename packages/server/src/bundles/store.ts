import { sql } from "kysely";
import type { Planning } from "@rondo/contract";
import type { Tx } from "../database/index.ts";

export type BundleRow = {
  task_id: string;
  project_id: string;
  title: string;
  planning: Planning;
  working_minutes: number;
  closed_at: string | null;
  deleted_at: string | null;
  version: number;
};

/** The task, under the locks that its plan and it take. */
export async function lockBundle(tx: Tx, taskId: string): Promise<BundleRow | undefined> {
  await tx.change(
    sql`select 1 from project p join task t on t.workspace_id = p.workspace_id and t.project_id = p.project_id where t.workspace_id = current_workspace() and t.task_id = ${taskId} for no key update of p`,
  );
  return tx.first(sql<BundleRow>`
    select task_id, project_id, title, planning, working_minutes, closed_at, deleted_at, version from task
    where workspace_id = current_workspace() and task_id = ${taskId} and project_id is not null for no key update`);
}

export type MemberRow = {
  run_id: string;
  title: string;
  status: "running" | "completed" | "cancelled";
  started_at: string;
  ended_at: string | null;
};

export async function runsOf(tx: Tx, taskId: string): Promise<MemberRow[]> {
  return tx.rows(sql<MemberRow>`
    select r.run_id, r.title, r.status, r.started_at, r.ended_at from bundle_run m join run r on r.workspace_id = m.workspace_id and r.run_id = m.run_id
    where m.workspace_id = current_workspace() and m.task_id = ${taskId} order by r.started_at, r.run_id`);
}

export async function insertMember(tx: Tx, taskId: string, runId: string, by: string): Promise<void> {
  await tx.change(
    sql`insert into bundle_run (workspace_id, run_id, task_id, begun_by) values (current_workspace(), ${runId}, ${taskId}, ${by})`,
  );
}

/** The newest finished runs of a process: when each began and ended. */
export async function finishedRuns(tx: Tx, processId: string): Promise<{ started_at: string; ended_at: string }[]> {
  return tx.rows(sql<{ started_at: string; ended_at: string }>`
    select started_at, ended_at from run where workspace_id = current_workspace() and process_id = ${processId} and status = 'completed' and ended_at is not null order by ended_at desc limit 200`);
}

export async function processName(tx: Tx, processId: string): Promise<string> {
  return (
    (await tx.first(sql<{ name: string }>`select name from process where workspace_id = current_workspace() and process_id = ${processId}`))
      ?.name ?? ""
  );
}
