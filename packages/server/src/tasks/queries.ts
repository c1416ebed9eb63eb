import type { AnswerOf, operations } from "@rondo/contract";
import { may } from "@rondo/core/access";
import { type WorkspaceCall, pageOf, readCursor } from "../http/index.ts";
import { rank } from "./day.ts";
import { allowed, standingOf } from "./policy.ts";
import { type Task, presentClock, presentComment, presentTask, ref } from "./present.ts";
import type { Tx } from "../database/index.ts";
import { type TaskEventRow, type TaskRow, eventsOf, findTask, listTasks, listTrashed, runsSeen } from "./store/task.ts";
import { type RunningClock, type WorkRow, openWorkOf, runningClock } from "./store/work.ts";
import { listComments } from "./store/comments.ts";

export async function getTask({ actor }: WorkspaceCall<typeof operations.getTask>, found: Promise<TaskRow | undefined>): Promise<Task> {
  return presentTask(allowed(actor, await found, "task.read"));
}

export async function list({
  tx,
  actor,
  query,
  system,
}: WorkspaceCall<typeof operations.listTasks>): Promise<AnswerOf<typeof operations.listTasks>> {
  const owner = query.owner === "me" ? actor.personId : query.owner === "none" ? null : query.owner;
  const binding = ["tasks", actor.workspaceId, actor.personId, JSON.stringify([owner, query.home, query.parent, query.state, query.q])];
  const after = readCursor(query.cursor, binding, system.config.secret, 2);
  const rows = await listTasks(
    tx,
    actor,
    { owner, home: query.home, parent: query.parent, state: query.state, q: query.q },
    after,
    query.limit + 1,
  );
  return pageOf(rows, query.limit, binding, system.config.secret, (row) => [row.created_at, row.task_id], presentTask);
}

export async function comments({
  tx,
  actor,
  params,
  query,
  system,
}: WorkspaceCall<typeof operations.listComments>): Promise<AnswerOf<typeof operations.listComments>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  const binding = ["comments", task.task_id, actor.personId];
  const rows = await listComments(tx, task.task_id, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  return pageOf(rows, query.limit, binding, system.config.secret, (row) => [row.at, row.comment_id], presentComment);
}

/** Pages of what one sees; of those, what one may take back. */
export async function trash({
  tx,
  actor,
  query,
  system,
}: WorkspaceCall<typeof operations.listTrash>): Promise<AnswerOf<typeof operations.listTrash>> {
  const binding = ["trash", actor.workspaceId, actor.personId];
  const rows = await listTrashed(tx, actor, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  const { items, next } = pageOf(
    rows,
    query.limit,
    binding,
    system.config.secret,
    (row) => [row.deleted_at as string, row.task_id],
    (row) => row,
  );
  return {
    items: items
      .filter((row) => may("task.delete", standingOf(actor, row)))
      .map((row) => ({ task: presentTask(row), deletedAt: row.deleted_at as string })),
    next,
  };
}

export async function history({
  tx,
  actor,
  params,
  query,
  system,
}: WorkspaceCall<typeof operations.listTaskEvents>): Promise<AnswerOf<typeof operations.listTaskEvents>> {
  const task = allowed(actor, await findTask(tx, actor.personId, params.t), "task.read");
  const binding = ["task events", task.task_id, actor.personId];
  const after = Number(readCursor(query.cursor, binding, system.config.secret, 1)?.[0] ?? 0);
  const rows = await eventsOf(tx, task.task_id, after, query.limit + 1);
  // Whoever sees the task need not see the run whose step it was.
  const runs = rows.flatMap((row) => runOf(row) ?? []);
  const titles = runs.length === 0 ? new Map<string, string>() : await runsSeen(tx, actor, runs);
  return pageOf(
    rows,
    query.limit,
    binding,
    system.config.secret,
    (row) => [String(row.version)],
    (row) => ({
      name: row.name,
      at: row.at,
      actor: ref(row.actor_id, row.actor_name),
      version: row.version,
      data: row.data["byRun"] === undefined ? row.data : { ...row.data, byRun: byRunIn(row, titles) },
    }),
  );
}

/** Which step of which run it was; null where the reader may not see that run. */
function byRunIn({ data }: Pick<TaskEventRow, "data">, titles: ReadonlyMap<string, string>): unknown {
  const { runId, step } = data["byRun"] as { runId: string; step: string };
  const title = titles.get(runId);
  return title === undefined ? null : { runId, title, step };
}

function runOf({ data }: Pick<TaskEventRow, "data">): string | undefined {
  return (data["byRun"] as { runId?: string } | undefined)?.runId;
}

/** More than anybody can do in a day; the rest is counted. */
const dayLimit = 300;

type DayRead = readonly [WorkRow[], RunningClock | undefined];

export function readDay(tx: Tx, me: string): Promise<DayRead> {
  return Promise.all([openWorkOf(tx, me, dayLimit + 1), runningClock(tx, me)]);
}

export async function myDay(
  { actor, now }: WorkspaceCall<typeof operations.getMyDay>,
  found: Promise<DayRead>,
): Promise<AnswerOf<typeof operations.getMyDay>> {
  const [rows, clock] = await found;
  const items = rank(rows.slice(0, dayLimit), actor.personId, now).map(({ row, bucket, why }) => ({
    task: presentTask(row),
    bucket,
    why,
    clock: row.clock === null ? null : presentClock(row.clock, now),
  }));
  const timer =
    clock === undefined ? null : { task: { id: clock.task_id, title: clock.title }, startedAt: clock.started_at, endedAt: clock.closed_at };
  return { items, more: Math.max(0, rows.length - dayLimit), timer };
}
