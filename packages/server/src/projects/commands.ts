import type { operations } from "@rondo/contract";
import { formatWall, wallOfInstant } from "@rondo/core/calendar";
import { deleteShare, putShare } from "../access/index.ts";
import { hasCalendar, workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import { type PlanHead, countEvents, hoursFollowed, lockPlan, moveColumn, planHead, recompute, wallText } from "../plans/index.ts";
import { setDueIn } from "../sweep/index.ts";
import { membersAmong, taskEvent } from "../tasks/index.ts";
import { allowedProject } from "./policy.ts";
import { type Project, presentProject } from "./present.ts";
import {
  type ClosedTask,
  type ProjectChange,
  type ProjectRow,
  bringTasksBack,
  deleteCompletion,
  everyoneOfRun,
  findProject,
  insertCompletion,
  insertProject,
  updateProject,
  withdrawTasks,
} from "./store.ts";

/** What others do when a project ends; given by the composition root, because a run that waits is none of a project's business. */
export type ProjectHooks = {
  onCompleted(
    work: Work,
    project: { id: string; name: string; note: string; openedBy: { runId: string; taskId: string } | null },
  ): Promise<void>;
};

/** The kind of due moment at which a workspace's projects are compared; its subject is the workspace, or a project that is new. */
export const lookoutDue = "lookout";

const usualColumns = ["To do", "Doing", "Done"];

/** A project with its owner as manager; used by the API and by imports. Answers its id; tasks and links come after it, then `recompute`. */
export async function makeProject(
  work: Work,
  input: {
    name: string;
    goal: string;
    endCondition: string;
    start?: string | undefined;
    finishBy?: string | null | undefined;
    ownerId: string;
    everyone: Project["everyone"];
    columns?: readonly string[] | undefined;
  },
): Promise<string> {
  const id = work.newId();
  const start = input.start === undefined ? await nextWorkingMoment(work.tx, work.now) : wallText(input.start, "start");
  await insertProject(work.tx, {
    id,
    name: input.name,
    goal: input.goal,
    endCondition: input.endCondition,
    start,
    ownerId: input.ownerId,
    everyone: input.everyone,
    columns: mustDiffer(input.columns ?? usualColumns),
  });
  if (input.finishBy != null) {
    // Nothing is in it yet: it begins where it must end.
    const finishBy = wallText(input.finishBy, "finishBy");
    await updateProject(work.tx, id, { finish_by: finishBy, start: finishBy }, 0);
  }
  await putShare(work.tx, id, input.ownerId, "manager");
  await work.append(projectEvent("project.created", id, 1, { name: input.name, ownerId: input.ownerId }));
  // Perhaps it was done before: somebody looks when it has its first tasks. The moment is its own, and nobody's to wait for.
  await setDueIn(work.tx, lookoutDue, id, 20);
  return id;
}

export async function createProject(call: WorkspaceCall<typeof operations.createProject>): Promise<Project> {
  return shown(call, await makeProject(workOf(call), { ...call.body, ownerId: call.actor.personId }));
}

/**
 * Opens a project inside a run's transaction. Every member may do in it what they may do in the process. `taskId` is the
 * activation of the run's step: completing the project gives it back to the run.
 */
export async function openProjectForRun(
  work: Work,
  input: { name: string; ownerId: string | null; runId: string; stepId: string; taskId: string },
): Promise<void> {
  const { tx } = work;
  const id = work.newId();
  const name = input.name.trim().replace(/\s+/g, " ").slice(0, 120) || "Project";
  await insertProject(tx, {
    id,
    name,
    start: await nextWorkingMoment(tx, work.now),
    ownerId: input.ownerId,
    everyone: await everyoneOfRun(tx, input.runId),
    columns: usualColumns,
    openedBy: { runId: input.runId, stepId: input.stepId, taskId: input.taskId },
  });
  if (input.ownerId !== null) await putShare(tx, id, input.ownerId, "manager");
  await work.append(projectEvent("project.created", id, 1, { name, ownerId: input.ownerId, runId: input.runId, stepId: input.stepId }));
}

export async function changeProject(call: WorkspaceCall<typeof operations.changeProject>): Promise<Project> {
  const { body, actor, tx } = call;
  const project = await locked(call);
  mustMatch(call.expected, project.version, presentProject(project, actor) as unknown as Record<string, unknown>);
  if (body.ownerId != null && (await membersAmong(tx, [body.ownerId])).length === 0) refuse("member_not_found");
  if (body.calendarId != null && !(await hasCalendar(tx, body.calendarId))) refuse("calendar_not_found");
  const change: ProjectChange = {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.goal !== undefined && { goal: body.goal }),
    ...(body.endCondition !== undefined && { end_condition: body.endCondition }),
    ...(body.start !== undefined && { start: wallText(body.start, "start") }),
    ...(body.finishBy !== undefined && { finish_by: body.finishBy === null ? null : wallText(body.finishBy, "finishBy") }),
    ...(body.ownerId !== undefined && { owner_id: body.ownerId }),
    ...(body.everyone !== undefined && { everyone: body.everyone }),
    ...(body.calendarId !== undefined && { calendar_id: body.calendarId }),
    ...(body.linkPolicy !== undefined && { link_policy: body.linkPolicy }),
    ...(body.ownHours !== undefined && { own_hours: body.ownHours }),
    ...(body.columns !== undefined && { columns: mustDiffer(body.columns) }),
  };
  const hours = body.ownHours === undefined ? [] : await hoursFollowed(tx, (await planHead(tx, project.project_id)) as PlanHead);
  const version = await updateProject(tx, project.project_id, change);
  if (body.ownerId != null) await putShare(tx, project.project_id, body.ownerId, "manager");
  // Whoever closes a project to its members stays one of them.
  if (body.everyone === null && project.everyone !== null) await putShare(tx, project.project_id, actor.personId, "manager");
  if (body.columns !== undefined) await moveColumns(tx, project, body.columns);
  await call.append(
    projectEvent("project.changed", project.project_id, version, { name: change.name ?? project.name, changed: Object.keys(body) }),
  );
  if ([body.start, body.finishBy, body.calendarId, body.linkPolicy, body.ownHours].some((one) => one !== undefined))
    await computeAgain(tx, project.project_id, {
      ...(body.start !== undefined && { startBefore: project.start }),
      ...(body.ownHours !== undefined && { hoursWere: () => hours }),
    });
  return shown(call, project.project_id);
}

/** Closes the project. Tasks that are still open are withdrawn with it (said, and not done), and come back if it is opened again. */
export async function completeProject(
  call: WorkspaceCall<typeof operations.completeProject>,
  hooks: ProjectHooks,
  by: string | null = call.actor.personId,
): Promise<Project> {
  const { body, tx } = call;
  const project = await locked(call);
  if (project.completed_at !== null) refuse("project_ended");
  if (project.open_tasks > 0 && !body.withOpenTasks) refuse("project_has_open_tasks", { count: project.open_tasks });
  const withdrawn = await withdrawTasks(tx, project.project_id);
  await insertCompletion(tx, project.project_id, by, body.note);
  await call.append(
    ...withdrawn.map((task) => eventOf("task.withdrawn", task, project.project_id)),
    projectEvent("project.completed", project.project_id, await countEvents(tx, project.project_id), {
      name: project.name,
      note: body.note,
      withdrawn: withdrawn.length,
    }),
  );
  const openedBy =
    project.opened_by_run === null || project.opened_by_task === null
      ? null
      : { runId: project.opened_by_run, taskId: project.opened_by_task };
  await hooks.onCompleted(workOf(call), { id: project.project_id, name: project.name, note: body.note, openedBy });
  return shown(call, project.project_id);
}

/** Opens it again. A run that waited for it has gone on, and stays there. */
export async function reopenProject(call: WorkspaceCall<typeof operations.reopenProject>): Promise<Project> {
  const { tx } = call;
  const project = await locked(call);
  const at = await deleteCompletion(tx, project.project_id);
  if (at === undefined) return presentProject(project, call.actor);
  const back = await bringTasksBack(tx, project.project_id, at);
  await call.append(
    ...back.map((task) => eventOf("task.reopened", task, project.project_id)),
    projectEvent("project.reopened", project.project_id, await countEvents(tx, project.project_id), { name: project.name }),
  );
  await computeAgain(tx, project.project_id);
  return shown(call, project.project_id);
}

export async function shareProject(call: WorkspaceCall<typeof operations.shareProject>): Promise<undefined> {
  const { tx, params, body } = call;
  const project = await locked(call);
  if (!(await putShare(tx, project.project_id, params.m, body.role))) refuse("member_not_found");
  await call.append(
    projectEvent("project.shared", project.project_id, await countEvents(tx, project.project_id), {
      name: project.name,
      personId: params.m,
      role: body.role,
    }),
  );
}

export async function unshareProject(call: WorkspaceCall<typeof operations.unshareProject>): Promise<undefined> {
  const { tx, params } = call;
  const project = await locked(call);
  if (!(await deleteShare(tx, project.project_id, params.m))) refuse("member_not_found");
  await call.append(
    projectEvent("project.unshared", project.project_id, await countEvents(tx, project.project_id), {
      name: project.name,
      personId: params.m,
    }),
  );
}

type ProjectCall = Pick<WorkspaceCall<typeof operations.changeProject>, "tx" | "actor" | "params">;

/** The project, under its lock, for somebody who manages it. */
async function locked({ tx, actor, params }: ProjectCall): Promise<ProjectRow> {
  await lockPlan(tx, params.p);
  return allowedProject(actor, await findProject(tx, actor, params.p), "project.manage");
}

async function shown(call: Pick<ProjectCall, "tx" | "actor">, projectId: string): Promise<Project> {
  return presentProject((await findProject(call.tx, call.actor, projectId)) as ProjectRow, call.actor);
}

/** Where the project began until now goes along: a new start takes everything with it. */
async function computeAgain(tx: Tx, projectId: string, moved: Parameters<typeof recompute>[2] = {}): Promise<void> {
  const head = await lockPlan(tx, projectId);
  if (head !== undefined && !head.ended) await recompute(tx, head, moved);
}

async function nextWorkingMoment(tx: Tx, now: Date): Promise<string> {
  const { calendar, zone } = await workingTime(tx, null);
  return formatWall(calendar.next(wallOfInstant(now.getTime(), zone)));
}

/** One column that differs in a list of the same length was renamed; tasks in one that is gone stand in none. */
async function moveColumns(tx: Tx, project: ProjectRow, columns: readonly string[]): Promise<void> {
  const gone = project.columns.filter((column) => !columns.includes(column));
  const only =
    gone.length === 1 && project.columns.length === columns.length ? (columns[project.columns.indexOf(gone[0] as string)] as string) : null;
  const renamed = only !== null && !project.columns.includes(only) ? only : null;
  for (const column of gone) await moveColumn(tx, project.project_id, column, renamed);
}

function mustDiffer(columns: readonly string[]): readonly string[] {
  if (new Set(columns).size < columns.length)
    refuse("invalid_request", {
      problems: "columns: each needs a name of its own",
      fields: [{ path: "columns", problem: "two have one name" }],
    });
  return columns;
}

function eventOf(name: string, task: ClosedTask, projectId: string): Parameters<Work["append"]>[0] {
  return taskEvent(name, { task_id: task.task_id, run_id: null, project_id: projectId }, task.version, { title: task.title });
}

function projectEvent(name: string, projectId: string, version: number, data: Record<string, unknown>): Parameters<Work["append"]>[0] {
  return { name, subjectKind: "project", subjectId: projectId, version, homeKind: "project", homeId: projectId, data };
}
