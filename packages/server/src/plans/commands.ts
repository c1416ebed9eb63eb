import type { BodyOf, operations, Planning } from "@rondo/contract";
import { type LinkProblem, type ScheduledPlan, checkLink, followed, isPlacedAnew, saidOfStaff, staffOf } from "@rondo/core/plan";
import { mustMayIn } from "../access/index.ts";
import { hasCalendar, workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import { setDueIn } from "../sweep/index.ts";
import {
  type Task,
  type TaskChange,
  type TaskHomes,
  type TaskRow,
  findTask,
  insertTasks,
  membersAmong,
  presentTask,
  taskEvent,
  planLockOf,
} from "../tasks/index.ts";
import { placeTask } from "./place.ts";
import { type Link, presentLink, priorities } from "./present.ts";
import { planOf, recompute, recomputeWithout } from "./schedule.ts";
import {
  type LinkRow,
  type PlanHead,
  countEvents,
  deleteLink,
  insertLinks,
  linksOf,
  lockPlan,
  planHead,
  moveChildren,
  plannedRows,
  updateLink,
} from "./store.ts";
import { wallText } from "./wall.ts";

/** The due moment at which a task that is runs of a process takes its length from them; `bundles` answers it. */
const bundleKind = "bundle";

/** What others do when a task of a plan is done; given by the composition root. */
export type PlanHooks = { onReached(work: Work, projectId: string, taskId: string): Promise<void> };

export async function addProjectTask(call: WorkspaceCall<typeof operations.addProjectTask>): Promise<Task> {
  const { body, actor, tx, params } = call;
  const head = await openPlan(call, params.p);
  mustHaveColumn(head, body.column);
  if (body.ownerId !== null && (await membersAmong(tx, [body.ownerId])).length === 0) refuse("not_assignable", { home: head.name });
  const place = await placeTask(tx, params.p, null, { parentId: body.parentId, afterId: body.afterId });
  const id = call.newId();
  await insertTasks(tx, [
    {
      task_id: id,
      project_id: params.p,
      title: body.title,
      notes: body.notes,
      owner_id: body.ownerId,
      created_by: actor.personId,
      due_at: body.dueAt,
      priority: priorities.indexOf(body.priority),
      ...place,
      board_column: body.column,
      milestone: body.milestone,
      working_minutes: body.workingMinutes,
      not_before_wall: wallOrNull(body.notBeforeWall, "notBeforeWall"),
      deadline_wall: wallOrNull(body.deadline, "deadline"),
      planning: await checkedPlanning(call, body.planning),
    },
  ]);
  if (body.planning.runs !== undefined) await setDueIn(tx, bundleKind, id, 0);
  await call.append(
    taskEvent("task.created", { task_id: id, run_id: null, project_id: params.p }, 1, { title: body.title, ownerId: body.ownerId ?? null }),
  );
  await recompute(tx, head);
  return presentTask((await findTask(tx, actor.personId, id)) as TaskRow);
}

/** What a plan does for the tasks slice when one of its tasks changes. */
export function planHomes(hooks: PlanHooks): Pick<TaskHomes, "planFields" | "planChanged"> {
  return { planFields, planChanged: (call, projectId, change) => planChanged(call, projectId, change, hooks) };
}

type TaskCall = Parameters<TaskHomes["planFields"]>[0];

async function planFields(call: TaskCall, task: TaskRow, body: BodyOf<typeof operations.changeTask>): Promise<TaskChange> {
  return { ...(await planSaid(call, task, body)), ...followingIn(task, body) };
}

/** What its type makes of a change of its length alone, or of who is on it alone. */
function followingIn(task: TaskRow, body: BodyOf<typeof operations.changeTask>): Pick<TaskChange, "working_minutes" | "planning"> {
  const planning = body.planning ?? task.planning;
  const [lasts, shared] = [body.workingMinutes !== undefined, body.planning !== undefined || body.ownerId !== undefined];
  if (planning.taskType === undefined || lasts === shared) return {};
  const before = { workingMinutes: task.working_minutes, staff: staffOf(task.owner_id, task.planning), type: task.planning.taskType };
  const ownerId = body.ownerId === undefined ? task.owner_id : body.ownerId;
  const { workingMinutes, staff, type } = followed(before, {
    workingMinutes: body.workingMinutes ?? task.working_minutes,
    staff: staffOf(ownerId, planning),
    type: planning.taskType,
  });
  const { guessed: _, ...said } = planning;
  return { working_minutes: workingMinutes, planning: { ...saidOfStaff(lasts ? said : planning, staff), ...(type && { taskType: type }) } };
}

async function planSaid(call: TaskCall, task: TaskRow, body: BodyOf<typeof operations.changeTask>): Promise<TaskChange> {
  if (Object.keys(body).every((key) => !planKeys.has(key))) return {};
  const projectId = task.project_id as string;
  // Under the lock that a card moved has, the head is only read: who asked for more then would wait for another who does.
  const head = await (planLockOf(Object.keys(body)) === "read" ? planHead : lockPlan)(call.tx, projectId);
  if (head === undefined || head.ended) refuse("project_ended");
  mustHaveColumn(head, body.column);
  if (body.planning?.runs !== undefined) await setDueIn(call.tx, bundleKind, task.task_id, 0);
  const moved = body.parentId !== undefined || body.afterId !== undefined;
  return {
    ...(moved && (await placeTask(call.tx, projectId, task.task_id, { parentId: body.parentId, afterId: body.afterId }))),
    ...(body.column !== undefined && { board_column: body.column }),
    ...(body.milestone !== undefined && { milestone: body.milestone }),
    ...(body.workingMinutes !== undefined && { working_minutes: body.workingMinutes }),
    ...(body.notBeforeWall !== undefined && { not_before_wall: wallOrNull(body.notBeforeWall, "notBeforeWall") }),
    ...(body.deadline !== undefined && { deadline_wall: wallOrNull(body.deadline, "deadline") }),
    ...(body.workingMinutes !== undefined &&
      body.planning === undefined &&
      task.planning.guessed === true && { planning: { ...task.planning, guessed: undefined } as Planning }),
    ...(body.planning !== undefined && { planning: await checkedPlanning(call, body.planning) }),
  };
}

const planKeys: ReadonlySet<string> = new Set([
  "parentId",
  "afterId",
  "column",
  "milestone",
  "workingMinutes",
  "notBeforeWall",
  "deadline",
  "planning",
]);
const dateKeys: ReadonlySet<string> = new Set(["parentId", "milestone", "workingMinutes", "notBeforeWall", "deadline", "planning"]);

async function planChanged(
  call: TaskCall,
  projectId: string,
  change: Parameters<TaskHomes["planChanged"]>[2],
  hooks: PlanHooks,
): Promise<void> {
  // Words and colours move no dates; who does it moves those that follow people.
  if (change.changed?.every((key) => !dateKeys.has(key)) && !(await isGiven(call.tx, projectId, change.changed))) return;
  const head = await lockPlan(call.tx, projectId);
  if (head === undefined || head.ended) refuse("project_ended");
  if (change.deletedAt !== undefined) await moveInside(call, projectId, change.taskId, change.deletedAt, change.trashedAt ?? null);
  const placed =
    change.changed?.includes("notBeforeWall") ||
    (change.planning !== undefined && isPlacedAnew(change.planning.before, change.planning.after));
  const free = placed ? [change.taskId] : undefined;
  const scheduled = change.deletedAt === undefined ? await recompute(call.tx, head, { free }) : await recomputeWithout(call.tx, head);
  if (change.changed?.includes("parentId")) mustHaveNoLoop(scheduled);
  if (change.completed) await hooks.onReached(workOf(call), projectId, change.taskId);
}

async function isGiven(tx: Tx, projectId: string, changed: readonly string[]): Promise<boolean> {
  return changed.includes("ownerId") && (await planHead(tx, projectId))?.own_hours === true;
}

/** A summary goes to the trash with what is inside it, and comes back with it; what went there before it stays there. */
export async function moveInside(
  call: PlanCall,
  projectId: string,
  taskId: string,
  deletedAt: string | null,
  trashedAt: string | null,
): Promise<void> {
  const moved = await moveChildren(call.tx, taskId, deletedAt, trashedAt);
  const name = deletedAt === null ? "task.restored" : "task.deleted";
  await call.append(
    ...moved.map((child) =>
      taskEvent(name, { task_id: child.task_id, run_id: null, project_id: projectId }, child.version, {
        title: child.title,
        inside: taskId,
      }),
    ),
  );
}

/** Moving a task under another can close a loop of links too: nothing waits for what it is inside. */
export function mustHaveNoLoop(scheduled: ScheduledPlan): void {
  const loop = scheduled.findings.find((finding) => finding.code === "plan.loop");
  if (loop !== undefined) refuse("link_makes_loop", { loop: loop.params?.["loop"] ?? "" });
}

export async function addLink(call: WorkspaceCall<typeof operations.addLink>): Promise<Link> {
  const { body, tx, params } = call;
  const head = await openPlan(call, params.p);
  const row: LinkRow = {
    link_id: call.newId(),
    from_id: body.fromId,
    to_id: body.toId,
    type: body.type,
    lag_minutes: body.lagMinutes,
    lag_kind: body.lagKind,
    version: 1,
  };
  const rows = await plannedRows(tx, params.p);
  for (const id of [body.fromId, body.toId]) if (!rows.some((task) => task.task_id === id)) refuse("task_not_found");
  await mustBeLinkable(tx, head, row);
  await insertLinks(tx, params.p, [row]);
  await append(call, head, "link.added", row);
  await recompute(tx, head);
  return presentLink(row);
}

export async function changeLink(call: WorkspaceCall<typeof operations.changeLink>): Promise<Link> {
  const { body, tx, params } = call;
  const head = await openPlan(call, params.p);
  const old = await lockedLink(tx, params.p, params.l);
  mustMatch(call.expected, old.version, presentLink(old) as unknown as Record<string, unknown>);
  const row: LinkRow = {
    ...old,
    type: body.type ?? old.type,
    lag_minutes: body.lagMinutes ?? old.lag_minutes,
    lag_kind: body.lagKind ?? old.lag_kind,
    version: old.version + 1,
  };
  if (row.type !== old.type) await mustBeLinkable(tx, head, row);
  await updateLink(tx, row.link_id, { type: row.type, lag_minutes: row.lag_minutes, lag_kind: row.lag_kind });
  await append(call, head, "link.changed", row);
  await recompute(tx, head);
  return presentLink(row);
}

export async function removeLink(call: WorkspaceCall<typeof operations.removeLink>): Promise<undefined> {
  const { tx, params } = call;
  const head = await openPlan(call, params.p);
  const row = await lockedLink(tx, params.p, params.l);
  await deleteLink(tx, row.link_id);
  await append(call, head, "link.removed", row);
  await recompute(tx, head);
}

/** Links taken out and put in as one part of a larger change, which computes the schedule when all is done. */
export async function exchangeLinks(
  call: PlanCall,
  head: PlanHead,
  { removed, added }: { readonly removed: readonly LinkRow[]; readonly added: readonly LinkRow[] },
): Promise<void> {
  for (const link of removed) {
    await deleteLink(call.tx, link.link_id);
    await append(call, head, "link.removed", link);
  }
  await insertLinks(call.tx, head.project_id, added);
  for (const link of added) await append(call, head, "link.added", link);
}

/** Undo: what links pushed does not come back by itself when what pushed it does. */
export async function restoreSchedule(call: WorkspaceCall<typeof operations.restoreSchedule>): Promise<undefined> {
  const { body, params } = call;
  const head = await openPlan(call, params.p);
  const back = new Map(
    body.taskIds.map((id, index) => [
      id,
      { start: wallText(body.starts[index] as string, "starts"), finish: wallText(body.finishes[index] as string, "finishes") },
    ]),
  );
  await call.append({
    name: "schedule.restored",
    subjectKind: "project",
    subjectId: params.p,
    version: await countEvents(call.tx, params.p),
    homeKind: "project",
    homeId: params.p,
    data: { tasks: back.size },
  });
  await recompute(call.tx, head, { back });
}

type PlanCall = Pick<WorkspaceCall<typeof operations.addLink>, "tx" | "actor" | "append">;

/** The plan, locked, for somebody who may change it. */
export async function openPlan(call: PlanCall, projectId: string): Promise<PlanHead> {
  await mustMayIn(call.tx, call.actor, "project", projectId, "plan.change");
  const head = await lockPlan(call.tx, projectId);
  if (head === undefined) refuse("project_not_found");
  if (head.ended) refuse("project_ended");
  return head;
}

async function lockedLink(tx: Tx, projectId: string, linkId: string): Promise<LinkRow> {
  const row = (await linksOf(tx, projectId)).find((link) => link.link_id === linkId);
  if (row === undefined) refuse("link_not_found");
  return row;
}

/** Of one task: a milestone that waits for a whole phase has dozens. What is imported is as it is. */
const mostLinks = 500;

/** Refuses a link that is there already or would close a loop. Links of trashed tasks count: they may come back. */
async function mustBeLinkable(tx: Tx, head: PlanHead, row: LinkRow): Promise<void> {
  const links = (await linksOf(tx, head.project_id)).filter((link) => link.link_id !== row.link_id);
  for (const id of [row.from_id, row.to_id])
    if (links.filter((link) => link.from_id === id || link.to_id === id).length >= mostLinks)
      refuse("too_many_links", { limit: mostLinks });
  const tasks = await plannedRows(tx, head.project_id, "with");
  const plan = planOf(head, await workingTime(tx, head.calendar_id), tasks, links, {
    done: new Map(),
    entries: new Map(),
    calendars: [],
    hours: [],
  });
  const problem = checkLink(plan, {
    from: row.from_id,
    to: row.to_id,
    type: row.type,
    lag: { minutes: row.lag_minutes, kind: row.lag_kind },
  });
  if (problem !== null) refuseLink(problem);
}

function refuseLink(problem: LinkProblem): never {
  if (problem.reason === "unknown_task") refuse("task_not_found");
  if (problem.reason === "exists") refuse("link_exists");
  if (problem.reason === "loop") refuse("link_makes_loop", { loop: problem.loop, tasks: problem.tasks });
  refuse("link_makes_loop", { loop: "a task can't wait for itself" });
}

async function append(call: PlanCall, head: PlanHead, name: string, link: LinkRow): Promise<void> {
  await call.append({
    name,
    subjectKind: "project",
    subjectId: head.project_id,
    version: await countEvents(call.tx, head.project_id),
    homeKind: "project",
    homeId: head.project_id,
    data: { link: presentLink(link) },
  });
}

function mustHaveColumn(head: PlanHead, column: string | null | undefined): void {
  if (column == null || head.columns.includes(column)) return;
  refuse("invalid_request", {
    problems: `column: the project has ${head.columns.join(", ")}`,
    fields: [{ path: "column", problem: "no such column" }],
  });
}

function wallOrNull(text: string | null, field: string): string | null {
  return text === null ? null : wallText(text, field);
}

/** Every moment in it is one; a constraint that is about a moment names it. */
export async function checkedPlanning({ tx, actor }: Pick<TaskCall, "tx" | "actor">, planning: Planning): Promise<Planning> {
  if (planning.calendarId !== undefined && !(await hasCalendar(tx, planning.calendarId))) refuse("calendar_not_found");
  if (
    planning.assignments !== undefined &&
    (
      await membersAmong(
        tx,
        planning.assignments.map((one) => one.personId),
      )
    ).length < planning.assignments.length
  )
    refuse("not_assignable", { home: "this project" });
  if (planning.runs !== undefined) await mustMayIn(tx, actor, "process", planning.runs.processId, "process.read");
  const { constraint, started, pinned } = planning;
  if (constraint !== undefined && constraint.type !== "ALAP" && constraint.at === undefined)
    refuse("invalid_request", {
      problems: "planning.constraint.at: this constraint needs its moment",
      fields: [{ path: "planning.constraint.at", problem: "missing" }],
    });
  for (const [text, field] of [
    [constraint?.at, "constraint.at"],
    [started, "started"],
    [pinned?.start, "pinned.start"],
    [pinned?.finish, "pinned.finish"],
  ] as const)
    if (text !== undefined) wallText(text, `planning.${field}`);
  return planning;
}
