import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CalendarDefinition,
  compileCalendar,
  formatDay,
  parseWall,
  type Shift,
  standardCalendar,
  weekdayOf,
} from "../calendar/index.ts";
import { closedUp, type OwnHours, People, schedulePlan, type Plan, type PlanTask } from "./index.ts";

/** 2 March 2026 is a Monday. */
const start = "2026-03-02T08:00";
const mornings = [0, 1, 2, 3, 4, 5, 6].map((day): Shift[] => (day < 4 ? [{ from: 480, to: 720 }] : []));
const mei: OwnHours = { person: "mei", week: mornings, leave: [] };
const tomas: OwnHours = { person: "tomas", week: null, leave: [{ from: "2026-03-03", to: "2026-03-04" }] };

/** Where one task of so many hours ends, with these people on it. */
function finish(
  hours: number,
  who: string[],
  own: OwnHours[],
  more: Partial<PlanTask> = {},
  calendars: Record<string, CalendarDefinition> = {},
) {
  const people = new People({ calendar: standardCalendar, calendars }, own);
  const task: PlanTask = { id: "a", parent: null, title: "Pack", workingMinutes: hours * 60, ...more };
  const crew = people.crewOf(who, task);
  const { entries, findings } = schedulePlan({
    start,
    calendar: standardCalendar,
    calendars: people.calendars,
    tasks: [{ ...task, ...crew }],
    links: [],
  });
  expect(findings).toEqual([]);
  return entries[0]!.finish;
}

test("a day's work of somebody with mornings alone takes two of them", () => {
  expect(finish(8, ["mei"], [])).toBe("2026-03-02T17:00");
  expect(finish(8, ["mei"], [mei])).toBe("2026-03-03T12:00");
  expect(finish(20, ["mei"], [mei])).toBe("2026-03-09T12:00");
});

test("leave is waited for, also in the middle, and whoever is on it longest says when it is done", () => {
  expect(finish(16, ["tomas"], [tomas])).toBe("2026-03-05T17:00");
  expect(finish(8, ["tomas", "mei"], [tomas, mei])).toBe("2026-03-03T12:00");
  expect(finish(16, ["tomas", "ines"], [mei, tomas])).toBe("2026-03-05T17:00");
  expect(finish(16, ["ines"], [mei, tomas])).toBe("2026-03-03T17:00");
});

test("pauses are kept, and time that passes by itself is nobody's", () => {
  expect(finish(8, ["mei"], [mei], { pauses: [{ after: 240, minutes: 240 }] })).toBe("2026-03-04T12:00");
  expect(finish(24, ["mei"], [mei], { elapsed: true })).toBe("2026-03-03T08:00");
});

test("what a task's own calendar leaves free stays free; where it has nothing of somebody's week it holds alone", () => {
  const nights = { week: [0, 1, 2, 3, 4, 5, 6].map(() => [{ from: 600, to: 1_200 }]), exceptions: [] };
  expect(finish(4, ["mei"], [mei], { calendar: "late" }, { late: nights })).toBe("2026-03-03T12:00");
  const saturdays = { week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 5 ? [{ from: 480, to: 720 }] : [])), exceptions: [] };
  expect(finish(4, ["mei"], [mei], { calendar: "saturday" }, { saturday: saturdays })).toBe("2026-03-07T12:00");
  const away = { ...mei, leave: [{ from: "2026-03-07", to: "2026-03-07" }] };
  expect(finish(4, ["mei"], [away], { calendar: "saturday" }, { saturday: saturdays })).toBe("2026-03-14T12:00");
});

test("a task that stood right after an absence closes up when that is shorter, and stands where it stood when nothing before it changed", () => {
  const planBy = (leave: OwnHours["leave"], stood: string): Plan => {
    const people = new People({ calendar: standardCalendar }, [{ person: "tomas", week: null, leave }]);
    const task: PlanTask = {
      id: "a",
      parent: null,
      title: "Pack",
      workingMinutes: 480,
      stood: { start: stood, finish: "2026-03-10T17:00" },
    };
    return {
      start,
      calendar: standardCalendar,
      calendars: people.calendars,
      tasks: [{ ...task, ...people.crewOf(["tomas"], task) }],
      links: [],
    };
  };
  const long = [{ from: "2026-03-03", to: "2026-03-06" }];
  const short = [{ from: "2026-03-03", to: "2026-03-04" }];
  const startOf = (was: OwnHours["leave"], is: OwnHours["leave"], stood: string) =>
    closedUp(planBy(was, stood), planBy(is, stood)).get("a")?.start;
  expect(startOf(long, short, "2026-03-09T08:00")).toBe("2026-03-05T08:00");
  expect(startOf(long, [], "2026-03-09T08:00")).toBe("2026-03-03T08:00");
  expect(startOf(long, [], "2026-03-09T10:00")).toBeUndefined();
  expect(startOf(short, long, "2026-03-05T08:00")).toBeUndefined();
  expect(startOf(long, long, "2026-03-09T08:00")).toBeUndefined();
});

test("every day of random people is as the calendar, their week and their leave have it, told day by day", () => {
  const shift = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 12 })).map(([from, length]) => ({
    from: from * 60,
    to: (from + length) * 60,
  }));
  const week = fc.array(
    fc.option(shift, { nil: undefined, freq: 3 }).map((one) => (one === undefined ? [] : [one])),
    { minLength: 7, maxLength: 7 },
  );
  const first = (parseWall(start) as number) / 1_440 - 480 / 1_440;
  const range = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 }))
    .map(([from, more]) => ({ from: first + from, to: first + from + more }));
  fc.assert(
    fc.property(
      week,
      week,
      fc.array(range, { maxLength: 3 }),
      fc.option(range),
      fc.option(shift),
      (shared, own, leave, different, hours) => {
        fc.pre(shared.flat().length > 0 && own.flat().length > 0);
        const special = hours === null ? [] : [hours];
        const exceptions =
          different === null ? [] : [{ from: formatDay(different.from), to: formatDay(different.to), name: "", shifts: special }];
        const calendar = { week: shared, exceptions };
        const people = new People({ calendar }, [
          { person: "mei", week: own, leave: leave.map(({ from, to }) => ({ from: formatDay(from), to: formatDay(to) })) },
        ]);
        people.crewOf(["mei"], { workingMinutes: 60 });
        const compiled = compileCalendar(people.calendars["mei"]!, { from: first * 1_440, to: (first + 60) * 1_440 });
        for (let day = first; day < first + 60; day++) {
          const mine = own[weekdayOf(day)]!;
          const inside = ({ from, to }: { from: number; to: number }) => from <= day && day <= to;
          const works = (minute: number) => (one: Shift) => one.from <= minute && minute < one.to;
          for (let minute = 0; minute < 1_440; minute += 60) {
            const expected =
              !leave.some(inside) && mine.some(works(minute)) && (different === null || !inside(different) || special.some(works(minute)));
            expect(compiled.between(day * 1_440 + minute, day * 1_440 + minute + 60) > 0).toBe(expected);
          }
        }
      },
    ),
    { numRuns: 40 },
  );
});
