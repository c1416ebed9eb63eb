import { People, schedulePlan, type Plan as CorePlan, type PlanTask as CoreTask, type ScheduledPlan } from "@rondo/core/plan";
import { type Plan, placeOf, type PlanEntry, type PlanTask } from "./model.ts";
import { sharesOf } from "./shares.ts";

/** A part of the core's task, as the contract checked it. */
type Said = Pick<CoreTask, "constraint" | "started" | "remainingMinutes" | "pinned" | "pauses" | "elapsed">;

/** The plan as core's scheduler takes it, exactly as the server gives it: work stands where it is shown, but for what is `free` to go. */
export function corePlan(plan: Plan, free: ReadonlySet<string> = new Set()): CorePlan {
  const linkPolicy = policyOf(plan);
  const entries = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  const here = new Set(plan.tasks.map((task) => task.id));
  const people = peopleOf(plan);
  return {
    start: plan.project.start,
    ...(plan.project.finishBy !== null && { finish: plan.project.finishBy }),
    calendar: plan.calendar,
    calendars: people.calendars,
    linkPolicy,
    tasks: plan.tasks.map((task) => {
      const { parentId } = placeOf(task);
      const entry = entries.get(task.id);
      return {
        id: task.id,
        parent: parentId !== null && here.has(parentId) ? parentId : null,
        title: task.title,
        workingMinutes: minutesOf(task),
        ...saidOf(task, entry, people),
        ...(linkPolicy !== "earliest" && entry && { stood: { start: entry.start, finish: entry.finish, free: free.has(task.id) } }),
      };
    }),
    links: plan.links.map((link) => ({
      from: link.fromId,
      to: link.toId,
      type: link.type,
      lag: { minutes: link.lagMinutes, kind: link.lagKind },
    })),
  };
}

/** Counted back from its finish, everything has one place. */
export function policyOf({ project: { linkPolicy, finishBy } }: Plan): Plan["project"]["linkPolicy"] {
  return finishBy === null ? linkPolicy : "earliest";
}

/** Whose hours its dates follow; with the calendars of its tasks. */
export function peopleOf({ calendar, calendars, hours }: Plan): People {
  const named = Object.fromEntries(calendars.map(({ id, week, exceptions }) => [id, { week, exceptions }]));
  return new People(
    { calendar, calendars: named },
    hours.map(({ personId, week, leave }) => ({ person: personId, week, leave })),
  );
}

export function minutesOf(task: PlanTask): number {
  const place = placeOf(task);
  return place.milestone ? 0 : place.workingMinutes;
}

/** What a task says about its dates beside its length; of most tasks nothing. */
export function saidOf(task: PlanTask, entry: Pick<PlanEntry, "start" | "finish"> | undefined, people: People): Partial<CoreTask> {
  const place = placeOf(task);
  const crew = crewOf(task, people);
  if (place.notBeforeWall === null && place.deadline === null && task.completion === null && isEmpty(place.planning)) return crew;
  return {
    ...(place.notBeforeWall !== null && { constraint: { type: "SNET" as const, at: place.notBeforeWall } }),
    ...(place.deadline !== null && { deadline: place.deadline }),
    ...(place.planning as Said),
    ...(place.planning.calendarId !== undefined && { calendar: place.planning.calendarId }),
    ...(task.completion !== null && entry && { finished: { start: entry.start, finish: entry.finish } }),
    ...crew,
  };
}

/** Whose hours decide when it is done. */
export function crewOf(task: PlanTask, people: People): Pick<CoreTask, "crew"> {
  if (people.isNobody || (task.owner === null && placeOf(task).planning.assignments === undefined)) return nothing;
  const { pauses, elapsed, calendarId } = placeOf(task).planning;
  return people.crewOf(
    sharesOf(task).map((one) => one.personId),
    {
      workingMinutes: minutesOf(task),
      ...(pauses && { pauses }),
      ...(elapsed && { elapsed }),
      ...(calendarId !== undefined && { calendar: calendarId }),
    },
  );
}

// One for all: a hundred thousand that say nothing are no objects of their own.
const nothing: Partial<CoreTask> = {};

function isEmpty(planning: object): boolean {
  for (const _ in planning) return false;
  return true;
}

/** The same plan with its dates computed again, as the server will compute them. 10,000 tasks take about 50 ms. */
export function reschedule(plan: Plan, free?: ReadonlySet<string>): Plan {
  const scheduled = schedulePlan(corePlan(plan, free));
  return {
    ...plan,
    entries: scheduled.entries.map((entry) => ({
      taskId: entry.id,
      start: entry.start,
      finish: entry.finish,
      earlyStart: entry.earlyStart,
      earlyFinish: entry.earlyFinish,
      lateStart: entry.lateStart,
      lateFinish: entry.lateFinish,
      totalFloatMinutes: entry.totalSlackMinutes,
      freeFloatMinutes: entry.freeSlackMinutes,
      // As the server has it: where nothing waits for anything, being the longest is no path.
      critical: entry.critical && plan.links.length > 0,
      summary: entry.summary,
      drivenBy: driverOf(entry.drivenBy, plan),
    })),
    start: scheduled.start,
    finish: plan.tasks.length === 0 ? plan.project.start : scheduled.finish,
    project: { ...plan.project, finish: plan.tasks.length === 0 ? null : scheduled.finish },
    findings: scheduled.findings.map((finding) => ({ ...finding })) as Plan["findings"],
  };
}

function driverOf(by: ScheduledPlan["entries"][number]["drivenBy"], plan: Plan): PlanEntry["drivenBy"] {
  switch (by.kind) {
    case "link":
      return { kind: "link", taskId: by.from, linkId: plan.links[by.link]?.id ?? null };
    case "constraint":
      return { kind: "constraint", taskId: by.of, linkId: null };
    case "started":
    case "finished":
      return { kind: "actual", taskId: null, linkId: null };
    case "children":
      return { kind: "summary", taskId: null, linkId: null };
    case "projectStart":
    case "projectFinish":
    case "standing":
      return { kind: by.kind, taskId: null, linkId: null };
    default:
      return { kind: "constraint", taskId: null, linkId: null };
  }
}
