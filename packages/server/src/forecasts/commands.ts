import type { AnswerOf, operations } from "@rondo/contract";
import { formatWall, parseWall, wallOfInstant } from "@rondo/core/calendar";
import { type Calibration, type Finished, calibrate, forecastPlan } from "@rondo/core/forecast";
import { mustMayIn } from "../access/index.ts";
import { type WorkingTime, workingTime } from "../calendars/index.ts";
import type { Tx } from "../database/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { computable, lockPlan } from "../plans/index.ts";
import { finishedElsewhere, insertForecast, shownForecasts, unmeasuredIn } from "./store.ts";

/** Enough for a percentage point, few enough not to hold up other requests. */
const placements = 300_000;

export async function makeForecast(call: WorkspaceCall<typeof operations.makeForecast>): Promise<AnswerOf<typeof operations.makeForecast>> {
  const { tx, params, actor } = call;
  await mustMayIn(tx, actor, "project", params.p, "project.read");
  const head = await lockPlan(tx, params.p);
  if (head === undefined) refuse("project_not_found");
  if (head.ended) refuse("project_ended");
  // Counted back, a plan always ends in time: asked is when it will be over if it begins when it must.
  const { time, ...computed } = await computable(tx, head);
  const { finish: _, ...plan } = computed.plan;
  const record = await recordOf(tx, time);
  const runs = Math.max(200, Math.min(2000, Math.round(placements / Math.max(1, plan.tasks.length))));
  const { p50, p80, p95, histogram, basis, findings } = forecastPlan({
    plan,
    history: await historyOf(tx, params.p),
    ranges: [],
    unmeasured: await unmeasuredIn(tx, params.p),
    stretch: record.stretch,
    now: formatWall(wallOfInstant(call.now.getTime(), time.zone)),
    runs,
    seed: 1,
  });
  if (p50 !== null && p80 !== null && p95 !== null) {
    const id = call.newId();
    await insertForecast(tx, { id, projectId: params.p, p50, p80, p95, basis });
    await call.append({
      name: "forecast.shown",
      subjectKind: "forecast",
      subjectId: id,
      version: 1,
      homeKind: "project",
      homeId: params.p,
      data: { p50, p80, p95 },
    });
  }
  return {
    p50,
    p80,
    p95,
    histogram: histogram.map((bar) => ({ ...bar })),
    basis: {
      runs: basis.runs,
      finishedTasks: basis.finishedTasks,
      projects: basis.projects,
      typicalRatio: basis.typicalRatio,
      criticalIn: basis.criticalIn.map(({ task, share }) => ({ taskId: task, share })),
    },
    record: { count: record.count, kept: record.kept },
    findings: findings.map((finding) => ({ ...finding })),
  };
}

/** What tasks of other projects took in the working time of those, from the start they were planned for to when they were done. */
async function historyOf(tx: Tx, projectId: string): Promise<Finished[]> {
  const done = await finishedElsewhere(tx, projectId, 2000);
  const times = new Map<string | null, WorkingTime>();
  for (const id of new Set(done.map((row) => row.calendar_id))) times.set(id, await workingTime(tx, id));
  return done.flatMap((row): Finished[] => {
    const time = times.get(row.calendar_id) as WorkingTime;
    const start = parseWall(row.start);
    const finish = wallOfInstant(Date.parse(row.completed_at), time.zone);
    const actual = start === null ? 0 : time.calendar.between(start, finish);
    return actual > 0 ? [{ project: row.project_id, planned: row.working_minutes, actual }] : [];
  });
}

/** Every forecast that was shown against what happened: in minutes from when it was made. */
async function recordOf(tx: Tx, time: WorkingTime): Promise<Calibration> {
  return calibrate(
    (await shownForecasts(tx)).map((row) => {
      const madeAt = wallOfInstant(Date.parse(row.made_at), time.zone);
      const after = (wall: string): number => (parseWall(wall) ?? madeAt) - madeAt;
      const end = row.completed_at === null ? null : wallOfInstant(Date.parse(row.completed_at), time.zone);
      return {
        madeAt,
        p50: after(row.p50),
        p80: after(row.p80),
        p95: after(row.p95),
        actual: end === null ? null : end - madeAt,
        knownAt: end,
      };
    }),
  );
}
