import type { operations, Planning } from "@rondo/contract";
import { filled, saidOfStaff, staffOf, vacated } from "@rondo/core/plan";
import type { WorkspaceCall } from "../../http/index.ts";
import { type TaskChange, type TaskRow, findTask, membersAmong, taskEvent, updateTask } from "../../tasks/index.ts";
import type { Accepted, Taken, TitledMove } from "../store.ts";

type Call = WorkspaceCall<typeof operations.acceptLevelling> | WorkspaceCall<typeof operations.revertLevelling>;

/** What only follows others has nothing to accept. */
export function acceptable({ notBefore, notAfter = null, pauses = [], assigned = [] }: TitledMove): boolean {
  return notBefore !== null || notAfter !== null || pauses.length + assigned.length > 0;
}

/** Gives a task the date, pauses and person of its move; undefined where it is no longer there to be moved. */
export async function putMove(call: Call, projectId: string, move: TitledMove): Promise<Accepted | undefined> {
  const task = await openTask(call, projectId, move.task);
  if (task === undefined) return undefined;
  const { levelled: _, pauses: earlier, constraint, ...rest } = task.planning;
  const { notBefore, notAfter = null, pauses = [], assigned = [] } = move;
  // A date stands in for "as late as possible"; pauses of what may be interrupted are levelling's own.
  const late = notAfter !== null || (constraint?.type === "ALAP" && notBefore !== null);
  const repaused = pauses.length > 0 || (rest.interruptible === true && earlier !== undefined);
  const planning: Planning = {
    ...rest,
    ...(notAfter !== null ? { constraint: { type: "FNLT" as const, at: notAfter } } : constraint !== undefined && !late && { constraint }),
    ...(repaused ? pauses.length > 0 && { pauses: [...pauses] } : earlier !== undefined && { pauses: earlier }),
    ...((notBefore ?? notAfter) !== null && {
      levelled: {
        notBefore: notBefore ?? (notAfter as string),
        because: move.reason.slice(0, 500),
        ...(move.because !== undefined && { reason: { code: move.because.code, params: { ...move.because.params } } }),
      },
    }),
  };
  const taken: Taken[] = [];
  let staff = staffOf(task.owner_id, planning);
  const wanted = assigned.map(({ person }) => person);
  const here = new Set(wanted.length === 0 ? [] : (await membersAmong(call.tx, wanted)).map((member) => member.person_id));
  for (const { role, person } of assigned) {
    const next = here.has(person) ? filled(staff, role, person) : null;
    if (next === null) continue;
    staff = next;
    taken.push({ role, person });
  }
  await change(
    call,
    task,
    {
      planning: taken.length > 0 ? saidOfStaff(planning, staff) : planning,
      ...(notBefore !== null && { not_before_wall: notBefore }),
      ...(staff.ownerId !== task.owner_id && { owner_id: staff.ownerId }),
    },
    notBefore !== null && notBefore !== task.not_before_wall,
  );
  return {
    taskId: move.task,
    before: task.not_before_wall,
    ...((late || repaused) && {
      was: { ...(late && constraint !== undefined && { constraint }), ...(repaused && earlier !== undefined && { pauses: earlier }) },
    }),
    ...(taken.length > 0 && { taken }),
  };
}

/** What somebody has dated, divided or given otherwise since stays as they had it. */
export async function takeBack(call: Call, projectId: string, move: TitledMove, { before, was, taken = [] }: Accepted): Promise<void> {
  const task = await openTask(call, projectId, move.task);
  if (task === undefined) return;
  const { levelled: _, pauses, ...said } = task.planning;
  const { constraint, ...free } = said;
  // Where it was kept from ending later, that goes unless somebody has set something else since.
  const rest =
    move.notAfter != null && constraint?.type === "FNLT" && constraint.at === move.notAfter
      ? { ...free, ...(was?.constraint !== undefined && { constraint: was.constraint }) }
      : said;
  const dated = move.notBefore !== null && task.not_before_wall === move.notBefore;
  const divided = same(pauses ?? [], move.pauses ?? []);
  const kept = divided ? was?.pauses : pauses;
  const planning: Planning = {
    ...rest,
    ...(kept !== undefined && { pauses: kept }),
    ...(dated && was?.constraint !== undefined && { constraint: was.constraint }),
  };
  const stands = staffOf(task.owner_id, planning);
  const staff = taken.reduceRight((left, { role, person }) => vacated(left, role, person) ?? left, stands);
  await change(
    call,
    task,
    {
      planning: staff === stands ? planning : saidOfStaff(planning, staff),
      ...(dated && { not_before_wall: before ?? null }),
      ...(staff.ownerId !== task.owner_id && { owner_id: staff.ownerId }),
    },
    dated,
  );
}

async function change(call: Call, task: TaskRow, wanted: TaskChange, dated: boolean): Promise<void> {
  const version = await updateTask(call.tx, task.task_id, wanted);
  const given = wanted.owner_id !== undefined;
  const changed = [
    ...(dated ? ["notBeforeWall"] : []),
    ...(given ? ["ownerId"] : []),
    ...(same(asides(wanted.planning), asides(task.planning)) ? [] : ["planning"]),
  ];
  await call.append(
    taskEvent(given ? "task.assigned" : "task.changed", task, version, {
      title: task.title,
      ...(given && { ownerId: wanted.owner_id }),
      changed,
    }),
  );
}

async function openTask(call: Call, projectId: string, taskId: string): Promise<TaskRow | undefined> {
  const task = await findTask(call.tx, call.actor.personId, taskId);
  return task === undefined || task.project_id !== projectId || task.closed_at !== null || task.deleted_at !== null ? undefined : task;
}

/** What a move changes of a plan beside its date. */
function asides({ pauses = [], assignments = [], placeholders = [] }: Planning = {}): readonly unknown[] {
  return [pauses, assignments, placeholders];
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
