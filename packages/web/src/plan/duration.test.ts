import fc from "fast-check";
import { expect, test } from "vitest";
import { durationText, parseDuration } from "./duration.ts";
import { readLinks, writeLinks } from "./links-text.ts";

const office = { minutesPerDay: 480, minutesPerWeek: 2_400 };

test.each([
  ["3 d", 1_440],
  ["3d", 1_440],
  ["3", 1_440],
  ["4 h", 240],
  ["1.5 d", 720],
  ["1,5 d", 720],
  ["2d 4h", 1_200],
  ["30 min", 30],
  ["1 w", 2_400],
  ["2 weeks", 4_800],
  ["2 Tage 4 Std.", 1_200],
  ["0", 0],
])("“%s” is %d minutes", (text, minutes) => {
  expect(parseDuration(text, office)).toBe(minutes);
});

test.each(["", "soon", "3 x", "-1 d", "d", "3 d 4", "999999999 w"])("“%s” is no duration, or means what it says", (text) => {
  expect(parseDuration(text, office)).toBe(text === "3 d 4" ? 3_360 : null);
});

test("a duration is written in days where it is whole or half days, else in parts", () => {
  expect([480, 240, 1_200, 90, 20, 605, 0].map((minutes) => durationText(minutes, office))).toEqual([
    "1 d",
    "4 h",
    "2.5 d",
    "1 h 30 min",
    "20 min",
    "1 d 2 h 5 min",
    "0 d",
  ]);
});

test("what is written is read back as the same, with any working day", () => {
  fc.assert(
    fc.property(fc.nat(500_000), fc.constantFrom(420, 480, 462, 1_440), (minutes, minutesPerDay) => {
      const units = { minutesPerDay, minutesPerWeek: minutesPerDay * 5 };
      expect(parseDuration(durationText(minutes, units), units)).toBe(minutes);
    }),
  );
});

test("links are written as planners know them, and read back", () => {
  const links = [
    { number: "2.1", type: "FS", lagMinutes: 0, lagKind: "working" },
    { number: "3", type: "SS", lagMinutes: 480, lagKind: "working" },
    { number: "4", type: "FS", lagMinutes: -240, lagKind: "working" },
  ] as const;
  expect(writeLinks(links, office)).toBe("2.1, 3SS+1d, 4FS−4h");
  expect(readLinks("2.1, 3SS+1d, 4FS−4h", office)).toEqual(links);
  expect(readLinks("4fs-4h; 7", office)).toEqual([links[2], { number: "7", type: "FS", lagMinutes: 0, lagKind: "working" }]);
  expect(readLinks("after lunch", office)).toBeNull();
  expect(readLinks("", office)).toEqual([]);
});

test("a lag in percent, or around the clock, is written as such and read back", () => {
  const links = [
    { number: "2", type: "FS", lagMinutes: 50, lagKind: "percent" },
    { number: "3", type: "SS", lagMinutes: -25, lagKind: "percent" },
    { number: "4", type: "FS", lagMinutes: 2_880, lagKind: "elapsed" },
    { number: "5", type: "FF", lagMinutes: -1_530, lagKind: "elapsed" },
  ] as const;
  expect(writeLinks(links, office)).toBe("2FS+50%, 3SS−25%, 4FS+2ed, 5FF−1ed1eh30emin");
  expect(readLinks("2FS+50%, 3SS−25%, 4FS+2ed, 5FF−1ed1eh30emin", office)).toEqual(links);
  expect(readLinks("4FS+1.5 eDays", office)).toEqual([{ number: "4", type: "FS", lagMinutes: 2_160, lagKind: "elapsed" }]);
  expect([readLinks("4FS+2e", office), readLinks("4FS+%", office)]).toEqual([null, null]);
});
