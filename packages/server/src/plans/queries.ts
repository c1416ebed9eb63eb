import type { AnswerOf, operations } from "@rondo/contract";
import { schedulePlan } from "@rondo/core/plan";
import { workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { presentBoardTask, presentCalendar, presentEntry, presentLink } from "./present.ts";
import { linksAmong, planOf } from "./schedule.ts";
import { type BoardRow, type DoneRow, type PlanHead, boardRows, completionsOf, entriesOf, linksOf, namesOf } from "./store.ts";

type Plan = AnswerOf<typeof operations.getPlan>;

/** Everything of a plan but its project: list, board and Gantt read this. Float and reasons are computed, never stored. */
export async function readPlan(tx: Tx, project: Pick<PlanHead, "project_id" | "start" | "calendar_id" | "link_policy">): Promise<Omit<Plan, "project">> {
  const [rows, allLinks, time] = await Promise.all([boardRows(tx, project.project_id), linksOf(tx, project.project_id), workingTime(tx, project.calendar_id)]);
  const links = linksAmong(rows, allLinks);
  const done = await completionsOf(tx, rows);
  const [entries, names] = await Promise.all([done.size === 0 && project.link_policy === "earliest" ? new Map() : entriesOf(tx, project.project_id), namesOf(tx, peopleIn(rows, done))]);
  const scheduled = schedulePlan(planOf(project, time, rows, links, { done, entries }));
  return {
    tasks: rows.map((row) => presentBoardTask(row, done.get(row.task_id), names)),
    links: links.map(presentLink),
    entries: scheduled.entries.map((entry) => presentEntry(entry, links)),
    start: scheduled.start,
    finish: rows.length === 0 ? project.start : scheduled.finish,
    calendar: presentCalendar(time),
    findings: scheduled.findings.map((finding) => ({ ...finding })),
  };
}

function peopleIn(rows: readonly BoardRow[], done: ReadonlyMap<string, DoneRow>): string[] {
  const ids = new Set<string | null>();
  for (const row of rows) ids.add(row.owner_id).add(row.team_id);
  for (const row of done.values()) ids.add(row.completed_by);
  ids.delete(null);
  return [...ids] as string[];
}
