import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkCalendar,
  compileCalendar,
  intersectCalendars,
  ownCalendar,
  parseWall,
  roundTheClock,
  standardCalendar,
  type Calendar,
  type CalendarDefinition,
  type Shift,
} from "./index.ts";
import { formatWall, parseDay, weekdayOf } from "./wall.ts";

const at = (text: string): number => parseWall(text)!;
const year2026 = { from: at("2026-01-01"), to: at("2026-12-31") };
const office = compileCalendar(
  { ...standardCalendar, exceptions: [{ from: "2026-05-01", to: "2026-05-01", name: "May Day", shifts: [] }] },
  year2026,
);

/** The slow, obvious calendar: looks at every minute. */
class Oracle {
  private readonly definition: CalendarDefinition;
  constructor(definition: CalendarDefinition) {
    this.definition = definition;
  }
  private readonly shiftsOf = new Map<number, readonly Shift[]>();
  works(t: number): boolean {
    const day = Math.floor(t / 1440);
    let shifts = this.shiftsOf.get(day);
    if (!shifts) {
      const differs = this.definition.exceptions.findLast(
        (exception) => parseDay(exception.from)! <= day && day <= parseDay(exception.to)!,
      );
      shifts = differs?.shifts ?? this.definition.week[weekdayOf(day)]!;
      this.shiftsOf.set(day, shifts);
    }
    return shifts.some((shift) => shift.from <= t - day * 1440 && t - day * 1440 < shift.to);
  }
  between(a: number, b: number): number {
    if (b < a) return 0 - this.between(b, a);
    let minutes = 0;
    for (let t = a; t < b; t++) if (this.works(t)) minutes++;
    return minutes;
  }
  next(t: number): number {
    while (!this.works(t)) t++;
    return t;
  }
  prev(t: number): number {
    while (!this.works(t - 1)) t--;
    return t;
  }
  add(t: number, minutes: number): number {
    for (let left = minutes; left > 0; t++) if (this.works(t)) left--;
    for (let left = minutes; left < 0; t--) if (this.works(t - 1)) left++;
    return t;
  }
}

const shifts: fc.Arbitrary<Shift[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 0, maxLength: 6 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  .map((cuts) =>
    Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({
      from: cuts[2 * i]! * 30,
      to: cuts[2 * i + 1]! * 30,
    })),
  );
const day = fc.integer({ min: 0, max: 40 }).map((offset) => formatWall(at("2026-02-20") + offset * 1440).slice(0, 10));
const definition: fc.Arbitrary<CalendarDefinition> = fc
  .record({
    week: fc.array(shifts, { minLength: 7, maxLength: 7 }),
    exceptions: fc
      .array(fc.record({ a: day, b: day, shifts }), { maxLength: 4 })
      .map((list) => list.map(({ a, b, shifts }) => ({ from: a < b ? a : b, to: a < b ? b : a, name: "", shifts }))),
  })
  .filter(({ week }) => week.some((day) => day.length > 0));
const moment = fc.integer({ min: at("2026-01-20"), max: at("2026-05-10") });

test("answers every question as a walk over every minute does", () => {
  fc.assert(
    fc.property(definition, moment, moment, fc.integer({ min: -1500, max: 1500 }), (definition, a, b, minutes) => {
      const fast = compileCalendar(definition, { from: at("2026-02-25"), to: at("2026-03-20") });
      const slow = new Oracle(definition);
      expect(fast.between(a, b)).toBe(slow.between(a, b));
      expect(fast.next(a)).toBe(slow.next(a));
      expect(fast.prev(a)).toBe(slow.prev(a));
      expect(fast.add(a, minutes)).toBe(slow.add(a, minutes));
      expect(fast.touches(a)).toBe(slow.works(a) || slow.works(a - 1));
    }),
    { numRuns: 100 },
  );
});

test("two calendars together work when both do", () => {
  fc.assert(
    fc.property(definition, definition, moment, (a, b, t) => {
      const [one, two] = [compileCalendar(a, year2026), compileCalendar(b, year2026)];
      const both = intersectCalendars(one, two);
      const works = (calendar: Calendar): boolean => calendar.between(t, t + 1) === 1;
      const everMeet = a.week.some((shifts, day) =>
        shifts.some((x) => b.week[day]!.some((y) => Math.max(x.from, y.from) < Math.min(x.to, y.to))),
      );
      if (everMeet) expect(works(both)).toBe(works(one) && works(two));
    }),
    { numRuns: 200 },
  );
});

test("somebody's own week holds on plain days, and on a day that differs they work when it and they do", () => {
  fc.assert(
    fc.property(definition, fc.array(shifts, { minLength: 7, maxLength: 7 }), moment, (shared, week, t) => {
      fc.pre(week.some((day) => day.length > 0) && shared.week.some((day) => day.length > 0));
      const there = new Oracle({ week, exceptions: [] }).works(t);
      const number = Math.floor(t / 1440);
      const differs = shared.exceptions.some(({ from, to }) => parseDay(from)! <= number && number <= parseDay(to)!);
      const own = ownCalendar(compileCalendar(shared, year2026), week);
      const plainly =
        differs &&
        shared.week[weekdayOf(number)]!.every(
          ({ from, to }) => new Oracle(shared).between(number * 1440 + from, number * 1440 + to) === to - from,
        );
      if (!differs) expect(own.between(t, t + 1)).toBe(there ? 1 : 0);
      else if (!plainly) expect(own.between(t, t + 1)).toBe(there && new Oracle(shared).works(t) ? 1 : 0);
    }),
  );
});

test("a start at the end of the day moves to the next morning, a finish in the morning to the evening before", () => {
  expect(formatWall(office.next(at("2026-03-06T17:00")))).toBe("2026-03-09T08:00");
  expect(formatWall(office.prev(at("2026-03-09T08:00")))).toBe("2026-03-06T17:00");
});

test("eight hours from Thursday noon end at Friday noon, and a holiday is passed over", () => {
  expect(formatWall(office.add(at("2026-03-05T12:00"), 480))).toBe("2026-03-06T12:00");
  expect(formatWall(office.add(at("2026-04-30T12:00"), 480))).toBe("2026-05-04T12:00");
});

test("a century beyond the tables still counts plain weeks: 5,200 of them and one holiday end on a Monday", () => {
  expect(formatWall(office.add(at("2026-03-02T08:00"), 5200 * 2400))).toBe("2125-10-29T17:00");
});

test("a calendar without working time is a finding, and counts around the clock rather than forever", () => {
  const empty: CalendarDefinition = { week: [[], [], [], [], [], [], []], exceptions: [] };
  expect(checkCalendar(empty).map((finding) => finding.code)).toEqual(["calendar.no_work"]);
  expect(formatWall(compileCalendar(empty, year2026).add(at("2026-03-02T08:00"), 1440))).toBe("2026-03-03T08:00");
});

test("shifts that overlap and exceptions that end before they begin are findings", () => {
  const broken: CalendarDefinition = {
    week: [
      [
        { from: 480, to: 720 },
        { from: 600, to: 900 },
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ],
    exceptions: [{ from: "2026-02-30", to: "2026-03-01", name: "No such day", shifts: [] }],
  };
  expect(checkCalendar(broken).map((finding) => finding.code)).toEqual(["calendar.shifts", "calendar.exception"]);
});

test("elapsed time is every minute", () => {
  expect(compileCalendar(roundTheClock, year2026).add(at("2026-03-07T23:30"), 60)).toBe(at("2026-03-08T00:30"));
});

test("hostile ranges compile in bounded time and space", () => {
  const calendar = compileCalendar(
    {
      ...standardCalendar,
      exceptions: [{ from: "0001-01-01", to: "9999-12-31", name: "", shifts: [], repeats: { every: "day", interval: 1 } }],
    },
    { from: -1e15, to: 1e15 },
  );
  expect(calendar.days).toBeLessThan(260_000);
});
