import fc from "fast-check";
import { expect, test } from "vitest";
import { Temporal } from "temporal-polyfill";
import { type Choice, channelsFor, deliveryAt, endOfQuiet, nextDigest, usualChoice, firstLook, lookAhead } from "./index.ts";

const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC");
const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
const quiets = fc.record({ from: fc.integer({ min: 0, max: 1_439 }), to: fc.integer({ min: 0, max: 1_439 }) });
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const minutesOf = (instant: number, zone: string) => {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  return hour * 60 + minute;
};

test("thirty-five edits in half an hour are one delivery, three minutes after the last, half an hour after the first at the latest", () => {
  const first = at("2026-11-30T09:00:00Z");
  const choice = usualChoice("Europe/Berlin");
  let due = 0;
  for (let edit = 0; edit < 35; edit += 1) {
    const now = first + edit * 50_000;
    if (edit > 0) expect(due).toBeGreaterThan(now);
    due = deliveryAt({ first, last: now, urgent: false }, choice);
  }
  expect(due).toBe(first + 30 * 60_000);
  expect(deliveryAt({ first, last: first, urgent: true }, choice)).toBe(first + 60_000);
});

test("nothing goes out in quiet hours, and what came in them goes at their end", () => {
  const night: Choice = { ...usualChoice("Europe/Berlin"), quiet: { from: 20 * 60, to: 7 * 60 } };
  expect(endOfQuiet(at("2026-11-30T21:15:00Z"), night)).toBe(at("2026-12-01T06:00:00Z"));
  expect(endOfQuiet(at("2026-11-30T05:59:00Z"), night)).toBe(at("2026-11-30T06:00:00Z"));
  expect(endOfQuiet(at("2026-11-30T12:00:00Z"), night)).toBe(at("2026-11-30T12:00:00Z"));
  fc.assert(
    fc.property(instants, quiets, zones, (instant, quiet, zone) => {
      const out = endOfQuiet(instant, { ...usualChoice(zone), quiet });
      expect(out).toBeGreaterThanOrEqual(instant);
      expect(out - instant).toBeLessThanOrEqual(26 * 3_600_000);
      if (out === instant || quiet.from === quiet.to) return;
      const minutes = minutesOf(out, zone);
      // At the end of the quiet, or later by what a clock change skipped.
      expect((minutes - quiet.to + 1_440) % 1_440).toBeLessThanOrEqual(60);
    }),
  );
});

test("a digest comes at its hour of its zone, on its weekday, also over clock changes", () => {
  const weekly: Choice = { ...usualChoice("Europe/Berlin"), digest: { every: "week", hour: 7, weekday: 1 } };
  expect(nextDigest(at("2026-03-23T07:00:00Z"), weekly)).toBe(at("2026-03-30T05:00:00Z"));
  expect(nextDigest(at("2026-03-23T05:59:59Z"), weekly)).toBe(at("2026-03-23T06:00:00Z"));
  expect(nextDigest(0, { ...weekly, digest: { ...weekly.digest, every: "never" } })).toBeNull();
  fc.assert(
    fc.property(
      instants,
      zones,
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom("day" as const, "week" as const),
      (after, zone, hour, weekday, every) => {
        const next = nextDigest(after, { ...usualChoice(zone), digest: { every, hour, weekday } }) as number;
        expect(next).toBeGreaterThan(after);
        expect(next - after).toBeLessThanOrEqual((every === "day" ? 25 : 24 * 7 + 1) * 3_600_000);
        if (every === "week") expect(Temporal.Instant.fromEpochMilliseconds(next).toZonedDateTimeISO(zone).dayOfWeek).toBe(weekday);
      },
    ),
  );
});

test("what nobody chose is as usual: few at once", () => {
  expect(channelsFor(usualChoice("UTC"), "approval")).toEqual(["mail", "push"]);
  expect(channelsFor(usualChoice("UTC"), "commented")).toEqual([]);
  expect(channelsFor({ ...usualChoice("UTC"), kinds: { approval: ["chat"] } }, "approval")).toEqual(["chat"]);
});

test("looks ahead lie one behind the other without gap or overlap, however late each is made", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 * 3_600_000 }), { minLength: 2, maxLength: 20 }),
      fc.integer({ min: 1, max: 336 }),
      (lateness, hours) => {
        const began = 1_774_000_000_000;
        let planned = firstLook(began);
        let reached = began + hours * 3_600_000;
        for (const late of lateness) {
          const { after, until, next } = lookAhead(planned, planned + late, hours);
          expect(after).toBe(reached);
          expect(until).toBeGreaterThan(after);
          [planned, reached] = [next, until];
        }
      },
    ),
  );
});
