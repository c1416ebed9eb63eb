import type { AnswerOf, BodyOf, operations } from "@rondo/contract";
import { Refusal } from "@rondo/core/kernel";
import { atLeast, may } from "@rondo/core/access";
import { type FieldValue, fieldTakes } from "@rondo/core/view";
import { apart } from "../database/index.ts";
import { fieldsAmong } from "../fields/index.ts";
import { type Actor, type WorkspaceCall, mustMatch, refuse, saidOf } from "../http/index.ts";
import {
  type TaskHomes,
  type TaskRow,
  allowed,
  applyChange,
  completeTask,
  findTask,
  lockedTask,
  planLockOf,
  membersAmong,
  reopenTask,
  restoreTask,
  trashTask,
} from "../tasks/index.ts";
import { type View, presentView } from "./present.ts";
import { readWhere, rowsNow } from "./queries.ts";
import {
  type ViewRow,
  countViews,
  deleteView,
  findView,
  insertView,
  lockHome,
  countViewEvent,
  lockView,
  pinView,
  setFields,
  updateView,
} from "./store/views.ts";

type Call = WorkspaceCall<typeof operations.changeRows>;
/** `by`: who did it, where that is not whose rights count. */
export type RowCall = Call & { readonly by?: string | null };
type Change = BodyOf<typeof operations.changeRows>["changes"][number];
type Set = Change["set"];
type Event = Parameters<Call["append"]>[0];

export type RowHomes = TaskHomes & { giveStep(call: Call, task: { task_id: string; run_id: string }, personId: string): Promise<void> };

/**
 * Many changes as one: each is made or refused by itself, all that are made stand in one commit, and whoever is given ten
 * tasks by it is told once. In order of their ids, so that two such changes at once wait for each other.
 */
export async function changeRows(call: Call, homes: RowHomes): Promise<AnswerOf<typeof operations.changeRows>> {
  const refused: AnswerOf<typeof operations.changeRows>["refused"] = [];
  const events: Event[] = [];
  const made = { tasks: [] as string[], runs: [] as string[], projects: [] as string[] };
  // The lock that all of them together ask for, from the first on: one that grew on the way would wait for others who do the same.
  const plan = planLockOf(call.body.changes.flatMap(({ set }) => Object.keys(set)));
  for (const change of call.body.changes.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const own: Event[] = [];
    const one: Call = { ...call, append: async (...more) => void own.push(...more) };
    const done = await apart(call.tx, () => changeRow(one, change, homes, plan));
    if (done instanceof Refusal) {
      const { title, next } = saidOf(done);
      refused.push({
        id: change.id,
        code: done.code,
        title,
        next,
        ...(done.params["now"] !== undefined && { now: done.params["now"] as Set }),
      });
      continue;
    }
    events.push(...own);
    made[`${change.kind}s`].push(change.id);
  }
  if (events.length > 0) await call.append(...toldOnce(events));
  return { ...(await rowsNow(call.tx, call.actor, made)), refused };
}

/** One change, made or refused. */
export async function changeRow(call: RowCall, change: Change, homes: RowHomes, plan = planLockOf(Object.keys(change.set))): Promise<void> {
  await (change.kind === "task" ? changeTask(call, change, homes, plan) : changeHome(call, change, change.kind));
}

async function changeTask(call: RowCall, { id, set, was }: Change, homes: RowHomes, plan: ReturnType<typeof planLockOf>): Promise<void> {
  const { tx, actor } = call;
  const of = { ...call, params: { w: actor.workspaceId, t: id } };
  if (set.deleted === false) return void (await restoreTask(of as unknown as Parameters<typeof restoreTask>[0], homes));
  const task = await lockedTask(tx, actor, id, set.done === undefined ? "task.change" : "task.complete", plan);
  if (Object.keys(set).some((key) => key !== "done" && key !== "deleted")) allowed(actor, task, "task.change");
  if (was !== undefined) mustStand(set, was, asSet(task, (await rowNow(call, id))?.fields ?? {}));
  const { done, deleted, fields, ownerId, effortMinutes, ...rest } = set;
  if (fields !== undefined) await writeFields(call, { kind: "task", id, spaces: [task.project_id, task.process_id] }, fields, 0);
  if (ownerId !== undefined && task.run_id !== null) {
    if (ownerId === null) refuse("task_belongs_to_run", { run: task.home_title });
    await homes.giveStep(call, { task_id: id, run_id: task.run_id }, ownerId);
  }
  const body = {
    ...rest,
    ...(ownerId !== undefined && task.run_id === null && { ownerId }),
    ...(effortMinutes !== undefined &&
      (task.project_id === null ? { effortMinutes: effortMinutes === 0 ? null : effortMinutes } : { workingMinutes: effortMinutes ?? 0 })),
  };
  if (Object.keys(body).length > 0 || fields !== undefined)
    await applyChange(of, task, body, homes, fields === undefined ? [] : ["fields"]);
  if (done === true)
    await completeTask(
      { ...of, body: { answers: {} } } as unknown as Parameters<typeof completeTask>[0],
      homes,
      findTask(tx, actor.personId, id),
      call.by,
    );
  if (done === false) await reopenTask(of as unknown as Parameters<typeof reopenTask>[0], homes);
  if (deleted === true) await trashTask(of as unknown as Parameters<typeof trashTask>[0], homes);
}

/** Runs and projects have screens of their own for all else; here their fields are set. */
async function changeHome(call: Call, { id, set, was }: Change, kind: "run" | "project"): Promise<void> {
  const other = Object.keys(set).filter((key) => key !== "fields");
  if (other.length > 0) refuse("invalid_request", { problems: `${other.join(", ")}: of a ${kind} only fields are changed here` });
  const home = await lockHome(call.tx, kind, id);
  const row = await rowNow(call, id);
  if (home === undefined || row === undefined) refuse(kind === "run" ? "run_not_found" : "project_not_found");
  if (row.locked) refuse("forbidden", { who: "a manager", role: "that allows it" });
  if (set.fields === undefined) return;
  if (was !== undefined) mustStand(set, was, { fields: row.fields ?? {} });
  const version = await writeFields(call, { kind, id, spaces: kind === "run" ? [home.space_id] : [] }, set.fields, 1);
  await call.append({
    name: `${kind}.changed`,
    subjectKind: kind,
    subjectId: id,
    version,
    homeKind: kind,
    homeId: id,
    data: { name: home.title, title: home.title, changed: ["fields"] },
  });
}

/** Values that fit fields which the row has; answers the row's new version. */
async function writeFields(
  call: Call,
  row: { kind: Change["kind"]; id: string; spaces: readonly (string | null)[] },
  values: Record<string, FieldValue | null>,
  versions: number,
): Promise<number> {
  const known = new Map((await fieldsAmong(call.tx, Object.keys(values))).map((field) => [field.field_id, field]));
  for (const [id, value] of Object.entries(values)) {
    const field = known.get(id);
    const space = field === undefined ? null : (field.project_id ?? field.process_id);
    if (field === undefined || (space !== null && !row.spaces.includes(space))) refuse("custom_field_not_found");
    if (value === null) continue;
    const takes = fieldTakes(field, value) && (field.type !== "person" || (await membersAmong(call.tx, [String(value)])).length === 1);
    if (!takes) refuse("field_invalid", { fields: `${field.name}: ${String(value)}` });
  }
  return setFields(call.tx, row.kind, row.id, values, versions);
}

/** What the actor sees of it; nothing where they don't. */
async function rowNow(call: Call, id: string) {
  return (await rowsNow(call.tx, call.actor, { tasks: [id], runs: [id], projects: [id] })).rows[0];
}

function asSet(task: TaskRow, fields: Record<string, FieldValue>): Set {
  return {
    title: task.title,
    ownerId: task.owner_id,
    dueAt: task.due_at,
    notBefore: task.not_before,
    priority: (["none", "low", "high", "urgent"] as const)[task.priority] ?? "none",
    effortMinutes: task.working_minutes > 0 ? task.working_minutes : null,
    column: task.board_column,
    done: task.closed_as === "completed",
    fields,
  };
}

/** A value is set over the one that whoever sets it saw, or not at all. */
function mustStand(set: Set, was: Set, now: Set): void {
  const of = (values: Set, key: keyof Set) =>
    typeof values[key] === "string" && (key === "dueAt" || key === "notBefore") ? Date.parse(values[key]) : (values[key] ?? null);
  const keys = (Object.keys(set) as (keyof Set)[]).filter(
    (key) => key !== "fields" && key in was && of(was, key) !== of(now, key) && of(set, key) !== of(now, key),
  );
  const fields = Object.keys(set.fields ?? {}).filter(
    (id) =>
      id in (was.fields ?? {}) &&
      (was.fields?.[id] ?? null) !== (now.fields?.[id] ?? null) &&
      (set.fields?.[id] ?? null) !== (now.fields?.[id] ?? null),
  );
  if (keys.length === 0 && fields.length === 0) return;
  const standing = {
    ...Object.fromEntries(keys.map((key) => [key, now[key] ?? null])),
    ...(fields.length > 0 && { fields: Object.fromEntries(fields.map((id) => [id, now.fields?.[id] ?? null])) }),
  };
  refuse("version_stale", { current: 0, now: standing });
}

/** Of the events that tell one person the same thing, the first says how many there are, and the others tell nobody. */
function toldOnce(events: readonly Event[]): Event[] {
  const keyOf = (event: Event) => `${event.name} ${String(event.data?.["ownerId"] ?? "")} ${String(event.data?.["createdBy"] ?? "")}`;
  const groups = Map.groupBy(events, keyOf);
  return events.map((event) => {
    const group = groups.get(keyOf(event)) ?? [];
    return group.length < 2 ? event : { ...event, data: { ...event.data, together: group[0] === event ? group.length : 0 } };
  });
}

/** Enough for everybody; a list of a thousand is one that nobody finds anything in. */
const limit = 200;

export async function createView(call: WorkspaceCall<typeof operations.createView>): Promise<View> {
  const { tx, actor, body } = call;
  if (body.shared) mustMayShare(actor);
  await readWhere(tx, actor, body.definition.of, body.definition.where);
  if ((await countViews(tx, actor.personId)) >= limit) refuse("too_many_views", { limit });
  const id = call.newId();
  await insertView(tx, { view_id: id, name: body.name, owner_id: actor.personId, shared: body.shared, definition: body.definition });
  if (body.pinned) await pinView(tx, id, actor.personId);
  await append(call, "view.created", { view_id: id, name: body.name, owner_id: actor.personId, shared: body.shared, events: 1 });
  return presentView(actor.personId, (await findView(tx, actor.personId, id)) as ViewRow);
}

export async function changeView(call: WorkspaceCall<typeof operations.changeView>): Promise<View> {
  const { tx, actor, body } = call;
  const before = await ownView(call, call.params.v);
  mustMatch(call.expected, before.version, presentView(actor.personId, before) as unknown as Record<string, unknown>);
  if (body.shared === true && !before.shared) mustMayShare(actor);
  if (body.definition !== undefined) await readWhere(tx, actor, body.definition.of, body.definition.where);
  const after = {
    ...before,
    name: body.name ?? before.name,
    shared: body.shared ?? before.shared,
    definition: body.definition ?? before.definition,
    version: before.version + 1,
    events: before.events + 1,
  };
  await updateView(tx, after);
  await append(call, "view.changed", { ...after, shared: after.shared || before.shared });
  return presentView(actor.personId, after);
}

/** What everybody sees is the members' to say. */
function mustMayShare(actor: Actor): void {
  if (!atLeast(actor.role, "member")) refuse("forbidden", { who: "a member", role: "member" });
}

export async function removeView(call: WorkspaceCall<typeof operations.deleteView>): Promise<undefined> {
  const before = await ownView(call, call.params.v);
  await deleteView(call.tx, before.view_id);
  await append(call, "view.deleted", { ...before, events: before.events + 1 });
}

/** A pin is one's own affair: nobody is told of it but one's other browsers. */
export async function setPin(
  { tx, actor, params, append }: WorkspaceCall<typeof operations.pinView> | WorkspaceCall<typeof operations.unpinView>,
  set: (tx: Call["tx"], viewId: string, me: string) => Promise<boolean>,
): Promise<undefined> {
  const view = await findView(tx, actor.personId, params.v);
  if (view === undefined) refuse("view_not_found");
  if (await set(tx, params.v, actor.personId))
    await append({
      name: "view.pinned",
      subjectKind: "view",
      subjectId: params.v,
      version: await countViewEvent(tx, params.v),
      homeKind: "person",
      homeId: actor.personId,
      data: { name: view.name },
    });
}

async function ownView(call: Pick<Call, "tx" | "actor">, viewId: string): Promise<ViewRow> {
  await lockView(call.tx, viewId);
  const row = await findView(call.tx, call.actor.personId, viewId);
  if (row === undefined) refuse("view_not_found");
  if (row.owner_id !== call.actor.personId && !may("workspace.change", { workspace: call.actor.role }))
    refuse("not_your_view", { owner: row.owner_name ?? "its owner" });
  return row;
}

async function append(
  call: Pick<Call, "append" | "actor">,
  name: string,
  view: Pick<ViewRow, "view_id" | "name" | "owner_id" | "shared" | "events">,
): Promise<void> {
  const home = view.shared
    ? { homeKind: "workspace" as const, homeId: call.actor.workspaceId }
    : { homeKind: "person" as const, homeId: view.owner_id };
  await call.append({ name, subjectKind: "view", subjectId: view.view_id, version: view.events, ...home, data: { name: view.name } });
}
