import { expect, test } from "vitest";
import { compileCalendar, ownCalendar, parseWall, standardCalendar } from "../calendar/index.ts";
import { daysOf, ledgerOf, measureEffort, type LedgerInput } from "./index.ts";

const calendar = compileCalendar(standardCalendar, { from: parseWall("2026-01-01")!, to: parseWall("2027-01-01")! });
const at = (text: string): number => parseWall(text)!;
const mei = { id: "mei", calendar, leave: [], reserved: 0 };
const input = (more: Partial<LedgerInput>): LedgerInput => ({
  from: "2026-03-02",
  weeks: 2,
  people: [mei],
  planned: [],
  recurring: [],
  ...more,
});
const week = 5 * 480;

test("a week has its working time less leave and the reserved share", () => {
  const [first, second] = ledgerOf(input({ people: [{ ...mei, leave: [{ from: "2026-03-04", to: "2026-03-05" }], reserved: 0.25 }] }))[0]!
    .weeks;
  expect(first).toMatchObject({ week: "2026-03-02", working: week, leave: 960, reserved: 360, available: 1080, overload: 0 });
  expect(second).toMatchObject({ week: "2026-03-09", leave: 0, available: 1800 });
});

test("a task's work lies in the weeks it spans, on the days that its person is there", () => {
  const planned = [{ person: "mei", name: "Pack", from: at("2026-03-05T08:00"), to: at("2026-03-10T17:00"), minutes: 4 * 480 }];
  expect(ledgerOf(input({ planned }))[0]!.weeks.map(({ project }) => project)).toEqual([960, 960]);
  const away = { ...mei, leave: [{ from: "2026-03-06", to: "2026-03-06" }] };
  expect(ledgerOf(input({ planned, people: [away] }))[0]!.weeks.map(({ project }) => project)).toEqual([640, 1280]);
});

test("recurring work comes back with the days that are left, and what is too much is told with what makes it up", () => {
  const recurring = [{ person: "mei", name: "Requests", minutes: 1200 }];
  const planned = [{ person: "mei", name: "Pack", from: at("2026-03-02T08:00"), to: at("2026-03-06T17:00"), minutes: week }];
  const [first] = ledgerOf(input({ recurring, planned, people: [{ ...mei, leave: [{ from: "2026-03-02", to: "2026-03-02" }] }] }))[0]!
    .weeks;
  expect(first).toMatchObject({ recurring: 960, project: week, overload: 960 + week - 4 * 480 });
  expect(first!.items).toEqual([
    { kind: "project", name: "Pack", minutes: week },
    { kind: "recurring", name: "Requests", minutes: 960 },
  ]);
});

test("work is never lost or made up by cutting it into weeks", () => {
  for (let k = 0; k < 50; k++) {
    const from = at("2026-03-02T08:00") + k * 997;
    const planned = [{ person: "mei", name: "x", from, to: calendar.add(from, 300 + k * 37), minutes: 300 + k * 37 }];
    const sum = ledgerOf(input({ planned, weeks: 12 }))[0]!.weeks.reduce((total, one) => total + one.project, 0);
    expect(Math.abs(sum - (300 + k * 37))).toBeLessThanOrEqual(6); // rounding of each week
  }
});

test("somebody with two steps open at once divides the hours between them", () => {
  const open = (key: string, from: string, to: string) => ({ person: "mei", key, from: at(from), to: at(to) });
  const alone = measureEffort([open("a", "2026-03-02T08:00", "2026-03-02T10:00")], () => calendar);
  expect(alone).toEqual([{ person: "mei", key: "a", count: 1, minutes: 120 }]);
  const both = measureEffort(
    [open("a", "2026-03-02T08:00", "2026-03-02T10:00"), open("b", "2026-03-02T08:00", "2026-03-02T12:00")],
    () => calendar,
  );
  expect(both.map(({ minutes }) => minutes)).toEqual([60, 180]);
});

test("a day is what is left of it, and recurring work lies on the days that somebody is there", () => {
  const days = daysOf({
    from: "2026-03-02",
    days: 7,
    person: { calendar, leave: [{ from: "2026-03-04", to: "2026-03-04" }], reserved: 0.25 },
    recurring: 600,
    now: at("2026-03-03T13:00"),
  });
  expect(days.map(({ available }) => available)).toEqual([0, 180, 0, 360, 360, 0, 0]);
  expect(days.map(({ recurring }) => recurring)).toEqual([0, 60, 0, 120, 120, 0, 0]);
  expect(days[2]).toMatchObject({ working: 480, leave: 480 });
});

test("who has hours of their own is asked in these: their weeks, their days, what their steps took", () => {
  const mornings = ownCalendar(
    calendar,
    [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 4 ? [{ from: 480, to: 720 }] : [])),
  );
  const part = { ...mei, calendar: mornings };
  const planned = [{ person: "mei", name: "Pack", from: at("2026-03-02T08:00"), to: at("2026-03-06T17:00"), minutes: 1_200 }];
  const [first] = ledgerOf(input({ people: [part], planned, recurring: [{ person: "mei", name: "Requests", minutes: 240 }] }))[0]!.weeks;
  expect(first).toMatchObject({ working: 960, available: 960, recurring: 240, project: 1_200, overload: 480 });
  const days = daysOf({ from: "2026-03-02", days: 7, person: part, recurring: 480, now: at("2026-03-01T00:00") });
  expect(days.map(({ available }) => available)).toEqual([240, 240, 240, 240, 0, 0, 0]);
  expect(days.map(({ recurring }) => recurring)).toEqual([120, 120, 120, 120, 0, 0, 0]);
  const step = { person: "mei", key: "a", from: at("2026-03-02T11:00"), to: at("2026-03-03T09:00") };
  expect(measureEffort([step], () => mornings)).toMatchObject([{ minutes: 120 }]);
});
