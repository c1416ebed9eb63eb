import { type Calendar, dayOf, formatWall, minutesPerDay } from "@rondo/core/calendar";
import { checkLink } from "@rondo/core/plan";
import type { Gesture } from "../chart/index.ts";
import { corePlan } from "./compute.ts";
import type { PlanEdit } from "./edit.ts";
import { calendarOfTask } from "./task-calendar.ts";
import { entryOf, isClosed, minuteOf, type Plan, placeOf, type PlanTask, taskOf } from "./model.ts";

/** Why a gesture can't become a change. */
export type Refused = { readonly why: "done" | "summary" | "exists" } | { readonly why: "loop"; readonly loop: string };

/** A hand on the picture as a change of the plan; days snap to whole working days. Null where it would change nothing. */
export function editOf(
  gesture: Gesture,
  plan: Plan,
  usual: Calendar,
  day: { readonly from: number; readonly to: number },
  newId: () => string,
  byHour = false,
): { edit: PlanEdit } | { refused: Refused } | null {
  const task = taskOf(plan, gesture.id);
  const entry = entryOf(plan, gesture.id);
  if (!task || !entry) return null;
  if (gesture.kind === "link") return gesture.toId === null ? null : linkEdit(plan, task.id, gesture.toId, newId);
  if (isClosed(task)) return { refused: { why: "done" } };
  const calendar = calendarOfTask(plan, task, usual);
  const edge = byHour ? Math.round(gesture.to / 60) * 60 : nearestEdge(gesture.to, day) * minutesPerDay;
  if (gesture.kind === "split") {
    if (entry.summary || placeOf(task).milestone) return { refused: { why: "summary" } };
    return splitEdit(
      task,
      calendar,
      minuteOf(entry.start),
      byHour ? Math.round(gesture.at / 60) * 60 : nearestEdge(gesture.at, day) * minutesPerDay,
      edge,
      byHour ? 60 : null,
    );
  }
  if (gesture.kind === "move") {
    const start = calendar.next(edge);
    return formatWall(start) === entry.start ? null : { edit: startEdit(plan, task, start, calendar) };
  }
  if (entry.summary) return { refused: { why: "summary" } };
  const minutes = Math.max(60, calendar.between(minuteOf(entry.start), edge));
  return minutes === placeOf(task).workingMinutes ? null : { edit: { kind: "set", id: task.id, set: { workingMinutes: minutes } } };
}

/** Work stops at a moment inside the bar and goes on at a later one; what was split before stays so. */
function splitEdit(
  task: PlanTask,
  calendar: Calendar,
  start: number,
  at: number,
  to: number,
  least: number | null,
): { edit: PlanEdit } | null {
  const { planning, workingMinutes } = placeOf(task);
  const minutes = Math.max(least ?? 0, calendar.between(at, to));
  let after = calendar.between(start, at);
  for (const pause of (planning.pauses ?? []).toSorted((a, b) => a.after - b.after))
    if (pause.after < after) after = Math.max(pause.after, after - pause.minutes);
  if (minutes <= 0 || after <= 0 || after >= workingMinutes) return null;
  const others = (planning.pauses ?? []).filter((pause) => pause.after !== after);
  const before = planning.pauses?.find((pause) => pause.after === after)?.minutes ?? 0;
  return {
    edit: {
      kind: "set",
      id: task.id,
      set: { planning: { ...planning, pauses: [...others, { after, minutes: before + minutes }].toSorted((a, b) => a.after - b.after) } },
    },
  };
}

/** The keys' way: in the middle, for one day (or hour) more with each press. */
export function tornApart(plan: Plan, task: PlanTask, unit: number): PlanEdit | null {
  const { planning, workingMinutes, milestone } = placeOf(task);
  const entry = entryOf(plan, task.id);
  if (isClosed(task) || milestone || entry?.summary || workingMinutes < 2) return null;
  const [last, ...before] = (planning.pauses ?? []).toReversed();
  const pauses = last
    ? [...before.toReversed(), { ...last, minutes: last.minutes + unit }]
    : [{ after: Math.max(1, Math.floor(workingMinutes / 2)), minutes: unit }];
  return { kind: "set", id: task.id, set: { planning: { ...planning, pauses } } };
}

/** A day (or hour) earlier (-1) or later (1): the first moment of the working day before or after. */
export function nudged(plan: Plan, task: PlanTask, usual: Calendar, by: 1 | -1, byHour = false): PlanEdit | null {
  const entry = entryOf(plan, task.id);
  if (!entry || isClosed(task)) return null;
  const calendar = calendarOfTask(plan, task, usual);
  if (byHour) return startEdit(plan, task, calendar.next(calendar.add(minuteOf(entry.start), 60 * by)), calendar);
  const day = dayOf(calendar.next(minuteOf(entry.start)));
  const to = by > 0 ? day + 1 : dayOf(calendar.add(day * minutesPerDay, -1));
  return startEdit(plan, task, calendar.next(to * minutesPerDay), calendar);
}

/** To start on a day that is written, or (null) as soon as it can. */
export function startOn(plan: Plan, task: PlanTask, day: number | null, usual: Calendar): PlanEdit {
  const calendar = calendarOfTask(plan, task, usual);
  if (day !== null) return startEdit(plan, task, calendar.next(day * minutesPerDay), calendar);
  const { constraint, pinned, ...rest } = placeOf(task).planning;
  return { kind: "set", id: task.id, set: { notBeforeWall: null, ...((constraint || pinned) && { planning: rest }) } };
}

/** A day more or less of work, but never less than an hour. */
export function stretched(plan: Plan, task: PlanTask, minutesOfDay: number, by: 1 | -1): PlanEdit | null {
  const place = placeOf(task);
  const entry = entryOf(plan, task.id);
  if (isClosed(task) || place.milestone || entry?.summary) return null;
  const minutes =
    by > 0 ? place.workingMinutes + minutesOfDay : place.workingMinutes > minutesOfDay ? place.workingMinutes - minutesOfDay : 60;
  return { kind: "set", id: task.id, set: { workingMinutes: minutes } };
}

/** A new link, or why there can be none; a loop is named. */
export function linkEdit(
  plan: Plan,
  fromId: string,
  toId: string,
  newId: () => string,
  type: "FS" | "SS" | "FF" | "SF" = "FS",
  lagMinutes = 0,
  lagKind: "working" | "elapsed" | "percent" = "working",
): { edit: PlanEdit } | { refused: Refused } | null {
  const problem = checkLink(corePlan(plan), { from: fromId, to: toId, type, lag: { minutes: lagMinutes, kind: lagKind } });
  if (!problem) return { edit: { kind: "link", id: newId(), fromId, toId, type, lagMinutes, lagKind } };
  if (problem.reason === "loop") return { refused: { why: "loop", loop: problem.loop } };
  return problem.reason === "exists" ? { refused: { why: "exists" } } : null;
}

/**
 * A pinned task moves with its pin, and one that must start or finish on a day with that day. Any other is from then on to start
 * no earlier, whatever bound it before, for a task has one condition; back to the start of the project or before it is none at all.
 */
function startEdit(plan: Plan, task: PlanTask, start: number, calendar: Calendar): PlanEdit {
  const { planning } = placeOf(task);
  if (planning.pinned) return { kind: "set", id: task.id, set: { planning: { ...planning, pinned: { start: formatWall(start) } } } };
  const { constraint: held, ...rest } = planning;
  if (held?.type === "MSO" || held?.type === "MFO") {
    const at = formatWall(held.type === "MSO" ? start : finishAfter(plan, task, start, calendar));
    return { kind: "set", id: task.id, set: { planning: { ...planning, constraint: { type: held.type, at } } } };
  }
  if (plan.project.finishBy !== null) return finishEdit(plan, task, start, calendar, plan.project.finishBy);
  const notBeforeWall = formatWall(start) <= plan.project.start ? null : formatWall(start);
  return { kind: "set", id: task.id, set: { notBeforeWall, ...(held && { planning: rest }) } };
}

/** When it would be done, as long as it takes now. */
function finishAfter(plan: Plan, task: PlanTask, start: number, calendar: Calendar): number {
  const entry = entryOf(plan, task.id);
  const length = entry ? calendar.between(minuteOf(entry.start), minuteOf(entry.finish)) : 0;
  return length === 0 ? start : calendar.add(start, length);
}

/** Counted back from the end of the project, a task is moved by when it must be over; up to that end is no condition at all. */
function finishEdit(plan: Plan, task: PlanTask, start: number, calendar: Calendar, by: string): PlanEdit {
  const { planning } = placeOf(task);
  const at = formatWall(finishAfter(plan, task, start, calendar));
  const { constraint: _, levelled: _levelled, ...rest } = planning;
  return {
    kind: "set",
    id: task.id,
    set: { notBeforeWall: null, planning: at >= by ? rest : { ...rest, constraint: { type: "FNLT", at } } },
  };
}

/** The day whose beginning is nearest, by the drawn part of the days. */
function nearestEdge(minute: number, day: { readonly from: number; readonly to: number }): number {
  const at = dayOf(minute);
  return minute - at * minutesPerDay > (day.from + day.to) / 2 ? at + 1 : at;
}
