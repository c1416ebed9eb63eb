import type { AnswerOf, operations } from "@rondo/contract";
import { bundleMinutes } from "@rondo/core/forecast";
import { workingTimeBetween } from "@rondo/core/calendar";
import type { WorkingTime } from "../calendars/index.ts";
import { workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { type TaskRow, allowed, findTask } from "../tasks/index.ts";
import { type MemberRow, finishedRuns, processName, runsOf } from "./store.ts";

export type TaskRuns = AnswerOf<typeof operations.getTaskRuns>;
type Wanted = { readonly processId: string; readonly count: number };

export async function getTaskRuns({ tx, actor, params, now }: WorkspaceCall<typeof operations.getTaskRuns>): Promise<TaskRuns> {
  return shown(tx, allowed(actor, await findTask(tx, actor.personId, params.t), "task.read"), now);
}

export async function shown(tx: Tx, task: TaskRow, now: Date): Promise<TaskRuns> {
  const wanted = task.planning.runs;
  if (wanted === undefined) refuse("task_has_no_runs");
  const members = await runsOf(tx, task.task_id);
  const leads = await leadsOf(tx, wanted.processId, await workingTime(tx, null));
  const { left } = standing(wanted, members);
  return {
    process: { id: wanted.processId, name: await processName(tx, wanted.processId) },
    count: wanted.count,
    runs: members.map((run) => ({
      id: run.run_id,
      title: run.title,
      status: run.status,
      startedAt: run.started_at,
      endedAt: run.ended_at,
    })),
    toStart: left,
    basis: leads.length,
    remainingMinutes: expected(wanted, members, leads, await workingTime(tx, null), now),
  };
}

/** Working minutes that finished runs of the process took, from their start to their end. */
export async function leadsOf(tx: Tx, processId: string, { calendar, zone }: WorkingTime): Promise<number[]> {
  return (await finishedRuns(tx, processId)).map((run) =>
    Math.max(1, workingTimeBetween(Date.parse(run.started_at), Date.parse(run.ended_at), calendar, zone)),
  );
}

/** A run that was cancelled has to be done again. */
export function standing({ count }: Wanted, members: readonly MemberRow[]): { done: number; open: MemberRow[]; left: number } {
  const done = members.filter((run) => run.status === "completed").length;
  const open = members.filter((run) => run.status === "running");
  return { done, open, left: Math.max(0, count - done - open.length) };
}

/** Working minutes until the last of them is over, in the middle; null where too few ever finished. */
export function expected(
  wanted: Wanted,
  members: readonly MemberRow[],
  leads: readonly number[],
  { calendar, zone }: WorkingTime,
  now: Date,
): number | null {
  const { open, left } = standing(wanted, members);
  return bundleMinutes(leads, {
    ages: open.map((run) => workingTimeBetween(Date.parse(run.started_at), now.getTime(), calendar, zone)),
    waiting: left,
  });
}
