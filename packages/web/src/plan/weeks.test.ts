import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDay } from "@rondo/core/calendar";
import { largePlan, libraryPlan } from "./library.ts";
import { minuteOf, rowsOf } from "./model.ts";
import { monthText, weeksOf } from "./weeks.ts";

test("every day of a task is in its week once, and no two tasks lie over each other", () => {
  const plan = largePlan(300);
  const rows = rowsOf(plan);
  fc.assert(
    fc.property(fc.integer({ min: 2026, max: 2027 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const weeks = weeksOf(rows, year, month);
      for (const { monday, pieces } of weeks)
        for (let day = 0; day < 7; day++) {
          const here = pieces.filter((piece) => piece.from <= day && piece.to >= day);
          expect(new Set(here.map((piece) => piece.lane)).size).toBe(here.length);
          const at = (monday + day) * 1440;
          const wanted = rows.filter(
            (row) =>
              row.entry &&
              !row.entry.summary &&
              minuteOf(row.entry.start) < at + 1440 &&
              (minuteOf(row.entry.finish) > at || (row.entry.start === row.entry.finish && minuteOf(row.entry.start) >= at)),
          );
          expect(here.map((piece) => piece.row.task.id).toSorted()).toEqual(wanted.map((row) => row.task.id).toSorted());
        }
    }),
    { numRuns: 10 },
  );
});

test("weeks begin on Monday, cover the month, and months follow each other over the year", () => {
  const weeks = weeksOf(rowsOf(libraryPlan()), 2026, 8);
  expect(weeks.map((week) => formatDay(week.monday))).toEqual([
    "2026-07-27",
    "2026-08-03",
    "2026-08-10",
    "2026-08-17",
    "2026-08-24",
    "2026-08-31",
  ]);
  expect([monthText({ year: 2026, month: 12 }, 1), monthText({ year: 2026, month: 1 }, -1)]).toEqual(["2027-01", "2025-12"]);
});
