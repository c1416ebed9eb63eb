import {
  type Calendar,
  type CalendarDefinition,
  type CalendarException,
  compileCalendar,
  formatWall,
  overlap,
  parseDay,
  parseWall,
  type Shift,
  weekdayOf,
} from "../calendar/index.ts";
import type { Plan, PlanTask } from "./plan.ts";

type Week = CalendarDefinition["week"];

/** When somebody works: by a week of their own (null: as the plan does), but for their leave, first and last day inclusive. */
export type OwnHours = {
  readonly person: string;
  readonly week: Week | null;
  readonly leave: readonly { readonly from: string; readonly to: string }[];
};

/** The people of a plan whose hours are their own, and the calendars that come of it. */
export class People {
  /** Those that crews name, with those that tasks do. */
  readonly calendars: Record<string, CalendarDefinition>;
  private readonly plan: Pick<Plan, "calendar" | "calendars">;
  private readonly hours: ReadonlyMap<string, OwnHours>;

  constructor(plan: Pick<Plan, "calendar" | "calendars">, hours: readonly OwnHours[]) {
    this.plan = plan;
    this.hours = new Map(hours.map((one) => [one.person, one]));
    this.calendars = { ...plan.calendars };
  }

  get isNobody(): boolean {
    return this.hours.size === 0;
  }

  /**
   * Whose hours decide when a task is done: everybody's that is on it, each with all of its minutes, for whoever gives half of
   * their day to something is at it just as long. Nothing where nobody on it has hours of their own.
   */
  crewOf(who: readonly string[], task: Pick<PlanTask, "workingMinutes" | "pauses" | "calendar" | "elapsed">): Pick<PlanTask, "crew"> {
    if (this.isNobody || task.elapsed || task.workingMinutes === 0 || !who.some((person) => this.hours.has(person))) return nothing;
    const minutes = (task.pauses ?? []).reduce((sum, pause) => sum + Math.max(0, pause.minutes), task.workingMinutes);
    return {
      crew: who.map((person) => {
        const calendar = this.hours.has(person) ? this.calendarOf(person, task.calendar) : task.calendar;
        return { who: person, minutes, ...(calendar !== undefined && { calendar }) };
      }),
    };
  }

  private calendarOf(person: string, on: string | undefined): string {
    const named = on === undefined ? undefined : this.plan.calendars?.[on];
    const key = named === undefined ? person : `${person} ${on}`;
    this.calendars[key] ??= hoursOn(named ?? this.plan.calendar, this.hours.get(person)!, named !== undefined);
    return key;
  }
}

// One for all: most tasks are worked in the plan's hours.
const nothing: Pick<PlanTask, "crew"> = {};

/**
 * Somebody's time on a calendar: plain days have their own hours, a day that differs there has what both have, and no day of
 * their leave has any. `within`: a calendar that a task names is never left; it holds alone where it has nothing of their week.
 */
function hoursOn({ week, exceptions }: CalendarDefinition, { week: own, leave }: OwnHours, within: boolean): CalendarDefinition {
  const both = own === null ? null : weekdays.map((day) => (within ? overlap(week[day] ?? [], own[day] ?? []) : (own[day] ?? [])));
  const hours = both?.some((shifts) => shifts.length > 0) ? both : null;
  return {
    week: hours ?? week,
    exceptions: [
      ...(hours === null ? exceptions : exceptions.flatMap((one) => inBoth(one, hours))),
      ...leave.map(({ from, to }) => ({ from, to, name: "", shifts: [] })),
    ],
  };
}

const weekdays = [0, 1, 2, 3, 4, 5, 6];

/** Days that differ, each weekday with what is left of it; those that come again are nobody's own, and stay. */
function inBoth(exception: CalendarException, week: Week): CalendarException[] {
  const [from, to] = [parseDay(exception.from), parseDay(exception.to)];
  if (exception.shifts.length === 0 || exception.repeats || from === null || to === null) return [exception];
  const of = (day: number): readonly Shift[] => overlap(exception.shifts, week[day] ?? []);
  if (from === to) return [{ ...exception, shifts: of(weekdayOf(from)) }];
  return weekdays.map((day) => ({ ...exception, shifts: of(day), repeats: { every: "week", interval: 1, weekdays: [day] } }));
}

/**
 * Tasks that stood right after time in which nobody on them worked, and somebody does now: nobody put them there, and they stand
 * where that time begins. `was` is the plan by the hours before, `is` by those after.
 */
export function closedUp(was: Plan, is: Plan): Map<string, NonNullable<PlanTask["stood"]>> {
  const [before, after] = [calendarsOf(was), calendarsOf(is)];
  return new Map(
    is.tasks.flatMap((task, row) => {
      const at = task.stood === undefined || (!task.crew && !was.tasks[row]?.crew) ? null : parseWall(task.stood.start);
      if (at === null || task.stood === undefined) return [];
      const last = Math.max(...before(was.tasks[row]!).map((calendar) => calendar.prev(at)));
      const next = Math.min(...after(task).map((calendar) => calendar.next(last)));
      return next < at ? [[task.id, { ...task.stood, start: formatWall(next) }] as const] : [];
    }),
  );
}

/** In whose time a task is worked. */
function calendarsOf({ start, finish, calendar, calendars = {}, tasks }: Plan): (task: PlanTask) => Calendar[] {
  const moments = [start, finish, ...tasks.flatMap(({ stood }) => [stood?.start, stood?.finish])].flatMap(
    (at) => parseWall(at ?? "") ?? [],
  );
  const range = {
    from: moments.reduce((low, at) => Math.min(low, at)) - 525_600,
    to: moments.reduce((high, at) => Math.max(high, at)) + 525_600,
  };
  const compiled = new Map<string | undefined, Calendar>();
  return (task) =>
    (task.crew ?? [task]).map(({ calendar: key = task.calendar }) => {
      const known = compiled.get(key) ?? compileCalendar((key === undefined ? undefined : calendars[key]) ?? calendar, range);
      compiled.set(key, known);
      return known;
    });
}
