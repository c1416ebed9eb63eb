import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCalendar, formatDay, parseDay, parseWall, standardCalendar } from "../calendar/index.ts";
import {
  type ValuedTask,
  cannotSettle,
  costOfWork,
  earnedCurve,
  earnedValue,
  exposureTrend,
  healthOf,
  interfacesOf,
  nextReport,
} from "./index.ts";

const at = (text: string): number => parseWall(text) as number;
const calendar = compileCalendar(standardCalendar, { from: at("2026-01-01T00:00"), to: at("2027-01-01T00:00") });
const task = (id: string, start: string, finish: string, worth: number, done = 0, doneAt: string | null = null): ValuedTask => ({
  id,
  start: at(start),
  finish: at(finish),
  worth,
  done,
  doneAt: doneAt === null ? null : at(doneAt),
});

/** 2 March 2026 is a Monday. Three tasks of a week each, worth 1,000 each; after two weeks the second is half done, and 1,800 is spent. */
const weeks = [
  task("pack", "2026-03-02T08:00", "2026-03-06T17:00", 1000, 1, "2026-03-09T10:00"),
  task("carry", "2026-03-09T08:00", "2026-03-13T17:00", 1000, 0.5),
  task("shelve", "2026-03-16T08:00", "2026-03-20T17:00", 1000),
];
const spent = [
  { at: at("2026-03-06T00:00"), amount: 1300 },
  { at: at("2026-03-12T00:00"), amount: 500 },
  { at: at("2026-04-01T00:00"), amount: 9999 },
];

test("earned value as it is done by hand: 2,000 planned, 1,500 earned, 1,800 spent", () => {
  expect(earnedValue(weeks, spent, calendar, at("2026-03-14T12:00"))).toEqual({
    bac: 3000,
    pv: 2000,
    ev: 1500,
    ac: 1800,
    sv: -500,
    cv: -300,
    spi: 0.75,
    cpi: 1500 / 1800,
    eac: 3600,
    etc: 1800,
    vac: -600,
    tcpi: 1500 / 1200,
  });
  expect(earnedValue(weeks, spent, calendar, at("2026-03-14T12:00"), 4000)).toMatchObject({
    bac: 3000,
    eac: 3600,
    vac: 400,
    tcpi: 1500 / 2200,
  });
  expect(earnedValue(weeks, spent, calendar, at("2026-03-14T12:00"), 1500).tcpi).toBeNull();
});

test("before anything begins nothing is planned, earned or spent, and the rest costs what it was thought to", () => {
  const fresh = weeks.map((one) => ({ ...one, done: 0, doneAt: null }));
  expect(earnedValue(fresh, [], calendar, at("2026-03-01T00:00"))).toMatchObject({
    pv: 0,
    ev: 0,
    ac: 0,
    spi: null,
    cpi: null,
    eac: 3000,
    etc: 3000,
    vac: 0,
    tcpi: 1,
  });
});

test("value is planned by working time: a task of five days is worth two fifths on Tuesday evening, weekends earn nothing", () => {
  const pv = (now: string) => earnedValue([weeks[0] as ValuedTask], [], calendar, at(now)).pv;
  expect([pv("2026-03-03T20:00"), pv("2026-03-06T17:00"), pv("2026-03-08T12:00")]).toEqual([400, 1000, 1000]);
});

test("sums of any tasks: PV grows to BAC, CV + AC = EV, EAC = AC + ETC, and the curve ends where the figures stand", () => {
  const one = fc.record({
    day: fc.integer({ min: 0, max: 200 }),
    days: fc.integer({ min: 0, max: 60 }),
    worth: fc.integer({ min: 0, max: 10_000 }),
    done: fc.constantFrom(0, 0.25, 1),
  });
  const tasks = fc.array(one, { minLength: 1, maxLength: 20 }).map((list) =>
    list.map(({ day, days, worth, done }, index): ValuedTask => {
      const start = at("2026-03-02T08:00") + day * 1440;
      return { id: String(index), start, finish: start + days * 1440, worth, done, doneAt: done === 1 ? start : null };
    }),
  );
  fc.assert(
    fc.property(
      tasks,
      fc.integer({ min: 0, max: 300 }),
      fc.array(
        fc.record({
          at: fc.integer({ min: at("2026-03-02T00:00"), max: at("2026-12-01T00:00") }),
          amount: fc.integer({ min: 0, max: 5_000 }),
        }),
        { maxLength: 10 },
      ),
      (list, day, costs) => {
        const now = at("2026-03-02T08:00") + day * 1440;
        const value = earnedValue(list, costs, calendar, now);
        expect(value.cv + value.ac).toBe(value.ev);
        expect(value.ac + value.etc).toBe(value.eac);
        expect(value.pv).toBeLessThanOrEqual(value.bac);
        const curve = earnedCurve(list, costs, calendar, now);
        expect(curve.at(-1)?.pv).toBe(value.bac);
        curve.forEach((point, index) => expect(point.pv).toBeGreaterThanOrEqual(curve[index - 1]?.pv ?? 0));
        const here = curve.find((point) => point.at === now);
        if (here !== undefined) expect(here).toMatchObject({ pv: value.pv, ev: value.ev, ac: value.ac });
        expect(curve.length).toBeLessThanOrEqual(63);
      },
    ),
  );
});

test("a person's own rate before the role's before everybody's; a use counts once", () => {
  const rates = [
    { personId: null, role: null, perHour: 1000, perUse: 0 },
    { personId: null, role: "Mover", perHour: 3000, perUse: 5000 },
    { personId: "tomas", role: null, perHour: 6000, perUse: 0 },
  ];
  expect(costOfWork(rates, { personId: "tomas", role: "Mover" }, 90)).toBe(9000);
  expect(costOfWork(rates, { personId: null, role: " mover" }, 60)).toBe(8000);
  expect(costOfWork(rates, { personId: null, role: "Mover" }, 60, false)).toBe(3000);
  expect(costOfWork(rates, { personId: "ines", role: null }, 30)).toBe(500);
  expect(costOfWork(rates, { personId: null, role: null }, 30)).toBe(0);
});

test("exposure over time: the last rating counts until the risk is settled", () => {
  const rated = [
    { entry: "flood", at: 10, likelihood: 4, impact: 5 },
    { entry: "lift", at: 20, likelihood: 2, impact: 2 },
    { entry: "flood", at: 30, likelihood: 1, impact: 5 },
  ];
  expect(exposureTrend(rated, new Map([["lift", 40]]), [5, 10, 25, 30, 40])).toEqual([0, 20, 24, 9, 5]);
});

test("a gate is passed with every criterion met, or waived with a reason; a risk never is", () => {
  const criteria = [
    { text: "Shelves are level", met: true },
    { text: "Climate holds", met: false },
  ];
  expect(cannotSettle("gate", "passed", criteria, "")).toEqual({ reason: "criteria", left: 1 });
  expect(cannotSettle("gate", "passed", [criteria[0]!], "")).toBeNull();
  expect(cannotSettle("gate", "waived", criteria, "")).toEqual({ reason: "note" });
  expect(cannotSettle("gate", "waived", criteria, "The climate is measured next week")).toBeNull();
  expect(cannotSettle("risk", "waived", [], "why")).toEqual({ reason: "outcome" });
  expect(cannotSettle("deliverable", "accepted", criteria, "yes")).toEqual({ reason: "criteria", left: 1 });
});

test("health: the worst sign counts, and each says its figure", () => {
  const fine = { openTasks: 10, lateTasks: 0, missedDeadlines: 0, slipDays: 0, baselineDays: 40, spi: 1, cpi: null, worstRisk: 6 };
  expect(healthOf(fine)).toEqual({ health: "good", reasons: [] });
  expect(healthOf({ ...fine, lateTasks: 1 })).toEqual({ health: "watch", reasons: [{ code: "late", value: 1, bad: false }] });
  expect(healthOf({ ...fine, lateTasks: 1, cpi: 0.7 }).health).toBe("bad");
  expect(healthOf({ ...fine, slipDays: 5 }).reasons).toEqual([{ code: "slip", value: 5, bad: true }]);
});

test("reports come round by week, fortnight and month; the end of a month stays the end", () => {
  const next = (day: string, rhythm: "week" | "fortnight" | "month", today: string) =>
    formatDay(nextReport(parseDay(day) as number, rhythm, parseDay(today) as number));
  expect(next("2026-03-02", "week", "2026-03-02")).toBe("2026-03-09");
  expect(next("2026-03-02", "fortnight", "2026-04-01")).toBe("2026-04-13");
  expect(next("2026-01-31", "month", "2026-01-31")).toBe("2026-02-28");
  expect(next("2026-01-31", "month", "2026-12-31")).toBe("2027-01-31");
  expect(next("2026-05-01", "month", "2026-03-01")).toBe("2026-05-01");
});

test("each pair of sides tells how long its handovers wait and how many come back; what is still open counts as waiting", () => {
  const offer = (to: string, decision: "accepted" | "returned" | null, minutes: number) => ({ from: "move", to, decision, minutes });
  expect(
    interfacesOf([
      offer("care", "returned", 60),
      offer("care", "accepted", 120),
      offer("care", "accepted", 600),
      offer("open", null, 90),
      offer("care", null, 30),
    ]),
  ).toEqual([
    {
      from: "move",
      to: "care",
      offers: 4,
      accepted: 2,
      returned: 1,
      returnRate: 1 / 3,
      medianMinutes: 120,
      p80Minutes: 600,
      open: 1,
      longestOpenMinutes: 30,
    },
    {
      from: "move",
      to: "open",
      offers: 1,
      accepted: 0,
      returned: 0,
      returnRate: null,
      medianMinutes: null,
      p80Minutes: null,
      open: 1,
      longestOpenMinutes: 90,
    },
  ]);
});
