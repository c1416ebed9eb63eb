import { operations } from "@rondo/contract";
import type { z } from "zod";
import { formatWall, wallOfInstant } from "@rondo/core/calendar";
import { workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type Actor, type Work, refuse, workOn } from "../http/index.ts";
import { type ProjectHooks, changeProject, completeProject, reopenProject } from "../projects/index.ts";
import type { Ordered, System } from "../system.ts";
import { findTask } from "../tasks/index.ts";
import { type RowCall, type RowHomes, changeRow } from "../views/index.ts";

export type ChangeHomes = RowHomes & ProjectHooks;

/**
 * A change to a task or project that a step of a run orders: by the operations and rights of whoever it is done for, all of
 * it or nothing. Each event says which step of which run it was.
 */
export async function changeOrdered(system: System, tx: Tx, order: Ordered, homes: ChangeHomes): Promise<void> {
  const work = workOn(system, tx, order.workspaceId, order.actorId);
  const actor: Actor = { ...order.as, workspaceId: order.workspaceId, via: "session" };
  const call: Ordering = {
    ...work,
    now: order.now,
    actor,
    expected: null,
    by: order.actorId,
    append: (...events) => work.append(...events.map((event) => ({ ...event, data: { ...event.data, byRun: order.by } }))),
  };
  await (order.what === "task" ? changeTask(call, order, homes) : changeProjectTo(call, order, homes));
}

type Ordering = Omit<Work, "actorId" | "workspaceId"> & { readonly actor: Actor; readonly expected: null; readonly by: string | null };

async function changeTask(call: Ordering, { id, set }: Ordered, homes: ChangeHomes): Promise<void> {
  const task = await findTask(call.tx, call.actor.personId, id);
  // A run's own steps are done in that run, by those whom it is for.
  if (task?.run_id != null) refuse("task_belongs_to_run", { run: task.home_title });
  const { title, notes, owner, due, priority, state, fields } = set;
  const one = (change: Parameters<typeof changeRow>[1]["set"]): Promise<void> =>
    changeRow(call as unknown as RowCall, { kind: "task", id, set: change }, homes);
  if (state === "open") await one({ done: false });
  const body = checked(operations.changeTask.body, {
    ...(title !== undefined && { title }),
    ...(notes !== undefined && { notes }),
    ...(owner !== undefined && { ownerId: owner }),
    ...(due !== undefined && { dueAt: due === null ? null : new Date(due).toISOString() }),
    ...(priority !== undefined && { priority }),
  });
  if (Object.keys(body).length > 0 || fields !== undefined)
    await one({ ...body, ...(fields !== undefined && { fields: fields as never }) });
  if (state === "done") await one({ done: true });
  if (state === "deleted") await one({ deleted: true });
}

async function changeProjectTo(call: Ordering, { id, set }: Ordered, homes: ChangeHomes): Promise<void> {
  const { title, notes, owner, due, state, fields } = set;
  const of = (body: unknown) => ({ ...call, params: { w: call.actor.workspaceId, p: id }, body }) as never;
  if (state === "open") await reopenProject(of(undefined));
  const body = checked(operations.changeProject.body, {
    ...(title !== undefined && { name: title }),
    ...(notes !== undefined && { goal: notes }),
    ...(owner !== undefined && { ownerId: owner }),
    ...(due !== undefined && { finishBy: due === null ? null : await wallOf(call.tx, due) }),
  });
  if (Object.keys(body).length > 0) await changeProject(of(body));
  if (fields !== undefined) await changeRow(call as unknown as RowCall, { kind: "project", id, set: { fields: fields as never } }, homes);
  if (state === "done") await completeProject(of(operations.completeProject.body.parse({ withOpenTasks: true })), homes, call.by);
}

async function wallOf(tx: Tx, instant: number): Promise<string> {
  return formatWall(wallOfInstant(instant, (await workingTime(tx, null)).zone));
}

function checked<S extends z.ZodType>(shape: S, body: unknown): z.output<S> {
  const { success, data, error } = shape.safeParse(body);
  if (!success)
    refuse("invalid_request", { problems: error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") });
  return data;
}
