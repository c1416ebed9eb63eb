import type { PlanTask } from "@rondo/core/plan";
import type { MspdiCalendar } from "./calendars.ts";
import type { MspdiTask } from "./tasks.ts";

export type Resource = {
  readonly uid: string;
  readonly name: string;
  readonly email?: string | null;
  readonly work: boolean;
  readonly generic: boolean;
  readonly maxUnits: number;
  readonly calendar: string;
};

/** `even` = work spread evenly from the task's start; contoured and delayed assignments last as long as the task. */
export type Assignment = {
  readonly task: string;
  readonly resource: string;
  readonly units: number;
  readonly minutes: number;
  readonly even: boolean;
};

/**
 * Who decides how long a task takes: its work assignments, each on the calendar of its resource (and of the task, where it has
 * one). Only where those differ from the plan's calendar; else the task's duration says the same. Fixed durations ignore them.
 */
export function crewsOf(
  rows: readonly MspdiTask[],
  resources: readonly Resource[],
  assignments: readonly Assignment[],
  calendars: ReadonlyMap<string, MspdiCalendar>,
  plan: MspdiCalendar | undefined,
): Map<string, NonNullable<PlanTask["crew"]>> {
  const resourceOf = new Map(resources.map((resource) => [resource.uid, resource]));
  const shape = new Map([...calendars].map(([uid, { definition }]) => [uid, JSON.stringify(definition)]));
  const byTask = new Map<string, Assignment[]>();
  for (const assignment of assignments) byTask.set(assignment.task, [...(byTask.get(assignment.task) ?? []), assignment]);
  const crews = new Map<string, NonNullable<PlanTask["crew"]>>();
  for (const row of rows) {
    if (
      row.type.fixed === "duration" ||
      row.task.elapsed ||
      row.task.workingMinutes === 0 ||
      (row.ownCalendar !== null && row.ignoresResourceCalendars)
    )
      continue;
    const crew = (byTask.get(row.uid) ?? []).flatMap((assignment) => {
      const resource = resourceOf.get(assignment.resource);
      if (!resource?.work || assignment.units <= 0 || assignment.minutes <= 0 || !calendars.has(resource.calendar)) return [];
      const minutes = assignment.even ? Math.round(assignment.minutes / assignment.units) : row.task.workingMinutes;
      return [
        {
          calendar: resource.calendar,
          minutes,
          ...(row.ownCalendar === null ? {} : { within: row.ownCalendar }),
          who: resource.uid,
        },
      ];
    });
    const own = shape.get(row.ownCalendar ?? plan?.uid ?? "");
    if (crew.some((member) => shape.get(member.calendar) !== own)) crews.set(row.uid, crew);
  }
  return crews;
}
