import { expect, test } from "vitest";
import { clockOf, inOrder, minutesOf, spells, weekMinutes } from "./hours.ts";

const morning = { from: 540, to: 720 };
const afternoon = { from: 780, to: 1_020 };

test("a week is told in spells of days with the same hours", () => {
  const full = [morning, afternoon];
  expect(spells([full, full, full, full, [morning], [], []]).map(({ first, last, shifts }) => [first, last, shifts.length])).toEqual([
    [0, 3, 2],
    [4, 4, 1],
  ]);
  expect(spells([[], [morning], [], [morning], [], [], []]).map(({ first, last }) => [first, last])).toEqual([
    [1, 1],
    [3, 3],
  ]);
  expect(weekMinutes([full, full, [], [], [], [], []])).toBe(840);
});

test("midnight at the end of a shift is the end of the day", () => {
  expect(minutesOf("00:00")).toBe(0);
  expect(minutesOf("00:00", true)).toBe(1_440);
  expect([clockOf(1_440), clockOf(545)]).toEqual(["00:00", "09:05"]);
  expect(minutesOf("")).toBeNull();
});

test("hours are in order when each begins before it ends and after the one before", () => {
  expect(inOrder([morning, afternoon])).toBe(true);
  expect(inOrder([afternoon, morning])).toBe(false);
  expect(inOrder([morning, { from: 720, to: 800 }])).toBe(false);
  expect(inOrder([{ from: 600, to: 600 }])).toBe(false);
});
