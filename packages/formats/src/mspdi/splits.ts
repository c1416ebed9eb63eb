import { parseWall, type Calendar } from "@rondo/core/calendar";
import { childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import type { MspdiTask } from "./tasks.ts";
import { readDuration, readWall } from "./values.ts";

type Pause = { readonly after: number; readonly minutes: number };

/**
 * Splits are stored as time-phased work: stretches of working time with none in them are the pauses. Taken only where the worked
 * stretches come to the task's duration, so that a mere contour is never read as a split. A started task that goes on later than
 * it stopped has a pause there.
 */
export function pausesOf(
  assignments: readonly XmlElement[],
  rows: readonly MspdiTask[],
  calendarOf: (row: MspdiTask) => Calendar,
): Map<string, readonly Pause[]> {
  const rowOf = new Map(rows.map((row) => [row.uid, row]));
  const found = new Map<string, readonly Pause[]>();
  for (const element of assignments) {
    const row = rowOf.get(textOf(element, "TaskUID"));
    const stretches = childrenOf(element, "TimephasedData").filter((data) => textOf(data, "Type") === "1");
    const contour = textOf(element, "WorkContour") || "0";
    if (!row || row.task.elapsed || stretches.length < 3 || found.has(row.uid) || (contour !== "8" && contour !== "0")) continue;
    const pauses = readPauses(stretches, calendarOf(row), row.task.workingMinutes);
    if (pauses.length > 0) found.set(row.uid, pauses);
  }
  for (const row of rows) {
    const { stop, resume } = row;
    const { started, remainingMinutes: left, workingMinutes } = row.task;
    if (started === undefined || stop === null || resume === null || left === undefined || found.has(row.uid)) continue;
    const minutes = calendarOf(row).between(parseWall(stop)!, parseWall(resume)!);
    if (minutes > 0 && left > 0 && left < workingMinutes && !row.task.elapsed)
      found.set(row.uid, [{ after: workingMinutes - left, minutes }]);
  }
  return found;
}

function readPauses(stretches: readonly XmlElement[], calendar: Calendar, duration: number): Pause[] {
  const pauses: Pause[] = [];
  let worked = 0;
  let idle = 0;
  for (const stretch of stretches) {
    const [from, to] = [readWall(textOf(stretch, "Start")), readWall(textOf(stretch, "Finish"))].map((at) => parseWall(at ?? ""));
    if (from == null || to == null) return [];
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
