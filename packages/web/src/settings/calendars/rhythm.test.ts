import { daysOfException, formatDay, parseDay } from "@rondo/core/calendar";
import { expect, test } from "vitest";
import { rhythmOf, withRhythm } from "./rhythm.ts";

const christmas = { from: "2026-12-25", to: "2026-12-25", name: "Christmas", shifts: [] };
const days = (exception: Parameters<typeof daysOfException>[0], to: string) =>
  daysOfException(exception, parseDay("2026-01-01")!, parseDay(to)!).map(formatDay);

test("a day comes again in the year, the month or the week of its first time", () => {
  expect(days(withRhythm(christmas, "year"), "2028-12-31")).toEqual(["2026-12-25", "2027-12-25", "2028-12-25"]);
  expect(days(withRhythm(christmas, "month"), "2027-02-28")).toEqual(["2026-12-25", "2027-01-25", "2027-02-25"]);
  expect(days(withRhythm(christmas, "week"), "2027-01-10")).toEqual(["2026-12-25", "2027-01-01", "2027-01-08"]);
});

test("what comes again is known again, and is one day when it no longer does", () => {
  for (const rhythm of ["year", "month", "week"] as const) expect(rhythmOf(withRhythm(christmas, rhythm))).toBe(rhythm);
  expect(withRhythm(withRhythm(christmas, "year"), "none")).toEqual(christmas);
  expect(rhythmOf({ ...christmas, repeats: { every: "day", interval: 3 } })).toBe("other");
  expect(withRhythm({ ...christmas, repeats: { every: "day", interval: 3 } }, "other")).toMatchObject({ repeats: { interval: 3 } });
});
