import type { AnswerOf, operations } from "@rondo/contract";
import { dayOf, formatDay, wallOfInstant, weekdayOf } from "@rondo/core/calendar";
import { exposureTrend } from "@rondo/core/control";
import { staffOf } from "@rondo/core/plan";
import { spaceAtLeast } from "@rondo/core/access";
import { mustMayIn } from "../access/index.ts";
import { workingTime } from "../calendars/index.ts";
import { ledgerNow } from "../capacity/index.ts";
import type { Tx } from "../database/index.ts";
import { type WorkspaceCall, pageOf, readCursor } from "../http/index.ts";
import type { PlanHead } from "../plans/index.ts";
import { type Project, type ProjectRow, findProject, listProjects, presentProject } from "../projects/index.ts";
import { type Control, type Read, factsOf, presentBudget, presentEntry, valueOf } from "./present.ts";
import { type RatingRow, budgetsOf, entriesOf, namesOf, newestBaselines, newestForecasts, ratingsOf, spentOn, valueRows } from "./store.ts";

export async function listRegister(call: WorkspaceCall<typeof operations.listRegister>): Promise<AnswerOf<typeof operations.listRegister>> {
  const { tx, actor, params, now } = call;
  await mustMayIn(tx, actor, "project", params.p, "project.read");
  const items = (await entriesOf(tx, [params.p])).map(presentEntry);
  return { items, trend: trendOf(await ratingsOf(tx, params.p), items, now) };
}

/** At each rating and settlement, and now; of very many the newest. */
function trendOf(
  ratings: readonly RatingRow[],
  items: readonly ReturnType<typeof presentEntry>[],
  now: Date,
): { at: string; exposure: number }[] {
  if (ratings.length === 0) return [];
  const settled = new Map(
    items.flatMap((item) =>
      item.said.kind === "risk" && item.settlement !== null ? [[item.id, Date.parse(item.settlement.at)] as const] : [],
    ),
  );
  const rated = ratings.map((row) => ({
    entry: row.entry_id,
    at: Date.parse(row.rated_at),
    likelihood: row.likelihood,
    impact: row.impact,
  }));
  const moments = [...new Set([...rated.map((row) => row.at), ...settled.values(), now.getTime()])].toSorted((a, b) => a - b).slice(-200);
  const trend = exposureTrend(rated, settled, moments);
  return moments.map((at, index) => ({ at: new Date(at).toISOString(), exposure: trend[index] ?? 0 }));
}

export async function getControl(call: WorkspaceCall<typeof operations.getControl>): Promise<Control> {
  const { tx, actor, params, now } = call;
  const role = await mustMayIn(tx, actor, "project", params.p, "project.read");
  const head = (await findProject(tx, actor, params.p)) as ProjectRow;
  const money = spaceAtLeast(role, "editor");
  const read = (await readAll(tx, [head], now, money)).get(params.p) as Read;
  const rates = spaceAtLeast(role, "manager")
    ? await namesOf(
        tx,
        (read.budget?.rates ?? []).flatMap((rate) => rate.personId ?? []),
      )
    : null;
  return {
    facts: factsOf(read),
    budget: read.budget === undefined || !money ? null : presentBudget(read.budget, rates),
    value: valueOf(read),
  };
}

type Head = Pick<PlanHead, "project_id" | "start" | "finish" | "calendar_id">;

/** All that says how these projects do, each table once. */
export async function readAll(tx: Tx, heads: readonly Head[], now: Date, money: boolean): Promise<Map<string, Read>> {
  const ids = heads.map((head) => head.project_id);
  const [rows, baselines, budgets, spent, entries] = await Promise.all([
    valueRows(tx, ids),
    newestBaselines(tx, ids),
    budgetsOf(tx, ids),
    spentOn(tx, ids),
    entriesOf(tx, ids),
  ]);
  const of = <Row extends { project_id: string }>(list: readonly Row[]): Map<string, Row[]> => Map.groupBy(list, (row) => row.project_id);
  const [rowsOf, spentOf, listed] = [of(rows), of(spent), of(entries)];
  const reads = new Map<string, Read>();
  for (const head of heads) {
    const id = head.project_id;
    reads.set(id, {
      start: head.start,
      finish: head.finish,
      time: await workingTime(tx, head.calendar_id),
      now,
      rows: rowsOf.get(id) ?? [],
      baseline: baselines.get(id),
      budget: budgets.get(id),
      spent: spentOf.get(id) ?? [],
      entries: listed.get(id) ?? [],
      money,
    });
  }
  return reads;
}

/** So many weeks ahead are looked at for people who are asked for too much. */
const weeksAhead = 8;

export async function listPortfolio(
  call: WorkspaceCall<typeof operations.listPortfolio>,
): Promise<AnswerOf<typeof operations.listPortfolio>> {
  const { tx, actor, query, system, now } = call;
  const binding = ["portfolio", actor.workspaceId, actor.personId];
  const found = await listProjects(tx, actor, false, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  const ids = found.map((row) => row.project_id);
  const reads = await readAll(tx, found, now, false);
  const forecasts = await newestForecasts(tx, ids);
  const { zone } = await workingTime(tx, null);
  const today = dayOf(wallOfInstant(now.getTime(), zone));
  const ledger = await ledgerNow(tx, actor, formatDay(today - weekdayOf(today)), weeksAhead, now);
  const over = new Set(ledger.filter((one) => one.weeks.some((week) => week.overload > 0)).map((one) => one.person));
  return pageOf(
    found,
    query.limit,
    binding,
    system.config.secret,
    (row) => [row.created_at, row.project_id],
    (row) => rowOf(row, presentProject(row, actor), reads.get(row.project_id) as Read, forecasts.get(row.project_id), over),
  );
}

function rowOf(
  row: ProjectRow,
  project: Project,
  read: Read,
  forecast: { p50: string; p80: string; p95: string; made_at: string } | undefined,
  over: ReadonlySet<string>,
): AnswerOf<typeof operations.listPortfolio>["items"][number] {
  const { health, reasons, start, finish, baselineFinish, slipDays, doneTasks, openTasks, lateTasks, spi, milestones } = factsOf(read);
  const risks = read.entries
    .filter((entry) => entry.kind === "risk" && entry.outcome === null)
    .map((entry) => presentEntry(entry).exposure ?? 0);
  const open = read.rows.filter((task) => task.closed_as === null);
  const people = new Set(open.flatMap((task) => staffOf(task.owner_id, task.planning).assignments.map((one) => one.personId)));
  return {
    project: { id: row.project_id, name: row.name, owner: project.owner, mine: project.mine },
    health,
    reasons,
    start,
    finish,
    baselineFinish,
    slipDays,
    doneTasks,
    openTasks,
    lateTasks,
    spi,
    forecast: forecast === undefined ? null : { p50: forecast.p50, p80: forecast.p80, p95: forecast.p95, madeAt: forecast.made_at },
    worstRisk: risks.length === 0 ? null : Math.max(...risks),
    openRisks: risks.length,
    people: people.size,
    overloaded: [...people].filter((person) => over.has(person)).length,
    minutesAhead: open.reduce((sum, task) => sum + (task.milestone ? 0 : (task.planning.remainingMinutes ?? task.working_minutes)), 0),
    next: milestones[0] ?? null,
  };
}
