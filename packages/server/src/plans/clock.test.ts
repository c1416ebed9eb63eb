import { instantOfWall, wallOfInstant } from "@rondo/core/calendar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { clockOf } from "./clock.ts";

const zones = fc.constantFrom("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC");

test("the remembered days say what asking the zone for every moment says, clock changes included", () => {
  fc.assert(
    fc.property(zones, fc.integer({ min: 0, max: 40_000_000 }), (zone, minute) => {
      const clock = clockOf(zone);
      expect(clock.wall(minute * 60_000)).toBe(wallOfInstant(minute * 60_000, zone));
      expect(clock.instant(minute)).toBe(instantOfWall(minute, zone));
    }),
    { numRuns: 2_000 },
  );
});

test("on the days of a clock change every quarter of an hour is right", () => {
  for (const zone of ["Europe/Berlin", "Australia/Lord_Howe"]) {
    const clock = clockOf(zone);
    for (const date of ["2026-03-28", "2026-03-29", "2026-03-30", "2026-04-04", "2026-04-05", "2026-10-04", "2026-10-25"]) {
      const midnight = Date.parse(`${date}T00:00:00Z`) / 60_000;
      for (let quarter = 0; quarter < 96; quarter += 1) {
        const minute = midnight + quarter * 15;
        expect(clock.wall(minute * 60_000)).toBe(wallOfInstant(minute * 60_000, zone));
        expect(clock.instant(minute)).toBe(instantOfWall(minute, zone));
      }
    }
  }
});
