import { sql } from "kysely";
import type { CalendarDefinition } from "@rondo/core/calendar";
import type { Tx } from "../database/index.ts";

export type CalendarRow = {
  calendar_id: string;
  name: string;
  week: CalendarDefinition["week"];
  exceptions: CalendarDefinition["exceptions"];
  version: number;
};

/** The calendar asked for, else the workspace's standard one; with the workspace's zone. */
export async function calendarFor(tx: Tx, calendarId: string | null): Promise<(CalendarRow & { zone: string }) | undefined> {
  return tx.first(sql<CalendarRow & { zone: string }>`
    select c.calendar_id, c.name, c.week, c.exceptions, c.version, w.zone
    from workspace w join calendar c on c.workspace_id = w.workspace_id and c.calendar_id = coalesce(${calendarId}::uuid, w.calendar_id)
    where w.workspace_id = current_workspace()`);
}

const columns = sql`calendar_id, name, week, exceptions, version`;

export async function listCalendars(tx: Tx): Promise<CalendarRow[]> {
  return tx.rows(sql<CalendarRow>`select ${columns} from calendar where workspace_id = current_workspace() order by name, calendar_id`);
}

/** Under the lock that orders the calendar's events. */
export async function lockCalendar(tx: Tx, calendarId: string): Promise<CalendarRow | undefined> {
  return tx.first(
    sql<CalendarRow>`select ${columns} from calendar where workspace_id = current_workspace() and calendar_id = ${calendarId} for no key update`,
  );
}

/** Those of these that exist, by id. */
export async function calendarsAmong(tx: Tx, ids: readonly string[]): Promise<CalendarRow[]> {
  if (ids.length === 0) return [];
  return tx.rows(
    sql<CalendarRow>`select ${columns} from calendar where workspace_id = current_workspace() and calendar_id = any(${ids}::uuid[]) order by name, calendar_id`,
  );
}

/** Whether there is one, and that it stays until this transaction ends. */
export async function hasCalendar(tx: Tx, calendarId: string): Promise<boolean> {
  return (
    (await tx.first(sql`select 1 from calendar where workspace_id = current_workspace() and calendar_id = ${calendarId} for key share`)) !==
    undefined
  );
}

export async function insertCalendar(tx: Tx, calendar: { id: string; name: string; week: unknown; exceptions: unknown }): Promise<void> {
  await tx.change(sql`
    insert into calendar (workspace_id, calendar_id, name, week, exceptions)
    values (current_workspace(), ${calendar.id}, ${calendar.name}, ${JSON.stringify(calendar.week)}::jsonb, ${JSON.stringify(calendar.exceptions)}::jsonb)`);
}

export async function updateCalendar(tx: Tx, calendar: CalendarRow): Promise<CalendarRow> {
  return (await tx.first(sql<CalendarRow>`
    update calendar set name = ${calendar.name}, week = ${JSON.stringify(calendar.week)}::jsonb, exceptions = ${JSON.stringify(calendar.exceptions)}::jsonb, version = version + 1
    where workspace_id = current_workspace() and calendar_id = ${calendar.calendar_id} returning ${columns}`)) as CalendarRow;
}

export async function deleteCalendar(tx: Tx, calendarId: string): Promise<void> {
  await tx.change(sql`delete from calendar where workspace_id = current_workspace() and calendar_id = ${calendarId}`);
}

/** Whether the workspace, a process or a project works by it. The workspace's row is locked: its choice is checked only at the commit. */
export async function calendarUsed(tx: Tx, calendarId: string): Promise<boolean> {
  const workspace = await tx.first(
    sql<{ calendar_id: string | null }>`select calendar_id from workspace where workspace_id = current_workspace() for no key update`,
  );
  if (workspace?.calendar_id === calendarId) return true;
  return (
    (await tx.first(sql`
    select 1 from process where workspace_id = current_workspace() and calendar_id = ${calendarId}
    union all select 1 from project where workspace_id = current_workspace() and calendar_id = ${calendarId}
    union all select 1 from task where workspace_id = current_workspace() and project_id is not null and planning->>'calendarId' = ${calendarId} limit 1`)) !==
    undefined
  );
}

/** Open projects whose plans are computed on this calendar, by their own choice, that of a task, or as the workspace's standard; null: on any. */
export async function projectsOn(tx: Tx, calendarId: string | null): Promise<string[]> {
  const rows = await tx.rows(sql<{ project_id: string }>`
    select p.project_id from project p join workspace w on w.workspace_id = p.workspace_id
    where p.workspace_id = current_workspace() ${
      calendarId === null
        ? sql``
        : sql`and (coalesce(p.calendar_id, w.calendar_id) = ${calendarId}
        or exists (select 1 from task t where t.workspace_id = p.workspace_id and t.project_id = p.project_id and t.deleted_at is null and t.planning->>'calendarId' = ${calendarId}::text))`
    }
      and not exists (select 1 from project_completion c where c.workspace_id = p.workspace_id and c.project_id = p.project_id)
    order by p.project_id`);
  return rows.map((row) => row.project_id);
}
