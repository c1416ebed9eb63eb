import { sql } from "kysely";
import type { CalendarDefinition } from "@rondo/core/calendar";
import type { Tx } from "../database/index.ts";

export type CalendarRow = { calendar_id: string; name: string; week: CalendarDefinition["week"]; exceptions: CalendarDefinition["exceptions"]; version: number };

/** The calendar asked for, else the workspace's standard one; with the workspace's zone. */
export async function calendarFor(tx: Tx, calendarId: string | null): Promise<(CalendarRow & { zone: string }) | undefined> {
  return tx.first(sql<CalendarRow & { zone: string }>`
    select c.calendar_id, c.name, c.week, c.exceptions, c.version, w.zone
    from workspace w join calendar c on c.workspace_id = w.workspace_id and c.calendar_id = coalesce(${calendarId}::uuid, w.calendar_id)
    where w.workspace_id = current_workspace()`);
}
