import type { AnswerOf, operations } from "@rondo/contract";
import { schedulePlan, staffOf, withCalendarNames } from "@rondo/core/plan";
import type { ProjectDraft } from "@rondo/formats/draft";
import { calendarFor, workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { written } from "../http/index.ts";
import { IdRows } from "./present/id-rows.ts";
import {
  fixed,
  objectOf,
  ownersIn,
  presentBoardTask,
  presentCalendar,
  presentColumns,
  presentDraft,
  presentEntry,
  presentHours,
  presentLink,
  presentMore,
} from "./present.ts";
import { calendarsOf, hoursOf, linksAmong, planOf, policyOf, recordOf } from "./schedule.ts";
import {
  type BoardRow,
  type DoneRow,
  type PlanHead,
  boardRows,
  completionsOf,
  entriesOf,
  entryColumns,
  frozenOf,
  linesInside,
  linkColumns,
  linksOf,
  namesOf,
  notesOf,
  sayingMore,
  taskColumns,
} from "./store.ts";

type Plan = AnswerOf<typeof operations.getPlan>;

/** Everything of a plan but its project: list, board and Gantt read this. Float and reasons are computed, never stored. */
export async function readPlan(
  tx: Tx,
  project: Pick<PlanHead, "project_id" | "start" | "finish_by" | "calendar_id" | "link_policy" | "own_hours">,
): Promise<Omit<Plan, "project">> {
  const [rows, allLinks, time] = await Promise.all([
    boardRows(tx, project.project_id),
    linksOf(tx, project.project_id),
    workingTime(tx, project.calendar_id),
  ]);
  const links = linksAmong(rows, allLinks);
  const done = await completionsOf(tx, rows);
  const calendars = await calendarsOf(tx, rows);
  const hours = await hoursOf(tx, project, rows);
  const [entries, names] = await Promise.all([
    done.size === 0 && policyOf(project) === "earliest" ? new Map() : entriesOf(tx, project.project_id),
    namesOf(tx, peopleIn(rows, done)),
  ]);
  const scheduled = schedulePlan(planOf(project, time, rows, links, { done, entries, calendars, hours }));
  return {
    tasks: rows.map((row) => presentBoardTask(row, done.get(row.task_id), names)),
    links: links.map(presentLink),
    entries: scheduled.entries.map((entry) => presentEntry(entry, links)),
    start: scheduled.start,
    finish: rows.length === 0 ? project.start : scheduled.finish,
    calendar: presentCalendar(time.definition),
    calendars: calendars.map((row) => ({ id: row.calendar_id, name: row.name, ...presentCalendar(row) })),
    hours: hours.map(presentHours),
    findings: scheduled.findings.map((finding) => ({ ...finding })),
  };
}

type Columns = AnswerOf<typeof operations.getPlanColumns>;

/**
 * The same for a reader that computes float and reasons itself, as JSON: nothing is said once for each task that can be said
 * once. `first`: so many lines from the top alone.
 */
export async function readColumns(
  tx: Tx,
  row: Pick<PlanHead, "project_id" | "calendar_id" | "columns" | "own_hours">,
  project: Columns["project"],
  first?: number,
): Promise<Columns> {
  const among = first === undefined ? null : await firstLines(tx, row.project_id, first);
  const [all, saying, links, entries, time] = await Promise.all([
    taskColumns(tx, row.project_id, row.columns, among),
    sayingMore(tx, row.project_id, among),
    linkColumns(tx, row.project_id, among),
    entryColumns(tx, row.project_id, among),
    workingTime(tx, row.calendar_id),
  ]);
  const done = await completionsOf(tx, saying);
  const { people, rows: owners } = ownersIn(all);
  const names = await namesOf(tx, [...new Set([...people, ...peopleIn(saying, done)])]);
  const calendars = await calendarsOf(tx, saying);
  const hours = await hoursOf(tx, row, [...people.map((owner_id) => ({ owner_id, planning: {} })), ...saying]);
  const read = { all, entries, links, saying, done };
  const rows = new IdRows(Buffer.from(all.ids, "base64"));
  const shortly: Omit<Columns, "tasks" | "links"> = {
    project,
    people: people.map((id) => ({ id, name: names.get(id) ?? "" })),
    more: presentMore(read, rows, names),
    calendar: presentCalendar(time.definition),
    calendars: calendars.map((one) => ({ id: one.calendar_id, name: one.name, ...presentCalendar(one) })),
    hours: hours.map(presentHours),
  };
  return written(
    objectOf({
      ...Object.fromEntries(Object.entries(shortly).map(([name, value]) => [name, JSON.stringify(value)])),
      ...presentColumns(read, rows, owners),
    }),
  );
}

/** The tasks of so many lines from the top of the tree; none whose inner ones all come after those. */
async function firstLines(tx: Tx, projectId: string, count: number): Promise<string[]> {
  let lines = await linesInside(tx, projectId, null, count);
  const parents = new Set<string>();
  for (let level = lines; level.length > 0;) {
    const inside = Map.groupBy(
      await linesInside(
        tx,
        projectId,
        level.map((line) => line.task_id),
        count,
      ),
      (line) => line.parent_id as string,
    );
    for (const id of inside.keys()) parents.add(id);
    lines = lines.flatMap((line) => [line, ...(inside.get(line.task_id) ?? [])]).slice(0, count);
    const here = new Set(lines);
    level = [...inside.values()].flat().filter((line) => here.has(line));
  }
  while (lines.length > 0 && parents.has(lines.at(-1)!.task_id)) lines.pop();
  return lines.map((line) => line.task_id);
}

/** The plan as formats write it; what only stands where it was put says so by a date, for other programs place all as early as may be. */
export async function planDraft(
  tx: Tx,
  project: Pick<PlanHead, "project_id" | "name" | "start" | "finish_by" | "calendar_id" | "link_policy" | "own_hours"> & { goal: string },
): Promise<ProjectDraft> {
  const rows = await boardRows(tx, project.project_id);
  const links = linksAmong(rows, await linksOf(tx, project.project_id));
  const time = await workingTime(tx, project.calendar_id);
  const record = await recordOf(tx, project, rows);
  const plan = planOf(project, time, rows, links, record);
  const scheduled = schedulePlan(plan);
  const notes = await notesOf(tx, project.project_id);
  const frozen = await frozenOf(tx, project.project_id);
  const people = new Set(rows.flatMap((row) => staffOf(row.owner_id, row.planning).assignments.map((share) => share.personId)));
  const names = await namesOf(tx, [...people]);
  const own = await calendarFor(tx, project.calendar_id);
  const called = new Map([...names, ...[...record.calendars, ...(own ? [own] : [])].map((row) => [row.calendar_id, row.name] as const)]);
  const calendars = { ...plan.calendars, ...(own && { [own.calendar_id]: plan.calendar }) };
  const told = withCalendarNames({ ...plan, calendars, tasks: fixed(plan.tasks, scheduled.entries) }, called);
  const baselines = frozen.map(({ name, entries }) => ({
    name,
    // What each cost is for those to see who may see rates.
    entries: entries.map(({ task, start, finish, minutes }) => ({ task, start, finish, minutes })),
  }));
  return { ...presentDraft(project, rows, told, notes, names), ...(baselines.length > 0 && { baselines }) };
}

function peopleIn(rows: readonly BoardRow[], done: ReadonlyMap<string, DoneRow>): string[] {
  const ids = new Set<string | null>();
  for (const row of rows) ids.add(row.owner_id).add(row.team_id);
  for (const row of done.values()) ids.add(row.completed_by);
  ids.delete(null);
  return [...ids] as string[];
}
