import type { Planning } from "@rondo/contract";
import type { PlanTask } from "@rondo/core/plan";
import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import type { PlanCalendars } from "./calendars.ts";
import type { NewLink } from "./rows.ts";
import { type Tally, count } from "./tally.ts";
import { planMoment, wallOf } from "./words.ts";

export type PlanFields = {
  readonly working_minutes: number;
  readonly milestone: boolean;
  readonly not_before_wall: string | null;
  readonly deadline_wall: string | null;
  readonly planning: Planning;
};

/** What a task's row keeps of its plan. What it can't keep is counted, for the report. */
export function planFieldsOf(
  task: TaskDraft,
  planned: PlanTask | undefined,
  { zone, calendars }: { readonly zone: string; readonly calendars?: PlanCalendars },
  tally: Tally,
): PlanFields {
  if (planned === undefined)
    return {
      working_minutes: 0,
      milestone: false,
      not_before_wall: task.completed || task.archived ? null : wallOf(task.start, zone, 540),
      deadline_wall: null,
      planning: { guessed: true },
    };
  const { constraint } = planned;
  const calendarId = planned.calendar === undefined ? undefined : calendars?.ofTasks.get(planned.calendar);
  if (planned.delayMinutes !== undefined) count(tally, "delay");
  const minutes = Math.min(60_000_000, Math.max(0, Math.round(planned.workingMinutes)));
  return {
    working_minutes: Number.isFinite(minutes) ? minutes : 0,
    milestone: minutes === 0 && planned.heading !== true,
    not_before_wall: constraint?.type === "SNET" ? planMoment(constraint.at) : null,
    deadline_wall: planMoment(planned.deadline),
    planning: {
      ...(planned.finished === undefined ? planningOf(planned) : begun(planned.finished)),
      ...(calendarId !== undefined && { calendarId }),
    },
  };
}

/** When it was begun, of what is finished. */
function begun({ start }: { readonly start: string }): Planning {
  const at = planMoment(start);
  return at === null ? {} : { started: at };
}

function planningOf({ constraint, started, remainingMinutes, pinned, pauses, elapsed, interruptible, workingMinutes }: PlanTask): Planning {
  const at = planMoment(constraint?.at);
  const [begun, pin, end] = [planMoment(started), planMoment(pinned?.start), planMoment(pinned?.finish)];
  const held =
    constraint !== undefined && constraint.type !== "ASAP" && constraint.type !== "SNET" && (constraint.type === "ALAP" || at !== null);
  const whole = (minutes: number): number => Math.min(60_000_000, Math.max(0, Math.round(minutes)));
  const breaks = (pauses ?? [])
    .filter((pause) => pause.minutes >= 1 && pause.after >= 1)
    .slice(0, 50)
    .map((pause) => ({ after: whole(pause.after), minutes: whole(pause.minutes) }));
  return {
    ...(held && {
      constraint: {
        type: constraint.type as NonNullable<Planning["constraint"]>["type"],
        ...(constraint.type !== "ALAP" && at !== null && { at }),
      },
    }),
    ...(begun !== null && { started: begun }),
    ...(begun !== null && remainingMinutes !== undefined && { remainingMinutes: Math.min(whole(remainingMinutes), whole(workingMinutes)) }),
    ...(pin !== null && { pinned: { start: pin, ...(end !== null && end >= pin && { finish: end }) } }),
    ...(breaks.length > 0 && { pauses: breaks }),
    ...(elapsed === true && { elapsed }),
    ...(interruptible === true && { interruptible }),
  };
}

/** Links between tasks that are there, once for each pair. */
export function* planLinks(draft: ProjectDraft, ids: ReadonlyMap<string, string>, newId: () => string, tally: Tally): Generator<NewLink> {
  const linked = new Set<string>();
  for (const link of draft.plan?.links ?? []) {
    const [from, to] = [ids.get(link.from), ids.get(link.to)];
    if (from === undefined || to === undefined || from === to || linked.has(`${from} ${to}`)) {
      count(tally, "link");
      continue;
    }
    linked.add(`${from} ${to}`);
    yield {
      link_id: newId(),
      from_id: from,
      to_id: to,
      type: link.type,
      lag_minutes: Math.round(Math.min(5_000_000, Math.max(-5_000_000, link.lag.minutes))),
      lag_kind: link.lag.kind,
    };
  }
}
