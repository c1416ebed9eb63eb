import { type Calendar, type CalendarDefinition, dayOf, formatWall, minutesPerDay, parseWall } from "../calendar/index.ts";
import { type Plan, type PlanTask, schedulePlan } from "../plan/index.ts";
import type { ConstraintName, LinkTypeName } from "../schedule/index.ts";

/** The moments of a task; all else of it stays as it is. */
export type TemplateTask = {
  /** Its number among the tasks. */
  readonly parent: number | null;
  readonly title: string;
  readonly minutes: number;
  readonly milestone: boolean;
  readonly notBefore: string | null;
  readonly deadline: string | null;
  readonly planning: {
    readonly constraint?: { readonly type: ConstraintName; readonly at?: string | undefined } | undefined;
    readonly pinned?: { readonly start: string; readonly finish?: string | undefined } | undefined;
    readonly pauses?: PlanTask["pauses"] | undefined;
    readonly elapsed?: boolean | undefined;
  };
};

export type TemplateLink = {
  readonly from: number;
  readonly to: number;
  readonly type: LinkTypeName;
  readonly lagMinutes: number;
  readonly lagKind: "working" | "elapsed" | "percent";
};

export type PlanTemplate<Task extends TemplateTask = TemplateTask> = {
  readonly start: string;
  readonly finish: string;
  readonly tasks: readonly Task[];
  readonly links: readonly TemplateLink[];
};

/** Where a project made of it begins and ends, and its tasks with their moments moved there. */
export type Placed<Task extends TemplateTask> = { readonly start: string; readonly finish: string; readonly tasks: readonly Task[] };

/**
 * Dates of a template are relative to its start, or to its end: every moment keeps its distance in days from whichever is given.
 * With an end, the start is the latest from which the plan still ends by then.
 */
export function place<Task extends TemplateTask>(
  template: PlanTemplate<Task>,
  when: { readonly start: string } | { readonly finish: string },
  calendar: Calendar,
  definition: CalendarDefinition,
): Placed<Task> {
  const at = (text: string): number => parseWall(text) ?? 0;
  if ("start" in when) {
    const start = calendar.next(at(when.start));
    const tasks = moved(template.tasks, dayOf(start) - dayOf(at(template.start)));
    return { start: formatWall(start), finish: finishOf(planOf(template, tasks, start, definition)) ?? formatWall(start), tasks };
  }
  const finish = calendar.prev(at(when.finish));
  const tasks = moved(template.tasks, dayOf(finish) - dayOf(at(template.finish)));
  const backwards = schedulePlan({ ...planOf(template, tasks, finish, definition), finish: formatWall(finish) });
  let start = calendar.next(Math.min(at(backwards.start), finish));
  // Snapping and leads can let the plan, begun there, end a little later than counted backwards.
  for (let tries = 0; tries < mostTries; tries++) {
    const ends = finishOf(planOf(template, tasks, start, definition)) ?? formatWall(start);
    const late = calendar.between(finish, at(ends));
    // What a fixed moment holds ends when it ends, wherever the start is.
    if (late <= 0 || tries === mostTries - 1) return { start: formatWall(start), finish: ends, tasks };
    start = calendar.next(calendar.add(start, -late));
  }
  return { start: formatWall(start), finish: formatWall(finish), tasks };
}

const mostTries = 20;

/** The same tasks with every moment so many days later. */
function moved<Task extends TemplateTask>(tasks: readonly Task[], days: number): Task[] {
  const later = (text: string): string => formatWall((parseWall(text) ?? 0) + days * minutesPerDay);
  return tasks.map((task) => {
    const { constraint, pinned } = task.planning;
    return {
      ...task,
      notBefore: task.notBefore === null ? null : later(task.notBefore),
      deadline: task.deadline === null ? null : later(task.deadline),
      planning: {
        ...task.planning,
        ...(constraint?.at !== undefined && { constraint: { ...constraint, at: later(constraint.at) } }),
        ...(pinned !== undefined && {
          pinned: { start: later(pinned.start), ...(pinned.finish !== undefined && { finish: later(pinned.finish) }) },
        }),
      },
    };
  });
}

function planOf(template: PlanTemplate, tasks: readonly TemplateTask[], start: number, definition: CalendarDefinition): Plan {
  return {
    start: formatWall(start),
    calendar: definition,
    tasks: tasks.map((task, index) => ({
      id: String(index),
      parent: task.parent === null ? null : String(task.parent),
      title: task.title,
      workingMinutes: task.milestone ? 0 : task.minutes,
      ...(task.notBefore !== null && { constraint: { type: "SNET" as const, at: task.notBefore } }),
      ...(task.planning as Pick<PlanTask, "constraint" | "pinned" | "pauses" | "elapsed">),
    })),
    links: template.links.map((link) => ({
      from: String(link.from),
      to: String(link.to),
      type: link.type,
      lag: { minutes: link.lagMinutes, kind: link.lagKind },
    })),
  };
}

function finishOf(plan: Plan): string | null {
  return plan.tasks.length === 0 ? null : schedulePlan(plan).finish;
}
