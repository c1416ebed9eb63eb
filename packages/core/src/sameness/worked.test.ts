import { expect, test } from "vitest";
import { promised, workedBetween } from "./worked.ts";

const at = (moment: string): number => Date.parse(moment) / 60_000;

test.each([
  ["a day named as beginning and end is a working day", "2026-03-02T00:00Z", "2026-03-03T00:00Z", 480],
  ["Monday to Friday are five", "2026-03-02T00:00Z", "2026-03-07T00:00Z", 5 * 480],
  ["a weekend between adds nothing", "2026-03-06T00:00Z", "2026-03-10T00:00Z", 2 * 480],
  ["hours of one day are hours", "2026-03-02T09:00Z", "2026-03-02T11:30Z", 150],
  ["over night is no more than a day", "2026-03-02T15:00Z", "2026-03-03T09:00Z", 480],
  ["a year before 1970 is counted the same", "1969-12-29T00:00Z", "1970-01-03T00:00Z", 5 * 480],
])("%s", (_, from, to, minutes) => {
  expect(workedBetween(at(from), at(to))).toBe(minutes);
});

test("what is promised is what four of five kept, in steps that such figures carry", () => {
  expect(promised([480, 480, 480, 480, 2400])).toBe(480);
  expect(promised([50, 61])).toBe(75);
  expect(promised([300, 310, 320])).toBe(360);
  expect(promised([500, 520, 700, 900, 900])).toBe(960);
  expect([promised([]), promised([0, 0])]).toEqual([null, null]);
});
