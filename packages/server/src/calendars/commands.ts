import type { operations } from "@rondo/contract";
import { type CalendarDefinition, checkCalendar } from "@rondo/core/calendar";
import { isDangling } from "../database/index.ts";
import { type Work, type WorkspaceCall, mustMatch, refuse, workOf } from "../http/index.ts";
import { type CalendarShown, presentCalendar } from "./present.ts";
import { type CalendarRow, calendarUsed, deleteCalendar, insertCalendar, lockCalendar, updateCalendar } from "./store.ts";

export async function createCalendar(call: WorkspaceCall<typeof operations.createCalendar>): Promise<CalendarShown> {
  const row: CalendarRow = { calendar_id: call.newId(), ...call.body, version: 1 };
  mustHaveWork(row);
  await makeCalendar(call, row);
  return presentCalendar(row);
}

export async function makeCalendar({ tx, append }: Pick<Work, "tx" | "append">, row: CalendarRow): Promise<void> {
  await insertCalendar(tx, { id: row.calendar_id, name: row.name, week: row.week, exceptions: row.exceptions });
  await append(calendarEvent("calendar.created", row));
}

/** `calendarChanged` computes the plans on it again, in the same transaction: no plan is ever seen on half a calendar. */
export async function changeCalendar(
  call: WorkspaceCall<typeof operations.changeCalendar>,
  calendarChanged: (work: Work, calendarId: string) => Promise<void>,
): Promise<CalendarShown> {
  const { tx, body, params } = call;
  const before = await lockCalendar(tx, params.c);
  if (before === undefined) refuse("calendar_not_found");
  mustMatch(call.expected, before.version, presentCalendar(before));
  const wanted = {
    ...before,
    name: body.name ?? before.name,
    week: body.week ?? before.week,
    exceptions: body.exceptions ?? before.exceptions,
  };
  mustHaveWork(wanted);
  const after = await updateCalendar(tx, wanted);
  await call.append(calendarEvent("calendar.changed", after));
  if (body.week !== undefined || body.exceptions !== undefined) await calendarChanged(workOf(call), after.calendar_id);
  return presentCalendar(after);
}

export async function removeCalendar(call: WorkspaceCall<typeof operations.deleteCalendar>): Promise<undefined> {
  const { tx, params } = call;
  const row = await lockCalendar(tx, params.c);
  if (row === undefined) refuse("calendar_not_found");
  if (await calendarUsed(tx, row.calendar_id)) refuse("calendar_in_use");
  await deleteCalendar(tx, row.calendar_id).catch((error: unknown) => {
    if (isDangling(error)) refuse("calendar_in_use"); // somebody chose it a moment ago
    throw error;
  });
  await call.append(calendarEvent("calendar.deleted", { ...row, version: row.version + 1 }));
}

/** Working time that is in order, and some of it. */
export function mustHaveWork({ week, exceptions }: CalendarDefinition): void {
  const wrong = checkCalendar({ week, exceptions }).filter((finding) => finding.severity === "error");
  if (wrong.some((finding) => finding.code === "calendar.no_work")) refuse("calendar_has_no_work");
  if (wrong.length > 0) refuse("invalid_request", { problems: wrong.map((finding) => finding.message).join(" ") });
}

function calendarEvent(name: string, row: CalendarRow): Parameters<Work["append"]>[0] {
  return {
    name,
    subjectKind: "calendar",
    subjectId: row.calendar_id,
    version: row.version,
    homeKind: "workspace",
    homeId: row.calendar_id,
    data: { name: row.name },
  };
}
