import type { operations } from "@rondo/contract";
import { mustMayIn } from "../access/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { type TaskRow, allowed, findTask, lockTask, taskEvent, updateTask } from "../tasks/index.ts";
import {
  type RelationRow,
  countAppearances,
  countRelations,
  deleteAppearance,
  deleteRelation,
  insertAppearance,
  insertRelation,
  mostRelations,
} from "./store.ts";

/** As many as are shown; a task in more places than that is in none. */
const mostPlaces = 50;

export async function relate(call: WorkspaceCall<typeof operations.relate>): Promise<undefined> {
  const { here, there, row } = await both(call);
  if (await insertRelation(call.tx, row, call.actor.personId)) {
    for (const task of [here, there])
      if ((await countRelations(call.tx, task.task_id)) > mostRelations) refuse("too_many_links", { limit: mostRelations });
    await tell(call, "task.related", here, there);
  }
}

export async function unrelate(call: WorkspaceCall<typeof operations.unrelate>): Promise<undefined> {
  const { here, there, row } = await both(call);
  if (await deleteRelation(call.tx, row)) await tell(call, "task.unrelated", here, there);
}

/** Both tasks under their locks, in the order of their ids: two people who relate the same two wait for each other. One is to be changed, the other seen. */
async function both({
  tx,
  actor,
  params,
}: Pick<WorkspaceCall<typeof operations.relate>, "tx" | "actor" | "params">): Promise<{ here: TaskRow; there: TaskRow; row: RelationRow }> {
  if (params.t === params.o) refuse("relation_to_itself");
  for (const id of [params.t, params.o].sort()) await lockTask(tx, id);
  const here = allowed(actor, await findTask(tx, actor.personId, params.t), "task.change");
  const there = allowed(actor, await findTask(tx, actor.personId, params.o), "task.read");
  return { here, there, row: stored(params) };
}

function stored({
  t,
  o,
  kind,
}: {
  t: string;
  o: string;
  kind: "blocks" | "blockedBy" | "duplicates" | "duplicatedBy" | "relates";
}): RelationRow {
  switch (kind) {
    case "relates":
      return { kind, from_id: t < o ? t : o, to_id: t < o ? o : t };
    case "blockedBy":
      return { kind: "blocks", from_id: o, to_id: t };
    case "duplicatedBy":
      return { kind: "duplicates", from_id: o, to_id: t };
    default:
      return { kind, from_id: t, to_id: o };
  }
}

/** On both, each at its own home, and neither names the other: who sees the one need not see the other. */
async function tell(
  call: WorkspaceCall<typeof operations.relate> | WorkspaceCall<typeof operations.unrelate>,
  name: string,
  ...tasks: TaskRow[]
): Promise<void> {
  for (const task of tasks) await call.append(taskEvent(name, task, await updateTask(call.tx, task.task_id, {}), { title: task.title }));
}

export async function addAppearance(call: WorkspaceCall<typeof operations.addAppearance>): Promise<undefined> {
  const task = await placeable(call);
  if (task.project_id !== call.params.p && (await insertAppearance(call.tx, task.task_id, call.params.p, call.actor.personId))) {
    if ((await countAppearances(call.tx, task.task_id)) > mostPlaces) refuse("too_many_links", { limit: mostPlaces });
    await tellPlace(call, "task.appeared", task);
  }
}

export async function removeAppearance(call: WorkspaceCall<typeof operations.removeAppearance>): Promise<undefined> {
  const task = await placeable(call);
  if (await deleteAppearance(call.tx, task.task_id, call.params.p)) await tellPlace(call, "task.disappeared", task);
}

async function placeable({
  tx,
  actor,
  params,
}: Pick<WorkspaceCall<typeof operations.addAppearance>, "tx" | "actor" | "params">): Promise<TaskRow> {
  await lockTask(tx, params.t);
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.change");
  await mustMayIn(tx, actor, "project", params.p, "plan.change");
  return task;
}

async function tellPlace(
  call: Pick<WorkspaceCall<typeof operations.addAppearance>, "tx" | "append">,
  name: string,
  task: TaskRow,
): Promise<void> {
  await call.append(taskEvent(name, task, await updateTask(call.tx, task.task_id, {}), { title: task.title }));
}
