import { expect, test } from "vitest";
import { type MeasuredRun, processMeasures } from "./index.ts";

const hour = 3_600_000;
const begin = 1_772_461_800_000;

/** Requests one a day: receiving takes an hour, scanning `scan` hours, an approval that always says yes. */
function run(number: number, scan: number, more: Partial<MeasuredRun> = {}): MeasuredRun {
  const at = begin + number * 24 * hour;
  const step = (stepId: string, from: number, to: number, by: string, verdict: "approved" | null = null) => ({
    stepId,
    title: stepId,
    openedAt: at + from * hour,
    closedAt: at + to * hour,
    how: "completed" as const,
    dueAt: at + (from + 10) * hour,
    by,
    verdict,
  });
  return {
    id: `r${number}`,
    number,
    title: `Request ${number}`,
    revision: 1,
    kind: "hand",
    state: "completed",
    startedAt: at,
    endedAt: at + (2 + scan) * hour,
    steps: [step("receive", 0, 1, "Amira"), step("scan", 1, 1 + scan, "Bo"), step("approve", 1 + scan, 2 + scan, "Bo", "approved")],
    ...more,
  };
}

test("where runs spend their time, what is late and how often work changes hands", () => {
  const runs = Array.from({ length: 20 }, (_, at) => run(at, at === 5 ? 30 : 8));
  const found = processMeasures(runs, begin + 40 * 24 * hour);
  expect(found.leadHours).toMatchObject({ count: 20, p50: 10 });
  expect(found.steps[0]).toMatchObject({ stepId: "scan", done: 20, medianHours: 8, late: 1, skipped: 0 });
  expect(found.steps.find(({ stepId }) => stepId === "approve")).toMatchObject({ approved: 20, rejected: 0 });
  expect(found.steps[0]!.trend).toBe("no evidence");
  const slower = Array.from({ length: 40 }, (_, at) => run(at, (at < 20 ? 4 : 12) + (at % 3)));
  expect(processMeasures(slower, begin + 60 * 24 * hour).steps.map(({ stepId, trend }) => [stepId, trend])).toContainEqual([
    "scan",
    "more",
  ]);
  expect(found.handovers).toBe(1);
  expect(found.control!.chart.points.flatMap(({ signals }, at) => (signals.includes("beyond") ? [at] : []))).toEqual([5]);
  expect(found.weeks.reduce((sum, { finished }) => sum + finished, 0)).toBe(20);
  expect(found.weeks.at(-1)!.open).toBe(0);
});

test("what 80 and 95 % of runs kept within is told from five and from twenty runs on", () => {
  const told = (count: number) => {
    const { leadHours, steps, groups } = processMeasures(
      Array.from({ length: count }, (_, at) => run(at, 8)),
      begin + 60 * 24 * hour,
    );
    return [leadHours?.p50, leadHours?.p80, leadHours?.p95, steps[0]!.p80Hours, groups[0]!.lead?.p80];
  };
  expect(told(4)).toEqual([10, null, null, null, null]);
  expect(told(5)).toEqual([10, 10, null, 8, 10]);
  expect(told(20).slice(0, 3)).toEqual([10, 10, 10]);
});

test("each week is seven days, and the last of them ends now, so that what began today is within it", () => {
  const now = begin + 20 * 24 * hour;
  const { weeks } = processMeasures([run(1, 8), run(2, 8, { startedAt: now - hour, endedAt: null, state: "running" })], now);
  expect(weeks.at(-1)).toMatchObject({ until: now, started: 1, open: 1 });
  expect(weeks.slice(1).map(({ from }) => from)).toEqual(weeks.slice(0, -1).map(({ until }) => until));
});

test("work in batches, work of seconds, and work that goes back and forth are told apart from ordinary work", () => {
  const plain = processMeasures(
    Array.from({ length: 24 }, (_, at) => run(at, 8)),
    begin + 60 * 24 * hour,
  );
  expect(plain.steps.map(({ batched, atOnce }) => [batched, atOnce])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(plain.bounces).toBe(0);
  const odd = Array.from({ length: 24 }, (_, at): MeasuredRun => {
    const [receive, scan, approve] = run(at, 8).steps as [
      MeasuredRun["steps"][number],
      MeasuredRun["steps"][number],
      MeasuredRun["steps"][number],
    ];
    const day = begin + (Math.floor(at / 6) * 6 + 7) * 24 * hour;
    return run(at, 8, {
      endedAt: day + 2 * hour,
      steps: [
        { ...receive, closedAt: receive.openedAt + 20_000 },
        { ...scan, closedAt: day + (at % 6) * 60_000 },
        { ...approve, openedAt: day + hour, closedAt: day + 2 * hour, by: "Amira" },
      ],
    });
  });
  const found = processMeasures(odd, begin + 60 * 24 * hour);
  expect(found.steps.find(({ stepId }) => stepId === "scan")).toMatchObject({ batched: 1, atOnce: 0 });
  expect(found.steps.find(({ stepId }) => stepId === "receive")).toMatchObject({ batched: 0, atOnce: 1 });
  expect(found.bounces).toBe(1);
});

test("an open run is told with its age, its step and what like runs still needed", () => {
  const now = begin + 60 * 24 * hour;
  const open: MeasuredRun = {
    ...run(50, 8),
    state: "running",
    endedAt: null,
    startedAt: now - 3 * hour,
    steps: [
      { ...run(50, 8).steps[0]!, openedAt: now - 3 * hour, closedAt: now - 2 * hour },
      { ...run(50, 8).steps[1]!, openedAt: now - 2 * hour, closedAt: null, how: null },
    ],
  };
  const [ageing] = processMeasures([...Array.from({ length: 40 }, (_, at) => run(at, 8)), open], now).ageing;
  expect(ageing).toMatchObject({ step: "scan", ageHours: 3, remainingHours: { p50: 7, basis: 40 } });
});

const times = (
  count: number,
  from: number,
  scan: (at: number) => number,
  more: (at: number) => Partial<MeasuredRun> = () => ({}),
): MeasuredRun[] => Array.from({ length: count }, (_, at) => run(from + at, scan(at), more(at)));

test("a revision that made work shorter is seen by the measure that was hoped for, and few runs are warned of", () => {
  const runs = [
    ...times(30, 0, (at) => 8 + (at % 5)),
    ...times(
      30,
      40,
      (at) => 4 + (at % 5),
      () => ({ revision: 2 }),
    ),
  ];
  const [change] = processMeasures(runs, begin + 90 * 24 * hour, {
    hypotheses: [{ revision: 2, measure: "leadTime", aim: "less" }],
  }).changes;
  expect(change).toMatchObject({ from: 1, to: 2, young: 0, outcome: "as hoped" });
  expect(change!.measures[0]).toMatchObject({ measure: "leadTime", unit: "hours", found: { verdict: "less", shift: -4, warnings: [] } });
  expect(
    processMeasures(runs, begin + 90 * 24 * hour, { hypotheses: [{ revision: 2, measure: "completion", aim: "more" }] }).changes[0],
  ).toMatchObject({ outcome: "no evidence" });
  expect(
    processMeasures(runs, begin + 90 * 24 * hour, { hypotheses: [{ revision: 2, measure: "leadTime", aim: "more" }] }).changes[0],
  ).toMatchObject({ outcome: "the opposite" });
  const [two] = processMeasures([run(1, 8), run(2, 4, { revision: 2 })], begin + 9 * 24 * hour).changes;
  expect(two).toMatchObject({
    outcome: null,
    measures: expect.arrayContaining([
      expect.objectContaining({
        measure: "leadTime",
        found: expect.objectContaining({ verdict: "no evidence", warnings: ["few before", "few after"] }),
      }),
    ]),
  });
});

test("of the lead times before and after, it is told how many are those of runs that go on", () => {
  const open: MeasuredRun = { ...run(3, 8, { revision: 2 }), state: "running", endedAt: null };
  const [change] = processMeasures([run(1, 8), run(2, 4, { revision: 2 }), open], begin + 9 * 24 * hour).changes;
  expect(change!.measures.map(({ measure, open, found: { after } }) => [measure, open, after.count])).toEqual(
    expect.arrayContaining([
      ["leadTime", { before: 0, after: 1 }, 2],
      ["completion", { before: 0, after: 0 }, 1],
    ]),
  );
});

test("runs too young to have ended are left out, so that the quick ones of a new revision do not flatter it", () => {
  // Both revisions take 2 to 12 days alike; the second began eight days ago, so that only its quick runs have ended.
  const days = (at: number): number => 24 * (2 + (at % 11));
  const now = begin + 100 * 24 * hour;
  const before = times(40, 0, days);
  const after = Array.from({ length: 40 }, (_, at): MeasuredRun => {
    const made = run(92 + (at % 8), days(at), { id: `n${at}`, revision: 2 });
    return made.endedAt! <= now ? made : { ...made, state: "running", endedAt: null };
  });
  expect(after.filter(({ state }) => state === "completed").length).toBeGreaterThan(8);
  const [change] = processMeasures([...before, ...after], now).changes;
  expect(change).toMatchObject({ young: 40, measures: [] });
});

test("kinds of work that changed too are warned of", () => {
  const runs = [
    ...times(
      40,
      0,
      () => 8,
      (at) => ({ kind: at < 20 ? "scan" : "loan" }),
    ),
    ...times(
      40,
      50,
      () => 4,
      (at) => ({ revision: 2, kind: at < 36 ? "scan" : "loan" }),
    ),
  ];
  expect(processMeasures(runs, begin + 200 * 24 * hour).changes[0]!.measures[0]!.found.warnings).toEqual(["other mix"]);
});

test("a process without runs has no measures", () => {
  expect(processMeasures([], begin)).toMatchObject({
    leadHours: null,
    weeks: [],
    control: null,
    steps: [],
    handovers: null,
    ageing: [],
    changes: [],
  });
});

test("times are told as the clock goes or in working hours, and what is near in time by the clock alone", () => {
  const runs = Array.from({ length: 24 }, (_, at) => run(at, 8));
  const working = processMeasures(runs, begin + 60 * 24 * hour, { hours: (from, to) => (to - from) / hour / 4 });
  expect(working.leadHours).toMatchObject({ p50: 10 / 4 });
  expect(working.steps.find(({ stepId }) => stepId === "scan")).toMatchObject({ medianHours: 2, atOnce: 0, batched: 0 });
  expect(working.groups.find(({ by }) => by === "revision")).toMatchObject({ lead: { p50: 2.5, p80: 2.5 }, firstResponse: 0.25 });
});

test("runs are told apart by revision, by the teams that worked on them, and by the month in which they ended", () => {
  const runs = [
    run(1, 8, { teams: ["desk"], score: 5 }),
    run(2, 20, { teams: ["desk", "scans"], revision: 2, score: 2 }),
    run(40, 8, { revision: 2, state: "cancelled" }),
    run(41, 8, { revision: 2, state: "running", endedAt: null }),
  ];
  const { groups } = processMeasures(runs, begin + 60 * 24 * hour, {
    monthOf: (moment) => (moment < begin + 30 * 24 * hour ? "2026-03" : "2026-04"),
  });
  expect(
    groups.map(({ by, key, running, completed, cancelled, completion, satisfaction }) => [
      by,
      key,
      running,
      completed,
      cancelled,
      completion,
      satisfaction?.mean ?? null,
    ]),
  ).toEqual([
    ["revision", "2", 1, 1, 1, 0.5, 2],
    ["revision", "1", 0, 1, 0, 1, 5],
    ["team", "desk", 0, 2, 0, 1, 3.5],
    ["team", "scans", 0, 1, 0, 1, 2],
    ["month", "2026-04", 0, 0, 1, 0, null],
    ["month", "2026-03", 0, 2, 0, 1, 3.5],
  ]);
});

test("satisfaction is what was said, with its spread and limits that a score can pass, and is compared before and after", () => {
  const said = (number: number, score: number, revision = 1): MeasuredRun => run(number, 8, { score, revision });
  expect(processMeasures([run(1, 8)], begin + 60 * 24 * hour).satisfaction).toBeNull();
  const before = Array.from({ length: 30 }, (_, at) => said(at, at % 3 === 0 ? 2 : 3));
  const after = Array.from({ length: 30 }, (_, at) => said(30 + at, at % 3 === 0 ? 5 : 4, 2));
  const found = processMeasures([...before, ...after, run(70, 8, { revision: 2 })], begin + 120 * 24 * hour, {
    hypotheses: [{ revision: 2, measure: "satisfaction", aim: "more" }],
  });
  expect(found.satisfaction).toMatchObject({ rated: 60, mean: 3.5, counts: [0, 10, 20, 20, 10], share: 60 / 61 });
  expect(found.satisfaction?.control?.chart.upper).toBeLessThanOrEqual(5);
  expect(found.changes).toMatchObject([{ outcome: "as hoped" }]);
  expect(found.changes[0]?.measures[0]).toMatchObject({
    measure: "satisfaction",
    unit: "score",
    found: { verdict: "more", before: { count: 30, typical: 3 }, after: { count: 30, typical: 4 } },
  });
});

test("steps that a procedure asks for of each of several things are nothing done again; the same step once more is", () => {
  const [first] = run(1, 8).steps;
  const again = (steps: MeasuredRun["steps"]) => processMeasures([run(1, 8, { steps })], begin + 40 * 24 * hour).groups[0]!.again;
  expect(
    again([
      { ...first!, oneOfSeveral: true },
      { ...first!, oneOfSeveral: true },
    ]),
  ).toBe(0);
  expect(again([first!, first!])).toBe(1);
});
