import type { AnswerOf, operations } from "@rondo/contract";
import { type Staff, passedOn, saidOfStaff, staffOf } from "@rondo/core/plan";
import { type WorkspaceCall, refuse } from "../../http/index.ts";
import { membersAmong, taskEvent, updateTask } from "../../tasks/index.ts";
import { openPlan } from "../commands.ts";
import { recompute } from "../schedule.ts";
import { type BoardRow, boardRows } from "../store.ts";

/** Places of a role go from one to another, in every open task that has one: one change, and turned round its own undo. */
export async function putFilling(call: WorkspaceCall<typeof operations.putFilling>): Promise<AnswerOf<typeof operations.putFilling>> {
  const { tx, params, body } = call;
  const head = await openPlan(call, params.p);
  if (body.to !== null && (await membersAmong(tx, [body.to])).length === 0) refuse("not_assignable", { home: head.name });
  const wanted = body.taskIds === undefined ? null : new Set(body.taskIds);
  const taskIds: string[] = [];
  for (const row of await boardRows(tx, params.p)) {
    if (row.closed_as !== null || (wanted !== null && !wanted.has(row.task_id))) continue;
    const staff = passedOn(staffOf(row.owner_id, row.planning), body.role, body.from, body.to);
    if (staff === null) continue;
    await keep(call, row, staff);
    taskIds.push(row.task_id);
  }
  if (head.own_hours && taskIds.length > 0) await recompute(tx, head);
  return { taskIds };
}

async function keep(call: WorkspaceCall<typeof operations.putFilling>, row: BoardRow, staff: Staff): Promise<void> {
  const given = staff.ownerId !== row.owner_id;
  const version = await updateTask(call.tx, row.task_id, {
    planning: saidOfStaff(row.planning, staff),
    ...(given && { owner_id: staff.ownerId }),
  });
  const task = { task_id: row.task_id, run_id: null, project_id: call.params.p };
  await call.append(
    taskEvent(given ? "task.assigned" : "task.changed", task, version, {
      title: row.title,
      ...(given && { ownerId: staff.ownerId }),
      changed: ["planning", ...(given ? ["ownerId"] : [])],
    }),
  );
}
