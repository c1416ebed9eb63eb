import type { operations } from "@rondo/contract";
import type { Permission } from "@rondo/core/access";
import { dayOf, formatDay, wallOfInstant } from "@rondo/core/calendar";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { type TaskRow, allowed, findTask, lockTask, taskEvent, updateTask } from "../tasks/index.ts";
import { type TaskTime, showTime } from "./queries.ts";
import { addSpent, deleteTimer, insertEntry, insertTimer, setEntryDeleted, setFollowing, timerOf, zoneOf } from "./store.ts";

type Call = Pick<WorkspaceCall<typeof operations.startTimer>, "tx" | "actor" | "append" | "now" | "newId"> & {
  readonly params: { readonly t: string };
};

export async function addTimeEntry(call: WorkspaceCall<typeof operations.addTimeEntry>): Promise<TaskTime> {
  const task = await lockedTask(call, "task.complete");
  await enter(call, task, call.body.minutes, call.body.day, call.body.note);
  return showTime(call.tx, call.actor, task.task_id);
}

export async function deleteTimeEntry(call: WorkspaceCall<typeof operations.deleteTimeEntry>): Promise<TaskTime> {
  return moveEntry(call, call.params.e, true);
}

export async function restoreTimeEntry(call: WorkspaceCall<typeof operations.restoreTimeEntry>): Promise<TaskTime> {
  return moveEntry(call, call.params.e, false);
}

/** Starting it again changes nothing. One that runs on another task is stopped, and its time stands there. */
export async function startTimer(call: WorkspaceCall<typeof operations.startTimer>): Promise<TaskTime> {
  const { tx, actor, now } = call;
  const running = await timerOf(tx, actor.personId, true);
  if (running !== undefined && running.task_id !== call.params.t) await stop({ ...call, params: { t: running.task_id } }, running);
  const task = await lockedTask(call, "task.complete");
  if (task.closed_at !== null) refuse("task_closed");
  if (running?.task_id !== task.task_id) await insertTimer(tx, actor.personId, task.task_id, now.toISOString());
  return showTime(tx, actor, task.task_id);
}

export async function stopTimer(call: WorkspaceCall<typeof operations.stopTimer>): Promise<TaskTime> {
  const running = await timerOf(call.tx, call.actor.personId, true);
  if (running?.task_id === call.params.t) await stop(call, running);
  else allowed(call.actor, await findTask(call.tx, call.actor.personId, call.params.t), "task.complete");
  return showTime(call.tx, call.actor, call.params.t);
}

export async function follow(
  call: WorkspaceCall<typeof operations.followTask> | WorkspaceCall<typeof operations.unfollowTask>,
  on: boolean,
): Promise<TaskTime> {
  const { tx, actor, append } = call;
  const task = await lockedTask(call, "task.read");
  if (await setFollowing(tx, task.task_id, actor.personId, on))
    await append(taskEvent(on ? "task.followed" : "task.unfollowed", task, await updateTask(tx, task.task_id, {}), { title: task.title }));
  return showTime(tx, actor, task.task_id);
}

/** What ran less than half a minute is a slip of the hand, what ran over night is a day at most, and what is closed is worked on no more. */
async function stop(call: Call, running: { task_id: string; started_at: string }): Promise<void> {
  await deleteTimer(call.tx, call.actor.personId);
  await lockTask(call.tx, running.task_id);
  const task = await findTask(call.tx, call.actor.personId, running.task_id);
  const end = task?.closed_at ? Date.parse(task.closed_at) : call.now.getTime();
  const minutes = Math.min(1_440, Math.round((end - Date.parse(running.started_at)) / 60_000));
  if (task !== undefined && minutes > 0) await enter(call, task, minutes, undefined, "");
}

async function enter(call: Call, task: TaskRow, minutes: number, day: string | undefined, note: string): Promise<void> {
  const today = formatDay(dayOf(wallOfInstant(call.now.getTime(), await zoneOf(call.tx))));
  await insertEntry(call.tx, { id: call.newId(), taskId: task.task_id, personId: call.actor.personId, day: day ?? today, minutes, note });
  await call.append(
    taskEvent("time.entered", task, await addSpent(call.tx, task.task_id, minutes), { title: task.title, minutes, day: day ?? today }),
  );
}

async function moveEntry(call: Call, entryId: string, deleted: boolean): Promise<TaskTime> {
  const { tx, actor } = call;
  const task = await lockedTask(call, "task.complete");
  const moved = await setEntryDeleted(tx, task.task_id, entryId, actor.personId, deleted);
  if (moved === undefined) refuse("time_entry_not_found");
  await call.append(
    taskEvent(
      deleted ? "time.deleted" : "time.restored",
      task,
      await addSpent(tx, task.task_id, deleted ? -moved.minutes : moved.minutes),
      { title: task.title, minutes: moved.minutes },
    ),
  );
  return showTime(tx, actor, task.task_id);
}

async function lockedTask(call: Pick<Call, "tx" | "actor" | "params">, permission: Permission): Promise<TaskRow> {
  await lockTask(call.tx, call.params.t);
  return allowed(call.actor, await findTask(call.tx, call.actor.personId, call.params.t), permission);
}
