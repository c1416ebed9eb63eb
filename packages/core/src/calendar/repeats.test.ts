import fc from "fast-check";
import { expect, test } from "vitest";
import { daysOfException, formatDay, parseDay, type Repeats } from "./index.ts";
import { civil, dayNumber } from "./wall.ts";

function days(from: string, to: string, repeats: Repeats): string[] {
  return daysOfException({ from, to, name: "", shifts: [], repeats }, parseDay("1990-01-01")!, parseDay("2050-01-01")!).map(formatDay);
}

test("the last Friday of a month", () => {
  expect(days("2026-01-01", "2026-04-30", { every: "month", interval: 1, on: { position: 5, of: 4 } })).toEqual([
    "2026-01-30",
    "2026-02-27",
    "2026-03-27",
    "2026-04-24",
  ]);
});

test("the 31st is the last day where a month has none", () => {
  expect(days("2026-01-01", "2026-04-30", { every: "month", interval: 1, on: { day: 31 } })).toEqual([
    "2026-01-31",
    "2026-02-28",
    "2026-03-31",
    "2026-04-30",
  ]);
});

test("every other week on Monday and Thursday, five times", () => {
  expect(days("2026-03-04", "2026-12-31", { every: "week", interval: 2, weekdays: [0, 3], occurrences: 5 })).toEqual([
    "2026-03-05",
    "2026-03-16",
    "2026-03-19",
    "2026-03-30",
    "2026-04-02",
  ]);
});

test("Christmas, every year of the range", () => {
  expect(days("2024-01-01", "2026-12-31", { every: "year", month: 12, on: { day: 25 } })).toEqual([
    "2024-12-25",
    "2025-12-25",
    "2026-12-25",
  ]);
});

test("the first workday of a month is never at a weekend", () => {
  expect(days("2026-08-01", "2026-08-31", { every: "month", interval: 1, on: { position: 1, of: "workday" } })).toEqual(["2026-08-03"]);
});

test("day numbers and dates are each other's inverse", () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), (day) => {
      const { year, month, day: date } = civil(day);
      expect(dayNumber(year, month, date)).toBe(day);
      expect(parseDay(formatDay(day))).toBe(day);
    }),
  );
});
