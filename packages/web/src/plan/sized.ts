import { followed, saidOfStaff, type Sized } from "@rondo/core/plan";
import type { PlanEdit } from "./edit.ts";
import { isClosed, type Plan, placeOf, type PlanTask, taskOf } from "./model.ts";
import { staffIn } from "./shares.ts";
import type { TaskSet } from "./task-set.ts";

/** A task's length, who is on it, and which of them follows the other. */
export function sizedIn(task: PlanTask): Sized {
  const { workingMinutes, planning } = placeOf(task);
  return { workingMinutes, staff: staffIn(task), type: planning.taskType };
}

/** The change that makes a task so; whole, so that nothing more follows from it, and its opposite restores all of it. */
export function sizedSet(task: PlanTask, { workingMinutes, staff, type }: Sized): TaskSet {
  const { taskType: _, ...planning } = placeOf(task).planning;
  return { workingMinutes, planning: { ...saidOfStaff(planning, staff), ...(type && { taskType: type }) } };
}

/** A change of a task with what follows from it by the task's type. */
export function withFollowing(plan: Plan, edit: PlanEdit): PlanEdit {
  const task = edit.kind === "set" ? taskOf(plan, edit.id) : undefined;
  if (edit.kind !== "set" || !task || isClosed(task)) return edit;
  const { workingMinutes, planning, owner } = edit.set;
  const lasts = workingMinutes !== undefined;
  if (lasts === (planning !== undefined || owner !== undefined)) return edit;
  const place = { ...placeOf(task), ...(lasts && { workingMinutes }), ...(planning && { planning }) };
  const next: PlanTask = { ...task, ...(owner !== undefined && { owner }), plan: place };
  if (place.planning.taskType === undefined) return edit;
  return { ...edit, set: { ...edit.set, ...sizedSet(next, followed(sizedIn(task), sizedIn(next))) } };
}
