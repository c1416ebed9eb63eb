import type { Plan } from "./plan.ts";

/** A plan whose calendars are called as people call them, in place of ids: of somebody on a task's calendar “Mei Tanaka, Four days”. */
export function withCalendarNames(plan: Plan, names: ReadonlyMap<string, string>): Plan {
  const called = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of Object.keys(plan.calendars ?? {})) {
    const name =
      names.get(key) ??
      key
        .split(" ")
        .map((id) => names.get(id) ?? id)
        .join(", ");
    let one = name;
    for (let count = 2; taken.has(one); count++) one = `${name} ${count}`;
    taken.add(one);
    called.set(key, one);
  }
  if (called.size === 0) return plan;
  const of = (key: string): string => called.get(key) ?? key;
  return {
    ...plan,
    calendars: Object.fromEntries(Object.entries(plan.calendars ?? {}).map(([key, calendar]) => [of(key), calendar])),
    tasks: plan.tasks.map((task) => ({
      ...task,
      ...(task.calendar !== undefined && { calendar: of(task.calendar) }),
      ...(task.crew && {
        crew: task.crew.map((one) => ({
          ...one,
          ...(one.calendar !== undefined && { calendar: of(one.calendar) }),
          ...(one.within !== undefined && { within: of(one.within) }),
        })),
      }),
    })),
  };
}

/** The key among its calendars of the one that the whole plan goes by; undefined where it is not one of them. */
export function ownCalendarOf({ calendar, calendars = {} }: Plan): string | undefined {
  const wanted = JSON.stringify(calendar);
  const keys = Object.keys(calendars);
  // Another may say the same: readers give the very one.
  return keys.find((key) => calendars[key] === calendar) ?? keys.find((key) => JSON.stringify(calendars[key]) === wanted);
}
