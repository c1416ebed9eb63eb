import type { BodyOf, operations, Planning } from "@rondo/contract";
import { type Actor, type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import type { Tx } from "../database/index.ts";
import { allowed } from "./policy.ts";
import { type Task, presentComment, presentTask, priorities } from "./present.ts";
import { type TaskChange, complete, deleteCompletion, hasOpenSubtasks, insertTasks, openBefore, updateTask } from "./store/change.ts";
import { type PlanLock, type TaskRow, findTask, lockPlanOf, lockTask, membersAmong } from "./store/task.ts";
import { type CommentRow, authorOf, findComment, insertComment, setCommentDeleted } from "./store/comments.ts";

/** What runs and projects do when one of their tasks changes; given by the composition root, because they build on tasks. */
export type TaskHomes = {
  /** Completes a step of a run with its answers. */
  answerStep(call: WorkspaceCall<typeof operations.completeTask>, task: TaskRow): Promise<void>;
  /** A project's task was changed, completed, reopened, deleted or restored: compute its schedule again, offer handovers. */
  planChanged(
    call: TaskCall,
    projectId: string,
    change: {
      taskId: string;
      completed?: boolean;
      changed?: readonly string[];
      /** What its planning says instead of what it said. */ planning?: { readonly before: Planning; readonly after: Planning } | undefined;
      deletedAt?: string | null;
      trashedAt?: string | null;
    },
  ): Promise<void>;
  /** Checks and turns plan fields of a project's task (parent, position, column, durations) into columns. */
  planFields(call: TaskCall, task: TaskRow, body: BodyOf<typeof operations.changeTask>): Promise<TaskChange>;
};

export type TaskCall = Pick<WorkspaceCall<typeof operations.changeTask>, "tx" | "actor" | "append" | "newId" | "now" | "system">;

export async function createTask(call: WorkspaceCall<typeof operations.createTask>): Promise<Task> {
  const { body, actor, tx } = call;
  const owner = body.ownerId === undefined ? actor.personId : (body.ownerId ?? actor.personId);
  await mustBeMember(tx, owner);
  const id = call.newId();
  await insertTasks(tx, [
    {
      task_id: id,
      person_id: owner,
      owner_id: owner,
      created_by: actor.personId,
      title: body.title,
      notes: body.notes,
      due_at: body.dueAt,
      not_before: body.notBefore,
      priority: priorities.indexOf(body.priority),
      working_minutes: body.effortMinutes ?? 0,
    },
  ]);
  await call.append(taskEvent("task.created", { task_id: id, run_id: null, project_id: null }, 1, { title: body.title, ownerId: owner }));
  return presentTask((await findTask(tx, actor.personId, id)) as TaskRow);
}

export async function changeTask(call: WorkspaceCall<typeof operations.changeTask>, homes: TaskHomes): Promise<Task> {
  const { body, actor, tx, params } = call;
  const task = await lockedTask(tx, actor, params.t, "task.change", planLockOf(Object.keys(body)));
  mustMatch(call.expected, task.version, presentTask(task) as unknown as Record<string, unknown>);
  await applyChange(call, task, body, homes);
  return presentTask((await findTask(tx, actor.personId, task.task_id)) as TaskRow);
}

/**
 * The lock of a task's plan that a change of these asks for. Words move no dates: a hundred people who write in one project
 * don't wait for each other. A card moved needs the columns to stay as they are, and who does a task may be what its dates follow.
 */
export function planLockOf(changed: readonly string[]): PlanLock {
  const rest = changed.filter((key) => !words.has(key));
  if (changed.includes("ownerId")) return rest.length === 0 ? "people" : "change";
  return rest.length === 0 ? "none" : rest.every((key) => key === "column") ? "read" : "change";
}

const words: ReadonlySet<string> = new Set(["title", "notes", "dueAt", "notBefore", "priority", "ownerId", "fields"]);

/** Checks and makes the change to a locked task that the actor may change. `also` names what was changed beside it, for its event. */
export async function applyChange(
  call: TaskCall,
  task: TaskRow,
  body: BodyOf<typeof operations.changeTask>,
  homes: TaskHomes,
  also: readonly string[] = [],
): Promise<void> {
  const { actor, tx } = call;
  if (task.closed_at !== null && Object.keys(body).some((key) => key !== "notes" && key !== "column")) refuse("task_closed");
  if (task.run_id !== null && Object.keys(body).some((key) => !["notes", "notBefore", "priority"].includes(key)))
    refuse("task_belongs_to_run", { run: task.home_title });
  if (body.ownerId != null && body.ownerId !== task.owner_id) await mustBeMember(tx, body.ownerId);
  const change: TaskChange = {
    ...(body.title !== undefined && { title: body.title }),
    ...(body.notes !== undefined && { notes: body.notes }),
    ...(body.dueAt !== undefined && { due_at: body.dueAt }),
    ...(body.notBefore !== undefined && { not_before: body.notBefore }),
    ...(body.priority !== undefined && { priority: priorities.indexOf(body.priority) }),
    ...(body.effortMinutes !== undefined && task.project_id === null && { working_minutes: body.effortMinutes ?? 0 }),
    ...ownerChange(task, actor, body.ownerId),
    ...(task.project_id !== null && (await homes.planFields(call, task, body))),
  };
  const changed = [...Object.keys(body), ...also];
  // Another on it may make it longer or shorter.
  if (change.working_minutes !== undefined && change.working_minutes !== task.working_minutes && !changed.includes("workingMinutes"))
    changed.push("workingMinutes");
  const version = await updateTask(tx, task.task_id, change);
  const given = change.owner_id !== undefined && change.owner_id !== task.owner_id;
  await call.append(
    taskEvent(given ? "task.assigned" : "task.changed", task, version, {
      title: change.title ?? task.title,
      ...(given && { ownerId: change.owner_id }),
      changed,
    }),
  );
  if (task.project_id !== null)
    await homes.planChanged(call, task.project_id, {
      taskId: task.task_id,
      changed,
      planning: change.planning && { before: task.planning, after: change.planning },
    });
}

/** The hot path: look, close, one event. A run's step goes its own way. */
export async function completeTask(
  call: WorkspaceCall<typeof operations.completeTask>,
  homes: TaskHomes,
  found: Promise<TaskRow | undefined>,
  by: string | null = call.actor.personId,
): Promise<Task> {
  const { actor, tx } = call;
  const task = allowed(actor, await found, "task.complete");
  if (task.run_id !== null) {
    await homes.answerStep(call, task);
    return presentTask((await findTask(tx, actor.personId, task.task_id)) as TaskRow);
  }
  if (task.closed_at !== null) return presentTask(task); // PUT again: it is complete, as asked
  if (task.project_id !== null) await lockPlanOf(tx, task.task_id); // nothing is put under it meanwhile
  if (task.project_id !== null && (await hasOpenSubtasks(tx, task.task_id))) refuse("has_subtasks");
  if (task.project_id !== null && call.body.ifReady === true) {
    const open = await openBefore(tx, task.task_id);
    if (open.length > 0) refuse("waits_for_open", { tasks: open.map((title) => `“${title}”`).join(", ") });
  }
  const done = await complete(tx, task.task_id, by);
  if (done === undefined) return presentTask((await findTask(tx, actor.personId, task.task_id)) as TaskRow); // somebody was faster
  await call.append(
    taskEvent("task.completed", task, done.version, { title: task.title, createdBy: task.created_by, ownerId: task.owner_id }),
  );
  if (task.project_id === null)
    return presentTask({
      ...task,
      closed_at: done.completed_at,
      closed_as: "completed",
      completed_by: actor.personId,
      completer_name: await nameOf(call, task),
      completed_at: done.completed_at,
      version: done.version,
    });
  await homes.planChanged(call, task.project_id, { taskId: task.task_id, completed: true });
  return presentTask((await findTask(tx, actor.personId, task.task_id)) as TaskRow);
}

/** A task that is over by itself, because what it is made of is. */
export async function completeInside(
  work: Work,
  task: Pick<TaskRow, "task_id" | "run_id" | "project_id">,
  data: Record<string, unknown>,
): Promise<void> {
  const done = await complete(work.tx, task.task_id, work.actorId);
  if (done !== undefined) await work.append(taskEvent("task.completed", task, done.version, data));
}

export async function reopenTask(call: WorkspaceCall<typeof operations.reopenTask>, homes: TaskHomes): Promise<Task> {
  const { actor, tx, params } = call;
  const task = await lockedTask(tx, actor, params.t, "task.complete");
  if (task.run_id !== null) refuse("task_belongs_to_run", { run: task.home_title });
  if (await deleteCompletion(tx, task.task_id)) {
    const version = await updateTask(tx, task.task_id, { closed_at: null, closed_as: null });
    await call.append(taskEvent("task.reopened", task, version, { title: task.title }));
    if (task.project_id !== null) await homes.planChanged(call, task.project_id, { taskId: task.task_id });
  }
  return presentTask((await findTask(tx, actor.personId, task.task_id)) as TaskRow);
}

export async function trashTask(call: WorkspaceCall<typeof operations.deleteTask>, homes: TaskHomes): Promise<undefined> {
  await moveToTrash(call, homes, call.now.toISOString(), "task.deleted");
}

export async function restoreTask(call: WorkspaceCall<typeof operations.restoreTask>, homes: TaskHomes): Promise<Task> {
  await moveToTrash(call, homes, null, "task.restored");
  return presentTask((await findTask(call.tx, call.actor.personId, call.params.t)) as TaskRow);
}

async function moveToTrash(
  call: WorkspaceCall<typeof operations.deleteTask> | WorkspaceCall<typeof operations.restoreTask>,
  homes: TaskHomes,
  at: string | null,
  name: string,
): Promise<void> {
  const { tx, actor, params } = call;
  await lockPlanOf(tx, params.t);
  await lockTask(tx, params.t);
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.delete", at === null ? "keep" : "refuse");
  if (task.run_id !== null) refuse("task_belongs_to_run", { run: task.home_title });
  if (at === null && task.deleted_at === null) return; // PUT again: it is here, as asked
  const version = await updateTask(tx, task.task_id, { deleted_at: at });
  await call.append(taskEvent(name, task, version, { title: task.title }));
  if (task.project_id !== null)
    await homes.planChanged(call, task.project_id, { taskId: task.task_id, deletedAt: at, trashedAt: task.deleted_at });
}

export async function addComment(call: WorkspaceCall<typeof operations.addComment>): ReturnType<typeof insertComment> {
  return say(workOf(call), call.actor, call.params.t, call.body.text, call.body.mentions);
}

/** A comment on a task by somebody who may, from wherever it came. */
export async function say(
  work: Work,
  actor: Actor,
  taskId: string,
  text: string,
  mentions: readonly string[],
): ReturnType<typeof insertComment> {
  return add(work, await lockedTask(work.tx, actor, taskId, "task.comment"), { authorId: actor.personId, outsider: null }, text, mentions);
}

/** What somebody without an account wrote about a step of their request. */
export async function sayFromOutside(work: Work, taskId: string, outsider: string, text: string): Promise<void> {
  await lockTask(work.tx, taskId);
  const task = await findTask(work.tx, nobody, taskId);
  if (task !== undefined) await add(work, task, { authorId: null, outsider }, text, []);
}

const nobody = "00000000-0000-0000-0000-000000000000";

async function add(
  work: Work,
  task: TaskRow,
  author: { authorId: string | null; outsider: string | null },
  text: string,
  mentions: readonly string[],
): ReturnType<typeof insertComment> {
  const { tx } = work;
  const comment = await insertComment(tx, { id: work.newId(), taskId: task.task_id, ...author, text });
  const mentioned = (await membersAmong(tx, mentions)).map((member) => member.person_id);
  const version = await updateTask(tx, task.task_id, {});
  await work.append(
    taskEvent("comment.added", task, version, {
      title: task.title,
      commentId: comment.comment_id,
      mentions: mentioned,
      ownerId: task.owner_id,
      createdBy: task.created_by,
    }),
  );
  return comment;
}

export async function takeBackComment(call: WorkspaceCall<typeof operations.deleteComment>): Promise<undefined> {
  const { task, there } = await ownComment(call);
  if (!there) refuse("comment_not_found");
  await moveComment(call, task, true);
}

export async function restoreComment(call: WorkspaceCall<typeof operations.restoreComment>): Promise<ReturnType<typeof presentComment>> {
  const { task, there } = await ownComment(call);
  if (!there) await moveComment(call, task, false);
  return presentComment((await findComment(call.tx, task.task_id, call.params.c)) as CommentRow);
}

type OwnComment = Pick<WorkspaceCall<typeof operations.deleteComment>, "tx" | "actor" | "params" | "append">;

async function ownComment({ tx, actor, params }: OwnComment): Promise<{ task: TaskRow; there: boolean }> {
  const task = await lockedTask(tx, actor, params.t, "task.comment");
  const comment = await authorOf(tx, task.task_id, params.c);
  if (comment === undefined) refuse("comment_not_found");
  if (comment.author_id !== actor.personId) refuse("forbidden", { who: "the author", role: "author" });
  return { task, there: comment.there };
}

async function moveComment({ tx, params, append }: OwnComment, task: TaskRow, deleted: boolean): Promise<void> {
  await setCommentDeleted(tx, params.c, deleted);
  const version = await updateTask(tx, task.task_id, {});
  await append(taskEvent(deleted ? "comment.deleted" : "comment.restored", task, version, { title: task.title, commentId: params.c }));
}

/** The event of a task, at the home that decides who sees it. */
export function taskEvent(
  name: string,
  task: Pick<TaskRow, "task_id" | "run_id" | "project_id">,
  version: number,
  data: Record<string, unknown>,
): Parameters<WorkspaceCall<typeof operations.changeTask>["append"]>[0] {
  const home =
    task.run_id !== null
      ? { homeKind: "run" as const, homeId: task.run_id }
      : task.project_id !== null
        ? { homeKind: "project" as const, homeId: task.project_id }
        : { homeKind: "task" as const, homeId: task.task_id };
  return { name, subjectKind: "task", subjectId: task.task_id, version, ...home, data };
}

export async function lockedTask(
  tx: Tx,
  actor: Actor,
  taskId: string,
  permission: "task.change" | "task.complete" | "task.comment",
  plan: PlanLock = permission === "task.comment" ? "none" : "change",
): Promise<TaskRow> {
  await lockPlanOf(tx, taskId, plan);
  await lockTask(tx, taskId);
  return allowed(actor, await findTask(tx, actor.personId, taskId), permission);
}

function ownerChange(task: TaskRow, actor: Actor, ownerId: string | null | undefined): TaskChange {
  if (ownerId === undefined) return {};
  if (task.person_id === null) return { owner_id: ownerId };
  const next = ownerId ?? actor.personId; // a task of one's own list always has somebody
  return { owner_id: next, person_id: next };
}

async function mustBeMember(tx: Tx, personId: string): Promise<void> {
  if ((await membersAmong(tx, [personId])).length === 0) refuse("not_assignable", { home: "this workspace" });
}

async function nameOf(call: WorkspaceCall<typeof operations.completeTask>, task: TaskRow): Promise<string> {
  if (task.owner_id === call.actor.personId) return task.owner_name ?? "";
  if (task.created_by === call.actor.personId) return task.creator_name ?? "";
  return (await membersAmong(call.tx, [call.actor.personId]))[0]?.name ?? "";
}
