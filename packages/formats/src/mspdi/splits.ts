import { compileCalendar, parseWall, standardCalendar, type Calendar } from "@rondo/core/calendar";
import { childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import type { MspdiCalendar } from "./calendars.ts";
import type { MspdiTask } from "./tasks.ts";
import { readDuration } from "./values.ts";

type Pause = { readonly after: number; readonly minutes: number };

/**
 * Splits are stored as time-phased work: stretches of working time with none in them are the pauses. Taken only where the worked
 * stretches come to the task's duration, so that a mere contour is never read as a split.
 */
export function pausesOf(
  assignments: readonly XmlElement[],
  rows: readonly MspdiTask[],
  plan: MspdiCalendar | undefined,
): Map<string, Pause[]> {
  const rowOf = new Map(rows.map((row) => [row.uid, row]));
  const found = new Map<string, Pause[]>();
  let calendar: Calendar | null = null;
  for (const element of assignments) {
    const row = rowOf.get(textOf(element, "TaskUID"));
    const stretches = childrenOf(element, "TimephasedData").filter((data) => textOf(data, "Type") === "1");
    if (
      !row ||
      row.task.elapsed ||
      stretches.length < 3 ||
      found.has(row.uid) ||
      textOf(element, "WorkContour") !== "8"
    )
      continue;
    const start = parseWall(textOf(element, "Start")) ?? 0;
    calendar ??= compileCalendar(plan?.definition ?? standardCalendar, {
      from: start - 5_256_000,
      to: start + 10_512_000,
    });
    const pauses = readPauses(stretches, calendar, row.task.workingMinutes);
    if (pauses.length > 0) found.set(row.uid, pauses);
  }
  return found;
}

function readPauses(stretches: readonly XmlElement[], calendar: Calendar, duration: number): Pause[] {
  const pauses: Pause[] = [];
  let worked = 0;
  let idle = 0;
  for (const stretch of stretches) {
    const [from, to] = [parseWall(textOf(stretch, "Start")), parseWall(textOf(stretch, "Finish"))];
    if (from === null || to === null) return [];
    const minutes = calendar.between(from, to);
    if ((readDuration(textOf(stretch, "Value")) ?? 0) === 0) idle += minutes;
    else {
      if (idle > 0 && worked > 0) pauses.push({ after: worked, minutes: idle });
      idle = 0;
      worked += minutes;
    }
  }
  return worked === duration ? pauses : [];
}
