import type { PlanTask } from "@rondo/core/plan";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import type { NewLink } from "./rows.ts";
import { type Tally, count } from "./tally.ts";
import { planMoment, wallOf } from "./words.ts";

export type PlanFields = { readonly working_minutes: number; readonly milestone: boolean; readonly not_before_wall: string | null; readonly deadline_wall: string | null };

/** What a task's row keeps of its plan. What it can't keep is counted, for the report. */
export function planFieldsOf(task: TaskDraft, planned: PlanTask | undefined, zone: string, tally: Tally): PlanFields {
  if (planned === undefined) return { working_minutes: usualMinutes, milestone: false, not_before_wall: task.completed || task.archived ? null : wallOf(task.start, zone, 540), deadline_wall: null };
  const { constraint, pinned } = planned;
  const holds = constraint?.type === "SNET" || constraint?.type === "MSO" ? planMoment(constraint.at) : null;
  if (constraint?.type === "MSO") count(tally, "must_start_on");
  else if (constraint !== undefined && constraint.type !== "ASAP" && constraint.type !== "SNET") count(tally, constraint.type === "FNLT" ? "finish_no_later" : "constraint");
  if (pinned !== undefined) count(tally, "pinned");
  if (planned.elapsed) count(tally, "elapsed");
  if (planned.calendar !== undefined) count(tally, "own_calendar");
  if (planned.pauses !== undefined && planned.pauses.length > 0) count(tally, "pauses");
  if (planned.started !== undefined && planned.finished === undefined) count(tally, "started");
  const minutes = Math.min(60_000_000, Math.max(0, Math.round(planned.workingMinutes)));
  return {
    working_minutes: Number.isFinite(minutes) ? minutes : 0,
    milestone: minutes === 0 && planned.heading !== true,
    not_before_wall: holds ?? planMoment(pinned?.start),
    deadline_wall: planMoment(planned.deadline) ?? (constraint?.type === "FNLT" ? planMoment(constraint.at) : null),
  };
}

/** A board says nothing of effort; one working day, and the report says so. */
const usualMinutes = 480;

/** Links between tasks that are there, once for each pair. Percent of a predecessor's length becomes working minutes. */
export function* planLinks(draft: ProjectDraft, ids: ReadonlyMap<string, string>, newId: () => string, tally: Tally): Generator<NewLink> {
  const minutesOf = new Map(draft.plan?.tasks.map((task) => [task.id, task.workingMinutes]));
  const linked = new Set<string>();
  for (const link of draft.plan?.links ?? []) {
    const [from, to] = [ids.get(link.from), ids.get(link.to)];
    if (from === undefined || to === undefined || from === to || linked.has(`${from} ${to}`)) {
      count(tally, "link");
      continue;
    }
    linked.add(`${from} ${to}`);
    const lag = link.lag.kind === "percent" ? ((minutesOf.get(link.from) ?? 0) * link.lag.minutes) / 100 : link.lag.minutes;
    if (link.lag.kind === "percent") count(tally, "percent_lag");
    yield { link_id: newId(), from_id: from, to_id: to, type: link.type, lag_minutes: Math.round(Math.min(5_000_000, Math.max(-5_000_000, lag))), lag_kind: link.lag.kind === "elapsed" ? "elapsed" : "working" };
  }
}
