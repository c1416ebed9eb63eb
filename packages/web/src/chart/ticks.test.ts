import { dayNumber, formatDay, minutesPerDay } from "@rondo/core/calendar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { beginOf, ticks, type Unit } from "./ticks.ts";
import { timeScale } from "./time-scale.ts";

const units: readonly Exclude<Unit, "hour">[] = ["day", "week", "month", "quarter", "year"];

test("months and quarters begin on their first day, also over the turn of a year", () => {
  const first = dayNumber(2026, 11, 20) * minutesPerDay;
  const scale = timeScale("month", first, first + 120 * minutesPerDay, 400);
  const shown = (unit: Exclude<Unit, "hour">) => ticks(unit, scale, 0, scale.width - 1).map((tick) => formatDay(tick.from));
  expect(shown("month").slice(0, 4)).toEqual(["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]);
  expect(shown("quarter").slice(0, 2)).toEqual(["2026-10-01", "2027-01-01"]);
  expect(shown("year").slice(0, 2)).toEqual(["2026-01-01", "2027-01-01"]);
});

test("the hours of a drawn day fill it from edge to edge, the first and last cut where the day is", () => {
  const first = dayNumber(2026, 3, 2) * minutesPerDay;
  const scale = timeScale("hour", first, first + 5 * minutesPerDay, 400, { from: 450, to: 1020 });
  const day = scale.dayX(dayNumber(2026, 3, 3));
  const hours = ticks("hour", scale, day + 1, day + scale.perDay - 1);
  expect(hours.map((hour) => hour.minute)).toEqual([420, 480, 540, 600, 660, 720, 780, 840, 900, 960]);
  expect([scale.dayX(hours[0]!.from), scale.dayX(hours.at(-1)!.to)]).toEqual([day, day + scale.perDay]);
  expect(scale.dayX(hours[1]!.from)).toBeCloseTo(scale.x(first + minutesPerDay + 480));
});

test("ticks cover every pixel they are asked for, without a gap", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...units),
      fc.integer({ min: -20_000, max: 40_000 }),
      fc.nat(3_000),
      fc.nat(1_500),
      (unit, day, x, width) => {
        const scale = timeScale("week", day * minutesPerDay, (day + 300) * minutesPerDay, 400);
        const found = ticks(unit, scale, x, x + width);
        expect(scale.dayX(found[0]?.from ?? Number.NaN)).toBeLessThanOrEqual(x);
        expect(scale.dayX(found.at(-1)?.to ?? Number.NaN)).toBeGreaterThan(x + width);
        found.forEach((tick, index) => {
          expect(beginOf(unit, tick.to - 1)).toBe(tick.from);
          if (index > 0) expect(tick.from).toBe(found[index - 1]?.to);
        });
      },
    ),
  );
});
