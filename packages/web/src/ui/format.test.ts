import { expect, test } from "vitest";
import { formats } from "./format.ts";

const format = formats("en-GB", "Europe/Berlin");

test("an instant is on the day that the zone's clock shows", () => {
  expect(format.dayAt("2026-03-23T23:30:00Z")).toBe("2026-03-24");
  expect(formats("en-GB", "America/New_York").dayAt("2026-03-23T23:30:00Z")).toBe("2026-03-23");
  expect(format.time("2026-03-23T23:30:00Z")).toBe("00:30");
  expect(format.momentToTheSecond("2026-03-23T23:30:07Z")).toBe("24 Mar, 00:30:07");
});

test("a day names its year only when it is another one", () => {
  expect(format.day("2026-03-24", "2026-01-01")).toBe("24 Mar");
  expect(format.day("2025-03-24", "2026-01-01")).toBe("24 Mar 2025");
});

test("a span of days says its month and its year once where both are the same", () => {
  const plain = (from: string, to: string) => format.days(from, to, "2026-01-01").replace(/\s*–\s*/g, "–");
  expect(plain("2026-03-24", "2026-03-28")).toBe("24–28 Mar");
  expect(plain("2026-03-24", "2026-04-02")).toBe("24 Mar–2 Apr");
  expect(plain("2025-12-29", "2026-01-02")).toBe("29 Dec 2025–2 Jan 2026");
  expect(plain("2026-03-24", "2026-03-24")).toBe("24 Mar");
});

test("days are counted on the calendar, and moments by the largest unit that fits", () => {
  expect(format.inDays("2026-03-25", "2026-03-24")).toBe("tomorrow");
  expect(format.inDays("2026-03-21", "2026-03-24")).toBe("3 days ago");
  expect(format.ago("2026-03-24T10:00:00Z", new Date("2026-03-24T12:05:00Z"))).toBe("2 hours ago");
  expect(format.ago("2026-03-24T12:04:50Z", new Date("2026-03-24T12:05:00Z"))).toBe("now");
});

test("work is minutes, then hours, and days where one knows how long they are", () => {
  expect([45, 390, 960].map((minutes) => format.work(minutes))).toEqual(["45 min", "6.5 h", "16 h"]);
  expect([390, 840, 960].map((minutes) => format.work(minutes, 420))).toEqual(["6.5 h", "2 d", "2.3 d"]);
  expect(format.work(-2_160)).toBe("-36 h");
  expect(formats("de").work(390)).toBe("6,5 h");
});

test("time as it passes is said with the same signs as work", () => {
  expect([0.5, 45, 390, 2_160].map((minutes) => format.elapsed(minutes))).toEqual(["30 s", "45 min", "6.5 h", "1.5 d"]);
});
