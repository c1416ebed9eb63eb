import { expect, test } from "vitest";
import { standardCalendar } from "../calendar/index.ts";
import { Random } from "../levelling/random.ts";
import type { Plan, PlanTask } from "../plan/index.ts";
import { backtest, calibrate, casesThrough, dayAfter, forecastPlan, forecastQueue, workDone, type Shown } from "./index.ts";

const task = (id: string, hours: number, more: Partial<PlanTask> = {}): PlanTask => ({
  id,
  parent: null,
  title: id,
  workingMinutes: hours * 60,
  ...more,
});
const planOf = (tasks: PlanTask[]): Plan => ({
  start: "2026-03-02T08:00",
  calendar: standardCalendar,
  tasks,
  links: tasks
    .slice(1)
    .map((to, index) => ({ from: tasks[index]!.id, to: to.id, type: "FS" as const, lag: { minutes: 0, kind: "working" as const } })),
});
const always = { runs: 400, seed: 1 };

test("without a history or ranges nothing is promised, and it says what is missing", () => {
  const forecast = forecastPlan({ plan: planOf([task("a", 8)]), history: [], ranges: [], ...always });
  expect(forecast).toMatchObject({ p50: null, p95: null, histogram: [] });
  expect(forecast.findings).toMatchObject([
    { code: "forecast.thin", severity: "error", params: { finished: 0, needed: 8, missing: 1, open: 1 } },
  ]);
});

test("a team that always takes twice as long is expected to do so again", () => {
  const history = Array.from({ length: 24 }, (_, k) => ({ project: `p${k % 6}`, planned: 480, actual: 960 }));
  const { p50, p95, basis } = forecastPlan({ plan: planOf([task("a", 8), task("b", 8)]), history, ranges: [], ...always });
  expect(basis.typicalRatio).toBeCloseTo(2);
  expect([p50, p95]).toEqual(["2026-03-05T17:00", "2026-03-05T17:00"]);
});

test("the plan's own finished tasks count as history, and what is done never moves", () => {
  const done = Array.from({ length: 8 }, (_, k) =>
    task(`d${k}`, 8, {
      finished: { start: `2026-03-${String(2 + k).padStart(2, "0")}T08:00`, finish: `2026-03-${String(2 + k).padStart(2, "0")}T17:00` },
    }),
  ).filter((one) => !/-0[78]T/.test(one.finished!.start));
  const more = [
    task("e1", 8, { finished: { start: "2026-03-10T08:00", finish: "2026-03-10T17:00" } }),
    task("e2", 8, { finished: { start: "2026-03-11T08:00", finish: "2026-03-11T17:00" } }),
  ];
  const forecast = forecastPlan({ plan: planOf([...done, ...more, task("last", 8)]), history: [], ranges: [], ...always });
  expect(forecast.basis.finishedTasks).toBe(8);
  expect(forecast.p50).toBe("2026-03-12T17:00");
});

test("a task's own range makes the late promises later than the even one", () => {
  const forecast = forecastPlan({ plan: planOf([task("a", 40)]), history: [], ranges: [{ task: "a", low: 1800, high: 6000 }], ...always });
  expect(forecast.p50! < forecast.p80! && forecast.p80! < forecast.p95!).toBe(true);
  expect(forecast.findings).toMatchObject([{ code: "forecast.ranges_unchecked" }]);
  expect(forecast.basis.criticalIn).toEqual([{ task: "a", share: 1 }]);
});

test("what has not begun by now begins no earlier than now", () => {
  const history = Array.from({ length: 24 }, (_, k) => ({ project: `p${k % 6}`, planned: 480, actual: 480 }));
  const { p50 } = forecastPlan({ plan: planOf([task("a", 8)]), history, ranges: [], now: "2026-04-01T07:00", ...always });
  expect(p50).toBe("2026-04-01T17:00");
});

test("a queue that finishes two a day is through when it should be", () => {
  const daily = Array.from({ length: 200 }, () => 2);
  const { p50, p95, findings } = forecastQueue(daily, 20, { runs: 500, seed: 1 });
  expect(findings).toEqual([]);
  expect(p50).toBeGreaterThanOrEqual(9); // corrections never rest, so a day around ten
  expect(p95).toBeLessThanOrEqual(12);
});

test("a queue without a pace promises nothing", () => {
  expect(forecastQueue([1, 1, 1], 5, always)).toMatchObject({ p50: null, findings: [{ code: "forecast.thin", severity: "error" }] });
  const stopped = [...Array.from({ length: 60 }, () => 1), ...Array.from({ length: 100 }, () => 0)];
  expect(forecastQueue(stopped, 5, always).findings[0]!.message).toContain("Nothing was finished in the last twelve weeks");
});

test("where the pace drifts, weeks with corrections keep their promise better than single days do", () => {
  const random = new Random(3);
  let level = 3;
  const daily = Array.from({ length: 900 }, (_, day) => {
    if (day % 28 === 0) level = Math.min(12, Math.max(1, level * Math.exp((random.unit() - 0.5) * 1.6)));
    return day % 7 > 4 ? 0 : Math.round(level * (0.5 + random.unit()));
  });
  const options = { share: 0.85, runs: 300, seed: 1 };
  const plain = backtest(daily, 28, { ...options, draw: "days", adaptive: false });
  const ours = backtest(daily, 28, { ...options, draw: "weeks", adaptive: true });
  expect(plain.origins).toBeGreaterThan(100);
  expect(Math.abs(ours.promiseKept - 0.85)).toBeLessThan(0.08);
  expect(plain.promiseKept).toBeLessThan(ours.promiseKept - 0.05);
  expect(ours.covered).toBeGreaterThan(plain.covered + 0.1);
});

test("promises that were broken are widened, and those always kept are narrowed", () => {
  const shown = (actual: number): Shown => ({ madeAt: 0, p50: 10, p80: 12, p95: 15, actual, knownAt: 1 });
  const late = calibrate(Array.from({ length: 10 }, () => shown(20)));
  expect(late).toMatchObject({ count: 10, kept: { p50: 0, p95: 0 } });
  expect(late.stretch.p95).toBeGreaterThan(1.5);
  const early = calibrate(Array.from({ length: 10 }, () => shown(5)));
  expect(early.kept!.p50).toBeCloseTo(1);
  expect(early.stretch.p50).toBeLessThan(0.5);
  expect(calibrate([{ ...shown(5), actual: null, knownAt: null }])).toMatchObject({ count: 0, kept: null });
});

test("days of work, cases that are through, and a day after another", () => {
  const day = 86_400_000;
  expect(workDone([0.5 * day, 0.7 * day, 2 * day], 3, 4 * day)).toEqual({
    daily: [2, 0, 1, 0, 0],
    open: 3,
    from: "1970-01-01",
    until: "1970-01-05",
  });
  expect(workDone([], 3, 0)).toBeNull();
  const ends = [...Array.from({ length: 39 }, (_, at) => ({ activity: 1, at })), { activity: 2, at: 99 }];
  expect(casesThrough(ends)).toMatchObject({ open: 1 });
  expect(dayAfter("2026-02-27", 3)).toBe("2026-03-02");
});
