import { sql } from "kysely";
import type { Definition } from "@rondo/core/process";
import type { Tx } from "../database/index.ts";

export type MeasuredRunRow = { run_id: string; number: number; title: string; revision: number; status: "running" | "completed" | "cancelled"; fillings: { role: string; personId: string | null; teamId: string | null }[]; started_at: string; ended_at: string | null };

/** The newest runs of a process, whatever became of them. */
export async function runsToMeasure(tx: Tx, processId: string, limit: number): Promise<MeasuredRunRow[]> {
  return tx.rows(sql<MeasuredRunRow>`
    select run_id, number, title, revision, status, fillings, started_at, ended_at
    from run where workspace_id = current_workspace() and process_id = ${processId}
    order by started_at desc, run_id desc limit ${limit}`);
}

export type MeasuredStepRow = { run_id: string; step_id: string; title: string; created_at: string; closed_at: string | null; closed_as: "completed" | "skipped" | "withdrawn" | null; due_at: string | null; by_id: string | null; by_name: string | null; verdict: "approved" | "rejected" | null; reason: string | null };

export async function stepsToMeasure(tx: Tx, runIds: readonly string[]): Promise<MeasuredStepRow[]> {
  return tx.rows(sql<MeasuredStepRow>`
    select t.run_id, t.step_id, t.title, t.created_at, t.closed_at, t.closed_as, t.due_at, c.completed_by as by_id, b.name as by_name, a.verdict, w.reason
    from task t
    left join completion c on c.workspace_id = t.workspace_id and c.task_id = t.task_id
    left join waiver w on w.workspace_id = t.workspace_id and w.task_id = t.task_id
    left join approval a on a.workspace_id = t.workspace_id and a.task_id = t.task_id
    left join identity.person b on b.id = c.completed_by
    where t.workspace_id = current_workspace() and t.run_id = any(${runIds}::uuid[]) and t.step_id is not null
    order by t.created_at, t.task_id`);
}

export async function definitionsOf(tx: Tx, processId: string, numbers: readonly number[]): Promise<Map<number, Definition>> {
  const rows = await tx.rows(sql<{ number: number; definition: Definition }>`
    select number, definition from revision where workspace_id = current_workspace() and process_id = ${processId} and number = any(${numbers}::int[])`);
  return new Map(rows.map(({ number, definition }) => [number, definition]));
}
