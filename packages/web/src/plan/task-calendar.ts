import { type Calendar, compileCalendar } from "@rondo/core/calendar";
import { crewOf, peopleOf } from "./compute.ts";
import { minuteOf, type Plan, placeOf, type PlanTask } from "./model.ts";

/** The time in which a task is worked: its own calendar or the plan's (`usual`), or the hours of whoever is on it, where dates follow people. */
export function calendarOfTask(plan: Plan, task: PlanTask, usual: Calendar): Calendar {
  const named = placeOf(task).planning.calendarId;
  if (named === undefined && plan.hours.length === 0) return usual;
  const people = peopleOf(plan);
  const key = crewOf(task, people).crew?.find((one) => one.calendar !== undefined)?.calendar ?? named;
  const definition = key === undefined ? undefined : people.calendars[key];
  if (key === undefined || definition === undefined) return usual;
  const known = compiled.get(usual) ?? new Map<string, Calendar>();
  compiled.set(usual, known);
  const year = 525_600;
  const calendar =
    known.get(key) ?? compileCalendar(definition, { from: minuteOf(plan.start) - year, to: minuteOf(plan.finish) + 3 * year });
  known.set(key, calendar);
  return calendar;
}

/** As long as the plan's own holds, so do these: they are read together. */
const compiled = new WeakMap<Calendar, Map<string, Calendar>>();
