import type { AnswerOf, operations } from "@rondo/contract";
import type { Tx } from "../database/index.ts";
import type { Actor, WorkspaceCall } from "../http/index.ts";
import { allowed, findTask, ref } from "../tasks/index.ts";
import { entriesOf, followersOf, spentOn, timerOf } from "./store.ts";

export type TaskTime = AnswerOf<typeof operations.getTaskTime>;

export async function getTaskTime({ tx, actor, params }: WorkspaceCall<typeof operations.getTaskTime>): Promise<TaskTime> {
  return showTime(tx, actor, allowed(actor, await findTask(tx, actor.personId, params.t), "task.read").task_id);
}

export async function showTime(tx: Tx, actor: Actor, taskId: string): Promise<TaskTime> {
  const timer = await timerOf(tx, actor.personId, false);
  const followers = (await followersOf(tx, taskId)).map((person) => ({ id: person.id, name: person.name ?? "" }));
  return {
    items: (await entriesOf(tx, taskId)).map((row) => ({
      id: row.entry_id,
      person: ref(row.person_id, row.person_name) ?? { id: row.person_id, name: "" },
      day: row.day,
      minutes: row.minutes,
      note: row.note,
      mine: row.person_id === actor.personId,
    })),
    spentMinutes: await spentOn(tx, taskId),
    timer: timer?.task_id === taskId ? { startedAt: timer.started_at } : null,
    followers,
    following: followers.some((person) => person.id === actor.personId),
  };
}
