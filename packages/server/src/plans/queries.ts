import type { AnswerOf, operations } from "@rondo/contract";
import { schedulePlan } from "@rondo/core/plan";
import { workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { presentBoardTask, presentCalendar, presentEntry, presentLink } from "./present.ts";
import { planOf } from "./schedule.ts";
import { boardRows, linksOf, namesOf } from "./store.ts";

type Plan = AnswerOf<typeof operations.getPlan>;

/** Everything of a plan but its project: list, board and Gantt read this. Float and reasons are computed, never stored. */
export async function readPlan(tx: Tx, project: { project_id: string; name: string; start: string; calendar_id: string | null }): Promise<Omit<Plan, "project">> {
  const rows = await boardRows(tx, project.project_id);
  const links = await linksOf(tx, project.project_id);
  const time = await workingTime(tx, project.calendar_id);
  const people = new Set<string>();
  for (const row of rows) for (const id of [row.owner_id, row.team_id, row.created_by, row.completed_by]) if (id !== null) people.add(id);
  const names = await namesOf(tx, [...people]);
  const scheduled = schedulePlan(planOf(project, time, rows, links));
  const home = { kind: "project" as const, id: project.project_id, title: project.name, processId: null };
  return {
    tasks: rows.map((row) => presentBoardTask(row, home, names)),
    links: links.map(presentLink),
    entries: scheduled.entries.map((entry) => presentEntry(entry, links)),
    start: scheduled.start,
    finish: rows.length === 0 ? project.start : scheduled.finish,
    calendar: presentCalendar(time),
    findings: scheduled.findings.map((finding) => ({ ...finding })),
  };
}
