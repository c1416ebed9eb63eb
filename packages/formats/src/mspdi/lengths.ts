import { compileCalendar, parseWall, standardCalendar, type Calendar } from "@rondo/core/calendar";
import type { MspdiCalendar } from "./calendars.ts";
import type { MspdiTask } from "./tasks.ts";

/** The calendar that each task's work is counted in: its own, or the plan's. */
export function workCalendars(
  calendars: ReadonlyMap<string, MspdiCalendar>,
  plan: MspdiCalendar | undefined,
): (row: MspdiTask) => Calendar {
  const compiled = new Map<string, Calendar>();
  return (row) => {
    const uid = row.ownCalendar ?? "";
    const known = compiled.get(uid);
    if (known) return known;
    const at = parseWall(row.stored.start ?? "") ?? 0;
    const definition = (calendars.get(uid) ?? plan)?.definition ?? standardCalendar;
    const calendar = compileCalendar(definition, { from: at - 5_256_000, to: at + 10_512_000 });
    compiled.set(uid, calendar);
    return calendar;
  };
}

/** A task whose duration the file leaves out lasts from its start to its finish. */
export function lasting(row: MspdiTask, calendarOf: (row: MspdiTask) => Calendar): MspdiTask {
  if (!row.lengthUnsaid) return row;
  const [start, finish] = [parseWall(row.stored.start!)!, parseWall(row.stored.finish!)!];
  const minutes = row.task.elapsed ? finish - start : calendarOf(row).between(start, finish);
  return { ...row, task: { ...row.task, workingMinutes: Math.max(0, minutes) } };
}
