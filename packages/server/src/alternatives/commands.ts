import type { Planning, operations } from "@rondo/contract";
import { type WorkspaceCall, refuse, mustMatch } from "../http/index.ts";
import {
  type LinkRow,
  type PlanHead,
  boardRows,
  checkedPlanning,
  computedOtherwise,
  entriesOf,
  exchangeLinks,
  linksOf,
  mustHaveNoLoop,
  openPlan,
  recompute,
  wallText,
} from "../plans/index.ts";
import { updateProject } from "../projects/index.ts";
import { type TaskChange, type TaskRow, findTask, membersAmong, taskEvent, updateTask } from "../tasks/index.ts";
import { type Call, fetchBack, makeTasks, placeIn, putBack, throwAway, unmake, withoutPlace } from "./commands/tasks.ts";
import { type Alternative, assume, changeOf, presentAlternative } from "./present.ts";
import {
  type Adopted,
  type AlternativeRow,
  type Assumed,
  alternativesOf,
  deleteAlternative,
  findAlternative,
  insertAlternative,
  saveAlternative,
} from "./store.ts";

/** More than anybody compares; each is a plan to be computed. */
const limit = 10;

const nothing: Assumed = { tasks: [], linked: [], unlinked: [] };

export async function makeAlternative(call: WorkspaceCall<typeof operations.makeAlternative>): Promise<Alternative> {
  const { tx, params, body, actor } = call;
  await openPlan(call, params.p);
  if ((await alternativesOf(tx, params.p)).length >= limit) refuse("too_many_alternatives", { limit });
  const like = body.like === undefined ? undefined : await findAlternative(tx, params.p, body.like);
  if (body.like !== undefined && like === undefined) refuse("alternative_not_found");
  const id = call.newId();
  await insertAlternative(tx, {
    id,
    projectId: params.p,
    name: body.name,
    by: actor.personId,
    start: like?.start ?? null,
    assumed: like?.assumed ?? nothing,
  });
  const row = (await findAlternative(tx, params.p, id)) as AlternativeRow;
  await call.append(eventOf("alternative.made", row, 1, { name: body.name }));
  return presentAlternative(row);
}

export async function changeAlternative(call: WorkspaceCall<typeof operations.changeAlternative>): Promise<Alternative> {
  const { tx, params, body } = call;
  const head = await openPlan(call, params.p);
  const row = await found(call);
  mustMatch(call.expected, row.version, presentAlternative(row) as unknown as Record<string, unknown>);
  if (row.adopted !== null) refuse("alternative_adopted");
  const added = body.added ?? row.assumed.added ?? [];
  const assumed: Assumed = {
    tasks: body.tasks === undefined ? row.assumed.tasks : await checkedTasks(call, body.tasks, row.assumed.tasks, added),
    linked: body.linked ?? row.assumed.linked,
    unlinked: body.unlinked ?? row.assumed.unlinked,
    added,
    leftOut: body.leftOut === undefined ? (row.assumed.leftOut ?? []) : await checkedLeft(call, body.leftOut, row.assumed.leftOut ?? []),
    pull: body.pull ?? row.assumed.pull ?? false,
  };
  const start = body.start === undefined ? row.start : body.start === null ? null : wallText(body.start, "start");
  const isMoved = body.tasks?.some((task) => task.place !== undefined) === true;
  if (body.linked !== undefined || body.unlinked !== undefined || body.added !== undefined || isMoved)
    await mustHold(call, head, start, assumed);
  const version = await saveAlternative(tx, row.alternative_id, { name: body.name ?? row.name, start, assumed, adopted: null });
  await call.append(eventOf("alternative.changed", row, version, { name: body.name ?? row.name, changed: Object.keys(body) }));
  return presentAlternative((await findAlternative(tx, params.p, row.alternative_id)) as AlternativeRow);
}

export async function removeAlternative(call: WorkspaceCall<typeof operations.removeAlternative>): Promise<undefined> {
  await openPlan(call, call.params.p);
  const row = await found(call);
  await deleteAlternative(call.tx, row.alternative_id);
  await call.append(eventOf("alternative.removed", row, row.version + 1, { name: row.name }));
}

/** All of it in one transaction. Each task keeps its own record; people are told of the whole, once. */
export async function adoptAlternative(call: WorkspaceCall<typeof operations.adoptAlternative>): Promise<Alternative> {
  const { tx, params, actor } = call;
  const head = await openPlan(call, params.p);
  const row = await found(call);
  if (row.adopted !== null) return presentAlternative(row);
  const rows = await boardRows(tx, params.p);
  const links = await linksOf(tx, params.p);
  const assumed = { ...row.assumed, tasks: await withoutGone(tx, row.assumed.tasks) };
  const after = assume({ rows, links }, assumed);
  const kept = new Set(after.links.map((link) => link.link_id));
  const out = new Set(after.out.map((task) => task.task_id));
  // Links of what is thrown away stay with it, and come back when it does.
  const removed = links.filter((link) => !kept.has(link.link_id) && !out.has(link.from_id) && !out.has(link.to_id));
  const made = await makeTasks(call, assumed.added ?? [], after.rows);
  const real = (id: string): string => made.get(id) ?? id;
  const known = new Set(links.map((link) => link.link_id));
  const added = after.links
    .filter((link) => !known.has(link.link_id))
    .map((link): LinkRow => ({ ...link, link_id: call.newId(), from_id: real(link.from_id), to_id: real(link.to_id) }));
  const said = new Map(assumed.tasks.map((task) => [task.taskId, task]));
  const tasks: { taskId: string; was: TaskChange; put: TaskChange }[] = [];
  // Those that are moved come first, in their order: each finds its siblings where they stand by then.
  const inTurn = [...after.placed.keys(), ...rows.flatMap((row) => (after.placed.has(row.task_id) ? [] : [row.task_id]))];
  const standsIn = new Map(rows.map((row) => [row.task_id, row]));
  for (const id of inTurn) {
    const task = standsIn.get(id);
    if (task === undefined || out.has(id)) continue;
    const put = { ...changeOf(task, said.get(id)), ...(await placeIn(call, id, after.placed.get(id), made)) };
    const columns = Object.keys(put) as (keyof typeof task)[];
    if (columns.length === 0) continue;
    tasks.push({ taskId: task.task_id, was: Object.fromEntries(columns.map((column) => [column, task[column]])), put });
    await change(call, (await findTask(tx, actor.personId, task.task_id)) as TaskRow, put);
  }
  const thrown = await throwAway(call, after.out);
  await exchangeLinks(call, head, { removed, added });
  if (row.start !== null) await putStart(call, head, row.start);
  const startBefore = row.start === null || head.finish_by !== null ? undefined : head.start;
  const stood = await standing(call, withAnchor(head, row.start), { free: after.free.map(real), startBefore }, mustHaveNoLoop);
  const adopted: Adopted = {
    by: actor.personId,
    at: call.now.toISOString(),
    start: row.start === null ? null : anchorOf(head),
    tasks,
    added: added.map((link) => link.link_id),
    removed,
    stood: [...stood, ...(thrown?.entries ?? []).map(({ task_id, start, finish }) => ({ taskId: task_id, start, finish }))],
    ...(made.size > 0 && { made: [...made.values()] }),
    ...(thrown !== undefined && { thrown }),
  };
  return settle(call, head, row, adopted, "alternative.adopted");
}

/** What somebody has changed since stays as they had it. */
export async function revertAlternative(call: WorkspaceCall<typeof operations.revertAlternative>): Promise<Alternative> {
  const { tx, params, actor } = call;
  const head = await openPlan(call, params.p);
  const row = await found(call);
  const { adopted } = row;
  if (adopted === null) return presentAlternative(row);
  for (const { taskId, was, put } of adopted.tasks) {
    const task = await findTask(tx, actor.personId, taskId);
    if (task === undefined || task.project_id !== params.p || task.closed_at !== null || task.deleted_at !== null) continue;
    const back: TaskChange = Object.fromEntries(
      Object.entries(withoutPlace(was)).filter(
        ([column]) => JSON.stringify(task[column as keyof TaskRow]) === JSON.stringify(put[column as keyof TaskChange]),
      ),
    );
    if (Object.keys(back).length === 0) continue;
    const [here] = await withoutGone(tx, [{ ownerId: back.owner_id, planning: back.planning }]);
    await change(call, task, {
      ...back,
      ...(back.owner_id !== undefined && { owner_id: here?.ownerId ?? null }),
      ...(back.planning !== undefined && { planning: here?.planning ?? {} }),
    });
  }
  if (adopted.thrown !== undefined) await fetchBack(call, adopted.thrown);
  await putBack(call, adopted.tasks, change);
  const links = await linksOf(tx, params.p);
  const pairs = new Set(links.map((link) => `${link.from_id} ${link.to_id}`));
  const here = new Set((await boardRows(tx, params.p)).map((task) => task.task_id));
  await exchangeLinks(call, head, {
    removed: links.filter((link) => adopted.added.includes(link.link_id)),
    added: adopted.removed.filter((link) => here.has(link.from_id) && here.has(link.to_id) && !pairs.has(`${link.from_id} ${link.to_id}`)),
  });
  if (adopted.made !== undefined) await unmake(call, adopted.made);
  const anchor = adopted.start !== null && anchorOf(head) === row.start ? adopted.start : null;
  if (anchor !== null) await putStart(call, head, anchor);
  const back = new Map(adopted.stood.map(({ taskId, start, finish }) => [taskId, { start, finish }]));
  await standing(call, withAnchor(head, anchor), { back });
  return settle(call, head, row, null, "alternative.reverted", adopted);
}

/** Computes the schedule again; answers where each task stood that stands elsewhere now. */
async function standing(
  call: Call,
  head: PlanHead,
  moved: NonNullable<Parameters<typeof recompute>[2]>,
  check?: (scheduled: Awaited<ReturnType<typeof recompute>>) => void,
): Promise<Adopted["stood"]> {
  const before = await entriesOf(call.tx, head.project_id);
  const scheduled = await recompute(call.tx, head, moved);
  check?.(scheduled);
  return scheduled.entries.flatMap(({ id, start, finish }) => {
    const at = before.get(id);
    return at === undefined || (at.start === start && at.finish === finish) ? [] : [{ taskId: id, start: at.start, finish: at.finish }];
  });
}

async function change(call: Call, task: TaskRow, wanted: TaskChange): Promise<void> {
  const version = await updateTask(call.tx, task.task_id, wanted);
  const given = wanted.owner_id !== undefined;
  await call.append(
    taskEvent(given ? "task.assigned" : "task.changed", task, version, {
      title: task.title,
      ...(given && { ownerId: wanted.owner_id }),
      changed: Object.keys(wanted).map((column) => fieldNames[column] ?? column),
      together: 0, // the adoption tells
    }),
  );
}

/** Whoever has left since is given nothing, and is on nothing. */
async function withoutGone<One extends { readonly ownerId?: string | null | undefined; readonly planning?: Planning | undefined }>(
  tx: Call["tx"],
  wanted: readonly One[],
): Promise<One[]> {
  const named = wanted.flatMap(({ ownerId, planning }) => [ownerId ?? [], (planning?.assignments ?? []).map((one) => one.personId)].flat());
  const here = new Set(named.length === 0 ? [] : (await membersAmong(tx, [...new Set(named)])).map((member) => member.person_id));
  return wanted.map((one) => {
    const { assignments = [], ...plan } = one.planning ?? {};
    const stay = assignments.filter(({ personId }) => here.has(personId));
    return {
      ...one,
      ...(one.ownerId != null && !here.has(one.ownerId) && { ownerId: null }),
      ...(stay.length < assignments.length && { planning: { ...plan, ...(stay.length > 0 && { assignments: stay }) } }),
    };
  });
}

const fieldNames: Readonly<Record<string, string>> = {
  parent_id: "parentId",
  owner_id: "ownerId",
  working_minutes: "workingMinutes",
  not_before_wall: "notBeforeWall",
  deadline_wall: "deadline",
};

/** From where its dates are counted: its start, or the finish that it is planned from. */
function anchorOf(head: PlanHead): string {
  return head.finish_by ?? head.start;
}

function withAnchor(head: PlanHead, anchor: string | null): PlanHead {
  return anchor === null ? head : head.finish_by === null ? { ...head, start: anchor } : { ...head, finish_by: anchor };
}

async function putStart(call: Call, head: PlanHead, anchor: string): Promise<void> {
  const version = await updateProject(call.tx, head.project_id, head.finish_by === null ? { start: anchor } : { finish_by: anchor });
  await call.append({
    name: "project.changed",
    subjectKind: "project",
    subjectId: head.project_id,
    version,
    homeKind: "project",
    homeId: head.project_id,
    data: { name: head.name, changed: [head.finish_by === null ? "start" : "finishBy"] },
  });
}

async function settle(
  call: Call,
  head: PlanHead,
  row: AlternativeRow,
  adopted: Adopted | null,
  name: string,
  was = adopted,
): Promise<Alternative> {
  const version = await saveAlternative(call.tx, row.alternative_id, { ...row, adopted });
  const people = was === null ? [] : await concerned(call, was);
  await call.append(eventOf(name, row, version, { name: head.name, alternative: row.name, tasks: was?.stood.length ?? 0, people }));
  return presentAlternative((await findAlternative(call.tx, row.project_id, row.alternative_id)) as AlternativeRow);
}

/** Whoever is on a task that stands elsewhere or is given otherwise, before and after. */
async function concerned(call: Call, { tasks, stood, made = [], thrown }: Adopted): Promise<string[]> {
  const ids = new Set([...made, ...stood.map((one) => one.taskId), ...tasks.map((one) => one.taskId)]);
  const rows = (await boardRows(call.tx, call.params.p)).filter((task) => ids.has(task.task_id) && task.closed_as === null);
  const people = new Set<string>(thrown?.people);
  for (const { owner_id, planning } of [...rows, ...tasks.map((one) => one.was)]) {
    if (owner_id != null) people.add(owner_id);
    for (const { personId } of planning?.assignments ?? []) people.add(personId);
  }
  return [...people];
}

/** Each is of a task here, can be given to whom it is, and says nothing that a task can't. What was said of tasks that are gone goes, too. */
async function checkedTasks(
  call: WorkspaceCall<typeof operations.changeAlternative>,
  said: Assumed["tasks"],
  before: Assumed["tasks"],
  added: NonNullable<Assumed["added"]>,
): Promise<Assumed["tasks"]> {
  const { tx, params } = call;
  const here = new Set([...(await boardRows(tx, params.p)).map((task) => task.task_id), ...added.map((task) => task.id)]);
  const known = new Set(before.map((task) => task.taskId));
  if (said.some(({ taskId }) => !here.has(taskId) && !known.has(taskId))) refuse("task_not_found");
  const tasks = said.filter(({ taskId }) => here.has(taskId));
  const owners = [...new Set(tasks.flatMap((task) => task.ownerId ?? []))];
  if ((await membersAmong(tx, owners)).length < owners.length) refuse("not_assignable", { home: "this project" });
  for (const { planning, notBeforeWall, deadline } of tasks) {
    if (planning !== undefined) await checkedPlanning(call, planning);
    if (notBeforeWall != null) wallText(notBeforeWall, "notBeforeWall");
    if (deadline != null) wallText(deadline, "deadline");
  }
  return tasks;
}

async function checkedLeft(
  { tx, params }: WorkspaceCall<typeof operations.changeAlternative>,
  said: readonly string[],
  before: readonly string[],
): Promise<string[]> {
  const here = new Set((await boardRows(tx, params.p)).map((task) => task.task_id));
  if (said.some((id) => !here.has(id) && !before.includes(id))) refuse("task_not_found");
  return said.filter((id) => here.has(id));
}

/** Nothing waits for itself, by whatever way. */
async function mustHold(
  { tx }: WorkspaceCall<typeof operations.changeAlternative>,
  head: PlanHead,
  start: string | null,
  assumed: Assumed,
): Promise<void> {
  mustHaveNoLoop((await computedOtherwise(tx, head, start, (stands) => assume(stands, assumed))).assumed.scheduled);
}

async function found(call: Pick<Call, "tx"> & { readonly params: { readonly p: string; readonly a: string } }): Promise<AlternativeRow> {
  const row = await findAlternative(call.tx, call.params.p, call.params.a);
  if (row === undefined) refuse("alternative_not_found");
  return row;
}

function eventOf(name: string, row: AlternativeRow, version: number, data: Record<string, unknown>) {
  return {
    name,
    subjectKind: "alternative",
    subjectId: row.alternative_id,
    version,
    homeKind: "project" as const,
    homeId: row.project_id,
    data,
  };
}
