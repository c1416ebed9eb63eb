import type { operations } from "@rondo/contract";
import { movesThatHold, type Place, staffOf } from "@rondo/core/plan";
import type { WorkspaceCall } from "../../http/index.ts";
import { type BoardRow, type EntryRow, boardRows, dropEntries, entriesOf, moveInside, placeTask, saveEntries } from "../../plans/index.ts";
import { type TaskChange, type TaskRow, findTask, insertTasks, taskEvent, updateTask } from "../../tasks/index.ts";
import type { Adopted, Assumed } from "../store.ts";

export type Call = WorkspaceCall<typeof operations.adoptAlternative> | WorkspaceCall<typeof operations.revertAlternative>;

/** Tasks that an alternative adds become tasks of the plan; answers the ids that they have there. */
export async function makeTasks(
  call: Call,
  added: NonNullable<Assumed["added"]>,
  rows: readonly BoardRow[],
): Promise<ReadonlyMap<string, string>> {
  const { tx, params, actor } = call;
  const wanted = new Map(rows.map((row) => [row.task_id, row]));
  const made = new Map<string, string>();
  for (const { id, afterId } of added) {
    const row = wanted.get(id);
    if (row === undefined) continue;
    const parentId = row.parent_id === null ? null : (made.get(row.parent_id) ?? row.parent_id);
    const taskId = call.newId();
    await insertTasks(tx, [
      {
        task_id: taskId,
        project_id: params.p,
        title: row.title,
        owner_id: row.owner_id,
        created_by: actor.personId,
        ...(await placeTask(tx, params.p, null, { parentId, afterId: await afterIn(call, parentId, afterId, made) })),
        milestone: row.milestone,
        working_minutes: row.working_minutes,
        not_before_wall: row.not_before_wall,
        deadline_wall: row.deadline_wall,
        planning: row.planning,
      },
    ]);
    made.set(id, taskId);
    const task = { task_id: taskId, run_id: null, project_id: params.p };
    await call.append(taskEvent("task.created", task, 1, { title: row.title, ownerId: row.owner_id, together: 0 }));
  }
  return made;
}

/** The sibling that it stands after, if that is still one; else it stands last. */
async function afterIn(
  { tx, params }: Call,
  parentId: string | null,
  afterId: string | null | undefined,
  made: ReadonlyMap<string, string>,
): Promise<string | null | undefined> {
  if (afterId == null) return afterId;
  const id = made.get(afterId) ?? afterId;
  return (await boardRows(tx, params.p)).some((row) => row.task_id === id && row.parent_id === parentId) ? id : undefined;
}

/** A task of the plan is moved in its tree; nothing where it is not. */
export async function placeIn(call: Call, id: string, place: Place | undefined, made: ReadonlyMap<string, string>): Promise<TaskChange> {
  if (place === undefined) return {};
  const parentId = place.parentId === null ? null : (made.get(place.parentId) ?? place.parentId);
  return placeTask(call.tx, call.params.p, id, { parentId, afterId: await afterIn(call, parentId, place.afterId, made) });
}

export function withoutPlace({ parent_id: _, position: __, ...rest }: TaskChange): TaskChange {
  return rest;
}

/** Those that were moved go back in the tree, the last first, but for what was moved since or has nowhere to go back to. */
export async function putBack(
  call: Call,
  tasks: Adopted["tasks"],
  change: (call: Call, task: TaskRow, put: TaskChange) => Promise<void>,
): Promise<void> {
  for (const { taskId, was, put } of tasks.toReversed()) {
    if (was.parent_id === undefined || was.position === undefined) continue;
    const rows = await boardRows(call.tx, call.params.p);
    const now = rows.find((row) => row.task_id === taskId);
    if (now === undefined || now.parent_id !== put.parent_id || now.position !== put.position) continue;
    const tree = new Map(rows.map((row) => [row.task_id, { parentId: row.parent_id, open: row.closed_as === null }]));
    if (movesThatHold(tree, [{ id: taskId, place: { parentId: was.parent_id } }]).size === 0) continue;
    const task = await findTask(call.tx, call.actor.personId, taskId);
    if (task !== undefined) await change(call, task, { parent_id: was.parent_id, position: was.position });
  }
}

/** What an alternative leaves out goes to the trash, each with all that is inside it; undefined where that is nothing. */
export async function throwAway(call: Call, out: readonly BoardRow[]): Promise<Adopted["thrown"]> {
  if (out.length === 0) return undefined;
  const stood = await entriesOf(call.tx, call.params.p);
  const at = call.now.toISOString();
  const ids = new Set(out.map((row) => row.task_id));
  const top = out.filter((row) => row.parent_id === null || !ids.has(row.parent_id));
  for (const row of top) await move(call, row.task_id, at, null);
  const people = new Set(out.flatMap((row) => staffOf(row.owner_id, row.planning).assignments.map((one) => one.personId)));
  await dropEntries(call.tx, call.params.p);
  const entries = out.flatMap(({ task_id }): EntryRow[] => {
    const entry = stood.get(task_id);
    return entry === undefined ? [] : [{ ...entry, task_id }];
  });
  return { taskIds: top.map((row) => row.task_id), at, people: [...people], entries };
}

/** They come back with what went along; what somebody has fetched or thrown away anew since stays as it is. */
export async function fetchBack(call: Call, { taskIds, at, entries }: NonNullable<Adopted["thrown"]>): Promise<void> {
  for (const id of taskIds) {
    const task = await findTask(call.tx, call.actor.personId, id);
    if (task?.deleted_at != null && Date.parse(task.deleted_at) === Date.parse(at)) await move(call, id, null, at);
  }
  const here = new Set((await boardRows(call.tx, call.params.p)).map((row) => row.task_id));
  await saveEntries(
    call.tx,
    call.params.p,
    entries.filter((entry) => here.has(entry.task_id)),
  );
}

/** Those that it made go to the trash, but for what was done meanwhile or has something of others inside. */
export async function unmake(call: Call, made: readonly string[]): Promise<void> {
  const rows = await boardRows(call.tx, call.params.p);
  const gone = new Set<string>();
  for (const id of made.toReversed()) {
    const row = rows.find((one) => one.task_id === id);
    if (row === undefined || row.closed_as !== null) continue;
    if (rows.some((one) => one.parent_id === id && !gone.has(one.task_id))) continue;
    await move(call, id, call.now.toISOString(), null);
    gone.add(id);
  }
  if (gone.size > 0) await dropEntries(call.tx, call.params.p);
}

async function move(call: Call, taskId: string, at: string | null, trashedAt: string | null): Promise<void> {
  const task = await findTask(call.tx, call.actor.personId, taskId);
  if (task === undefined) return;
  const version = await updateTask(call.tx, taskId, { deleted_at: at });
  await call.append(taskEvent(at === null ? "task.restored" : "task.deleted", task, version, { title: task.title, together: 0 }));
  await moveInside(call, call.params.p, taskId, at, trashedAt);
}
