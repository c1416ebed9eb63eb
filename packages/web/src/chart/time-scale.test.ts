import { dayNumber, minutesPerDay, parseWall } from "@rondo/core/calendar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { scaleWithin, timeScale } from "./time-scale.ts";
import { zooms } from "./zoom.ts";

const at = (text: string) => parseWall(text) ?? Number.NaN;
const office = { from: 480, to: 1020 };

test("a day's work fills its day, and what goes on the next morning touches it", () => {
  const scale = timeScale("day", at("2026-03-02T08:00"), at("2026-04-01T17:00"), 900, office);
  expect(scale.x(at("2026-03-03T08:00")) - scale.x(at("2026-03-02T08:00"))).toBeCloseTo(40);
  expect(scale.x(at("2026-03-02T17:00"))).toBeCloseTo(scale.x(at("2026-03-03T08:00")));
  expect(scale.x(at("2026-03-02T23:00"))).toBeCloseTo(scale.x(at("2026-03-03T06:00")));
});

test("the axis begins on a Monday before the first task and reaches past the last", () => {
  const scale = timeScale("week", at("2026-03-05T08:00"), at("2026-03-20T17:00"), 200, office);
  expect((scale.firstDay + 3) % 7).toBe(0);
  expect(scale.x(at("2026-03-05T08:00"))).toBeGreaterThanOrEqual(60);
  expect(scale.width - scale.x(at("2026-03-20T17:00"))).toBeGreaterThan(200);
});

test("a short plan still fills a wide window", () => {
  expect(timeScale("quarter", at("2026-03-05T08:00"), at("2026-03-06T17:00"), 1600).width).toBeGreaterThanOrEqual(1600);
});

test("pixels lead back to the moment they came from, and later is never further left", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zooms),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: office.from, max: office.to - 1 }),
      fc.nat(20_000),
      (zoom, day, minute, later) => {
        const first = dayNumber(2026, 1, 1) * minutesPerDay;
        const scale = timeScale(zoom, first, first + 400 * minutesPerDay, 800, office);
        const moment = first + day * minutesPerDay + minute;
        expect(Math.abs(scale.minuteAt(scale.x(moment) + 1e-6) - moment)).toBeLessThanOrEqual(1);
        expect(scale.x(moment + later)).toBeGreaterThanOrEqual(scale.x(moment));
      },
    ),
  );
});

test("a plan of any length fits a page's width: nothing is cut off, and its bars take most of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 400, max: 1_600 }), (days, width) => {
      const [first, last] = [at("2026-03-04T08:00"), at("2026-03-04T17:00") + days * minutesPerDay];
      const { scale } = scaleWithin(first, last, width, office);
      expect(scale.width).toBe(width);
      expect(scale.x(first)).toBeGreaterThan(0);
      expect(scale.x(last)).toBeLessThan(width);
      if (days > 0) expect(scale.x(last) - scale.x(first)).toBeGreaterThan(width / 2);
    }),
  );
});

test("what fits a page is drawn at the closest zoom whose labels find room there", () => {
  const zoomOf = (days: number) => scaleWithin(at("2026-03-04T08:00"), at("2026-03-04T17:00") + days * minutesPerDay, 786, office).zoom;
  expect([0, 10, 40, 90, 250, 400, 1_000, 3_000].map(zoomOf)).toEqual([
    "hour",
    "day",
    "week",
    "week",
    "month",
    "quarter",
    "quarter",
    "year",
  ]);
});
