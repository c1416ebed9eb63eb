import { formatWall, parseWall } from "@rondo/core/calendar";
import { type Plan, type ScheduledPlan, schedulePlan } from "@rondo/core/plan";
import { type WorkingTime, workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { clockOf } from "./clock.ts";
import { type EntryRow, type LinkRow, type PlanHead, type PlannedRow, dropEntries, linksOf, plannedRows, saveEntries, saveFinish } from "./store.ts";

/** The plan's rows as the core takes them. Completed work stands where it was done. */
export function planOf(head: Pick<PlanHead, "start">, time: WorkingTime, rows: readonly PlannedRow[], links: readonly LinkRow[]): Plan {
  const here = new Set(rows.map((row) => row.task_id));
  return {
    start: head.start,
    calendar: time.definition,
    tasks: rows.map((row) => ({
      id: row.task_id,
      parent: row.parent_id !== null && here.has(row.parent_id) ? row.parent_id : null,
      title: row.title,
      workingMinutes: row.milestone ? 0 : row.working_minutes,
      ...(row.not_before_wall !== null && { constraint: { type: "SNET" as const, at: row.not_before_wall } }),
      ...(row.deadline_wall !== null && { deadline: row.deadline_wall }),
      ...(row.completed_at !== null && { finished: finished(row, row.completed_at, time) }),
    })),
    links: links.map((link) => ({ from: link.from_id, to: link.to_id, type: link.type, lag: { minutes: link.lag_minutes, kind: link.lag_kind } })),
  };
}

/** Computes the schedule again and writes what changed; whoever calls holds the plan's lock. */
export async function recompute(tx: Tx, head: PlanHead): Promise<ScheduledPlan> {
  const time = await workingTime(tx, head.calendar_id);
  const rows = await plannedRows(tx, head.project_id);
  const scheduled = schedulePlan(planOf(head, time, rows, await linksOf(tx, head.project_id)));
  await saveEntries(tx, head.project_id, changedEntries(rows, scheduled, time.zone));
  const finish = rows.length === 0 ? null : scheduled.finish;
  if (finish !== head.finish) await saveFinish(tx, head.project_id, finish);
  return scheduled;
}

/** The same after something went to the trash. */
export async function recomputeWithout(tx: Tx, head: PlanHead): Promise<ScheduledPlan> {
  await dropEntries(tx, head.project_id);
  return recompute(tx, head);
}

/** The moment of completion, and the start that was planned then: it stands in the last entry, and stays because the entry does. */
function finished(row: PlannedRow, completedAt: string, time: WorkingTime): { start: string; finish: string } {
  const finish = clockOf(time.zone).wall(Date.parse(completedAt));
  const start = row.entry_start === null ? time.calendar.add(finish, -row.working_minutes) : (parseWall(row.entry_start) ?? finish);
  return { start: formatWall(Math.min(start, finish)), finish: formatWall(finish) };
}

function changedEntries(rows: readonly PlannedRow[], scheduled: ScheduledPlan, zone: string): EntryRow[] {
  const clock = clockOf(zone);
  const changed: EntryRow[] = [];
  scheduled.entries.forEach((entry, index) => {
    const row = rows[index];
    if (row === undefined || (row.entry_start === entry.start && row.entry_finish === entry.finish && row.entry_critical === entry.critical)) return;
    const instant = Math.min(lastInstant, clock.instant(parseWall(entry.finish) ?? 0));
    changed.push({ task_id: entry.id, start: entry.start, finish: entry.finish, finish_at: new Date(instant).toISOString(), critical: entry.critical });
  });
  return changed;
}

/** Absurd durations reach beyond the years that a timestamp is written in. */
const lastInstant = Date.parse("9999-12-31T00:00:00Z");
