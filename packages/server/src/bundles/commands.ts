import type { operations } from "@rondo/contract";
import { formatWall, wallOfInstant } from "@rondo/core/calendar";
import { mustMayIn } from "../access/index.ts";
import { workingTime } from "../calendars/index.ts";
import { type Work, type WorkspaceCall, refuse, workOf } from "../http/index.ts";
import { lockPlan, recompute } from "../plans/index.ts";
import { startRun } from "../runs/index.ts";
import { setDueIn } from "../sweep/index.ts";
import { type TaskRow, completeInside, findTask, lockedTask, taskEvent, updateTask } from "../tasks/index.ts";
import { type TaskRuns, expected, leadsOf, shown, standing } from "./queries.ts";
import { insertMember, lockBundle, runsOf } from "./store.ts";

/** Starts as many runs as are still to be started: whoever does may change the task and start runs of the process. */
export async function startTaskRuns(call: WorkspaceCall<typeof operations.startTaskRuns>): Promise<TaskRuns> {
  const { tx, actor, params, now } = call;
  const task = await lockedTask(tx, actor, params.t, "task.change");
  const wanted = task.planning.runs;
  if (task.project_id === null || wanted === undefined) refuse("task_has_no_runs");
  if (task.closed_at !== null) refuse("task_closed");
  await mustMayIn(tx, actor, "process", wanted.processId, "run.start");
  const { left } = standing(wanted, await runsOf(tx, task.task_id));
  for (let at = 0; at < left; at++) {
    const { runId } = await startRun(workOf(call), {
      processId: wanted.processId,
      via: "hand",
      title: `${task.title} ${wanted.count - left + at + 1}`.slice(0, 300),
      answers: {},
      fillings: [],
      requester: { id: actor.personId, name: null, email: null },
    });
    await insertMember(tx, task.task_id, runId, actor.personId);
  }
  await refreshBundle(workOf(call), task.task_id);
  return shown(tx, (await findTask(tx, actor.personId, task.task_id)) as TaskRow, now);
}

export const bundleDue = "bundle";

/** How often a task that is runs is looked at again: while they go, and while none does. */
const [goingSeconds, restingSeconds] = [30, 3_600];

/**
 * The bar of such a task follows its runs: what has passed since the first began, and what is expected until the last is over. When
 * as many as it wants are completed it is finished by itself.
 */
export async function refreshBundle(work: Work, taskId: string): Promise<void> {
  const { tx, now } = work;
  const task = await lockBundle(tx, taskId);
  const wanted = task?.planning.runs;
  if (task === undefined || wanted === undefined || task.closed_at !== null || task.deleted_at !== null) return;
  const head = await lockPlan(tx, task.project_id);
  if (head === undefined || head.ended) return;
  const members = await runsOf(tx, taskId);
  const { done, open } = standing(wanted, members);
  if (done >= wanted.count && open.length === 0) {
    await completeInside(work, { task_id: taskId, run_id: null, project_id: task.project_id }, { title: task.title, runs: done });
    await recompute(tx, head);
    return;
  }
  await setDueIn(tx, bundleDue, taskId, open.length > 0 ? goingSeconds : restingSeconds);
  const time = await workingTime(tx, head.calendar_id);
  const remaining = expected(wanted, members, await leadsOf(tx, wanted.processId, time), time, now);
  if (remaining === null) return;
  const at = wallOfInstant(now.getTime(), time.zone);
  const first = members[0] === undefined ? null : wallOfInstant(Date.parse(members[0].started_at), time.zone);
  const minutes = Math.max(1, remaining + (first === null ? 0 : Math.max(0, time.calendar.between(first, at))));
  const begun = first !== null && task.planning.started === undefined;
  const left = first === null ? undefined : Math.max(1, remaining);
  // A minute more or less moves nobody's plans.
  if (!begun && Math.abs(minutes - task.working_minutes) < slack && Math.abs((left ?? 0) - (task.planning.remainingMinutes ?? 0)) < slack)
    return;
  const planning = {
    ...task.planning,
    ...(first !== null && { started: task.planning.started ?? formatWall(first), remainingMinutes: left }),
  };
  const version = await updateTask(tx, taskId, { working_minutes: minutes, planning });
  await work.append(
    taskEvent("task.changed", { task_id: taskId, run_id: null, project_id: task.project_id }, version, {
      title: task.title,
      changed: ["workingMinutes", "planning"],
      runs: { done, open: open.length, of: wanted.count },
    }),
  );
  await recompute(tx, head);
}

const slack = 15;
