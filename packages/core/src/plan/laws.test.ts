import fc from "fast-check";
import { expect, test } from "vitest";
import { formatWall, parseWall, roundTheClock, standardCalendar } from "../calendar/index.ts";
import type { LinkTypeName } from "../schedule/index.ts";
import { planArbitrary } from "../schedule/plans.fixture.ts";
import { placePlan, schedulePlan, type Plan, type PlanEntry, type PlanLink } from "./index.ts";

fc.configureGlobal({ numRuns: Number(process.env["RONDO_RUNS"] ?? 100) });

const length = fc.constantFrom(0, 30, 60, 240, 480, 1000, 2400);
const lag = fc.record({
  minutes: fc.constantFrom(0, 0, 60, 480, -120),
  kind: fc.constantFrom("working" as const, "elapsed" as const),
});

/** Slack is whole working time: with an elapsed lag that ends at night the last minute of it can still push a successor. */
const workingLag = fc.record({ minutes: fc.constantFrom(0, 60, 480), kind: fc.constant("working" as const) });

function plans(types: readonly LinkTypeName[], lags: fc.Arbitrary<PlanLink["lag"]> = lag): fc.Arbitrary<Plan> {
  const links = fc.array(fc.record({ a: fc.nat(19), b: fc.nat(19), type: fc.constantFrom(...types), lag: lags }), {
    maxLength: 40,
  });
  return fc.record({ lengths: fc.array(length, { minLength: 1, maxLength: 20 }), links }).map(({ lengths, links }) => ({
    start: "2026-03-02T08:00",
    calendar: standardCalendar,
    tasks: lengths.map((workingMinutes, index) => ({
      id: String(index),
      parent: null,
      title: String(index),
      workingMinutes,
    })),
    links: links.flatMap(({ a, b, type, lag }): PlanLink[] => {
      const [from, to] = [Math.min(a, b) % lengths.length, Math.max(a, b) % lengths.length];
      return from < to ? [{ from: String(from), to: String(to), type, lag }] : [];
    }),
  }));
}

const anyPlan = plans(["FS", "SS", "FF", "SF"]);
const later = (text: string, minutes: number): string => formatWall(parseWall(text)! + minutes);
const week = 7 * 1440;

test("a start a week later moves every date by a week and no slack", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const moved = schedulePlan({ ...plan, start: later(plan.start, week) }).entries;
      const shift = (entry: PlanEntry): PlanEntry => ({
        ...entry,
        start: later(entry.start, week),
        finish: later(entry.finish, week),
        earlyStart: later(entry.earlyStart, week),
        earlyFinish: later(entry.earlyFinish, week),
        lateStart: later(entry.lateStart, week),
        lateFinish: later(entry.lateFinish, week),
      });
      expect(moved).toEqual(schedulePlan(plan).entries.map(shift));
    }),
  );
});

test("a task cut in two, one after the other, leaves every other date alone", () => {
  fc.assert(
    fc.property(plans(["FS"]), fc.nat(19), (plan, pick) => {
      const task = plan.tasks[pick % plan.tasks.length]!;
      if (task.workingMinutes < 2) return;
      const half = Math.floor(task.workingMinutes / 2);
      const cut: Plan = {
        ...plan,
        tasks: [
          ...plan.tasks.map((other) => (other === task ? { ...task, workingMinutes: half } : other)),
          { ...task, id: "rest", workingMinutes: task.workingMinutes - half },
        ],
        links: [
          ...plan.links.map((link) => (link.from === task.id ? { ...link, from: "rest" } : link)),
          { from: task.id, to: "rest", type: "FS", lag: { minutes: 0, kind: "working" } },
        ],
      };
      const [before, after] = [schedulePlan(plan), schedulePlan(cut)];
      for (const [row, entry] of before.entries.entries()) {
        if (entry.id === task.id)
          expect([after.entries[row]!.earlyStart, after.entries.at(-1)!.earlyFinish]).toEqual([entry.earlyStart, entry.earlyFinish]);
        else
          expect([after.entries[row]!.earlyStart, after.entries[row]!.lateFinish, after.entries[row]!.totalSlackMinutes]).toEqual([
            entry.earlyStart,
            entry.lateFinish,
            entry.totalSlackMinutes,
          ]);
      }
    }),
  );
});

test("without dates that must be kept no slack is negative, and free slack never passes total slack", () => {
  fc.assert(
    fc.property(
      plans(["FS", "SS", "FF", "SF"], fc.record({ minutes: fc.constantFrom(0, 60, 480), kind: fc.constant("working" as const) })),
      (plan) => {
        for (const entry of schedulePlan(plan).entries) {
          expect(entry.totalSlackMinutes).toBeGreaterThanOrEqual(0);
          expect(entry.freeSlackMinutes).toBeLessThanOrEqual(entry.totalSlackMinutes);
          expect(entry.critical).toBe(entry.totalSlackMinutes <= 0);
        }
      },
    ),
  );
});

test("something is always critical, and slipping a task by its free slack moves no other", () => {
  fc.assert(
    fc.property(plans(["FS", "SS"], workingLag), fc.nat(19), (plan, pick) => {
      const { entries } = schedulePlan(plan);
      expect(entries.some((entry) => entry.critical)).toBe(true);
      const entry = entries[pick % entries.length]!;
      const task = plan.tasks[pick % entries.length]!;
      if (entry.freeSlackMinutes === 0 || task.workingMinutes === 0) return;
      const at = formatWall(slipped(entry.earlyStart, entry.freeSlackMinutes));
      const late = schedulePlan({
        ...plan,
        tasks: plan.tasks.map((other) => (other === task ? { ...task, constraint: { type: "SNET" as const, at } } : other)),
      });
      // The end of a day's work and the beginning of the next are one moment of working time: a milestone may stand at either.
      const moment = (start: string): string => formatWall(slipped(start, 0));
      for (const [row, other] of late.entries.entries())
        if (other.id !== entry.id) expect([other.id, moment(other.start)]).toEqual([other.id, moment(entries[row]!.start)]);
    }),
  );
});

test("finished tasks stay where they were, whatever is before them", () => {
  fc.assert(
    fc.property(anyPlan, fc.nat(19), (plan, pick) => {
      const done = { start: "2026-02-10T09:15", finish: "2026-02-11T16:45" };
      const id = String(pick % plan.tasks.length);
      const { entries } = schedulePlan({
        ...plan,
        tasks: plan.tasks.map((task) => (task.id === id ? { ...task, finished: done } : task)),
      });
      const entry = entries.find((entry) => entry.id === id)!;
      expect([entry.start, entry.finish, entry.critical]).toEqual([done.start, done.finish, false]);
    }),
  );
});

test("a network turned around has early and late dates changed places", () => {
  // Around the clock, where no night makes one direction differ from the other.
  fc.assert(
    fc.property(plans(["FS"], workingLag), (given) => {
      const plan: Plan = { ...given, calendar: roundTheClock };
      const back: Plan = { ...plan, links: plan.links.map(({ from, to, ...rest }) => ({ ...rest, from: to, to: from })) };
      const [one, other] = [schedulePlan(plan), schedulePlan(back)];
      const [start, finish] = [parseWall(plan.start)!, parseWall(one.finish)!];
      expect(other.finish).toBe(one.finish);
      for (const [row, entry] of one.entries.entries()) {
        const turned = other.entries[row]!;
        const mirrored = (wall: string): string => formatWall(start + finish - parseWall(wall)!);
        expect([turned.earlyStart, turned.earlyFinish, turned.lateStart, turned.lateFinish]).toEqual(
          [entry.lateFinish, entry.lateStart, entry.earlyFinish, entry.earlyStart].map(mirrored),
        );
        expect(turned.totalSlackMinutes).toBe(entry.totalSlackMinutes);
      }
    }),
  );
});

test("the same plan twice gives the same schedule", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      expect(schedulePlan(plan)).toEqual(schedulePlan(JSON.parse(JSON.stringify(plan)) as Plan));
    }),
  );
});

function slipped(from: string, minutes: number): number {
  let t = parseWall(from)!;
  for (let left = minutes; left > 0; t++) if (works(t)) left--;
  while (!works(t)) t++;
  return t;
}

function works(t: number): boolean {
  const day = Math.floor(t / 1440);
  const minute = t - day * 1440;
  return (((day + 3) % 7) + 7) % 7 < 5 && ((minute >= 480 && minute < 720) || (minute >= 780 && minute < 1020));
}

test("starts and finishes computed alone are those of the whole schedule, of any plan and under any link policy", () => {
  const shaken = fc.record({
    plan: planArbitrary,
    linkPolicy: fc.constantFrom("earliest" as const, "conflict" as const, "gap" as const),
    aside: fc.nat(9),
    free: fc.nat(9),
  });
  fc.assert(
    fc.property(shaken, ({ plan: made, linkPolicy, aside, free }) => {
      const stood = schedulePlan(made).entries;
      const plan: Plan = {
        ...made,
        linkPolicy,
        tasks: made.tasks.map((task, row) => ({
          ...task,
          workingMinutes: row === free ? task.workingMinutes + 480 : task.workingMinutes,
          ...(row === aside ? { inactive: true } : {}),
          stood: { start: stood[row]!.start, finish: stood[row]!.finish, free: row === free },
        })),
      };
      const { finish, starts, finishes } = placePlan(plan);
      const whole = schedulePlan(plan);
      expect([formatWall(finish), [...starts].map(formatWall), [...finishes].map(formatWall)]).toEqual([
        whole.finish,
        whole.entries.map((entry) => entry.start),
        whole.entries.map((entry) => entry.finish),
      ]);
    }),
  );
});
