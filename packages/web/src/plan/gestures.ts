import { type Calendar, dayOf, formatWall, minutesPerDay } from "@rondo/core/calendar";
import { checkLink } from "@rondo/core/plan";
import type { Gesture } from "../chart/index.ts";
import { corePlan } from "./compute.ts";
import type { PlanEdit } from "./edit.ts";
import { isClosed, minuteOf, type Plan, placeOf, type PlanTask } from "./model.ts";

/** Why a gesture can't become a change. */
export type Refused = { readonly why: "done" | "summary" | "exists" } | { readonly why: "loop"; readonly loop: string };

/** A hand on the picture as a change of the plan; days snap to whole working days. Null where it would change nothing. */
export function editOf(gesture: Gesture, plan: Plan, calendar: Calendar, day: { readonly from: number; readonly to: number }, newId: () => string): { edit: PlanEdit } | { refused: Refused } | null {
  const task = plan.tasks.find((one) => one.id === gesture.id);
  const entry = plan.entries.find((one) => one.taskId === gesture.id);
  if (!task || !entry) return null;
  if (gesture.kind === "link") return gesture.toId === null ? null : linkEdit(plan, task.id, gesture.toId, newId);
  if (isClosed(task)) return { refused: { why: "done" } };
  const edge = nearestEdge(gesture.to, day);
  if (gesture.kind === "move") {
    const start = calendar.next(edge * minutesPerDay);
    return formatWall(start) === entry.start ? null : { edit: startEdit(plan, task, start) };
  }
  if (entry.summary) return { refused: { why: "summary" } };
  const minutes = Math.max(60, calendar.between(minuteOf(entry.start), edge * minutesPerDay));
  return minutes === placeOf(task).workingMinutes ? null : { edit: { kind: "set", id: task.id, set: { workingMinutes: minutes } } };
}

/** A day earlier (-1) or later (1): the first moment of the working day before or after. */
export function nudged(plan: Plan, task: PlanTask, calendar: Calendar, by: 1 | -1): PlanEdit | null {
  const entry = plan.entries.find((one) => one.taskId === task.id);
  if (!entry || isClosed(task)) return null;
  const day = dayOf(calendar.next(minuteOf(entry.start)));
  const to = by > 0 ? day + 1 : dayOf(calendar.add(day * minutesPerDay, -1));
  return startEdit(plan, task, calendar.next(to * minutesPerDay));
}

/** A day more or less of work, but never less than an hour. */
export function stretched(plan: Plan, task: PlanTask, minutesOfDay: number, by: 1 | -1): PlanEdit | null {
  const place = placeOf(task);
  const entry = plan.entries.find((one) => one.taskId === task.id);
  if (isClosed(task) || place.milestone || entry?.summary) return null;
  const minutes = by > 0 ? place.workingMinutes + minutesOfDay : place.workingMinutes > minutesOfDay ? place.workingMinutes - minutesOfDay : 60;
  return { kind: "set", id: task.id, set: { workingMinutes: minutes } };
}

/** A new link, or why there can be none; a loop is named. */
export function linkEdit(plan: Plan, fromId: string, toId: string, newId: () => string, type: "FS" | "SS" | "FF" | "SF" = "FS", lagMinutes = 0, lagKind: "working" | "elapsed" | "percent" = "working"): { edit: PlanEdit } | { refused: Refused } | null {
  const problem = checkLink(corePlan(plan), { from: fromId, to: toId, type, lag: { minutes: lagMinutes, kind: lagKind } });
  if (!problem) return { edit: { kind: "link", id: newId(), fromId, toId, type, lagMinutes, lagKind } };
  if (problem.reason === "loop") return { refused: { why: "loop", loop: problem.loop } };
  return problem.reason === "exists" ? { refused: { why: "exists" } } : null;
}

/** A pinned task moves with its pin. Any other: back to the start of the project or before it is no condition at all. */
function startEdit(plan: Plan, task: PlanTask, start: number): PlanEdit {
  const { planning } = placeOf(task);
  if (planning.pinned) return { kind: "set", id: task.id, set: { planning: { ...planning, pinned: { start: formatWall(start) } } } };
  return { kind: "set", id: task.id, set: { notBeforeWall: formatWall(start) <= plan.project.start ? null : formatWall(start) } };
}

/** The day whose beginning is nearest, by the drawn part of the days. */
function nearestEdge(minute: number, day: { readonly from: number; readonly to: number }): number {
  const at = dayOf(minute);
  return minute - at * minutesPerDay > (day.from + day.to) / 2 ? at + 1 : at;
}
