import { expect, test } from "vitest";
import { limitsOf, spread, ticksOfCount, ticksOfHours } from "./axis.ts";

test("a duration is read in round seconds, minutes, hours or days", () => {
  expect(ticksOfHours(20 / 3_600, "elapsed").map((hours) => Math.round(hours * 3_600))).toEqual([0, 5, 10, 15, 20]);
  expect(ticksOfHours(1.2, "elapsed")).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(ticksOfHours(30, "elapsed")).toEqual([0, 6, 12, 18, 24, 30]);
  expect(ticksOfHours(9 * 24, "elapsed").map((hours) => hours / 24)).toEqual([0, 2, 4, 6, 8]);
});

test("working time is read in hours, never in days of 24", () => {
  expect(ticksOfHours(90, "working")).toEqual([0, 20, 40, 60, 80]);
  expect(ticksOfHours(0.5, "working").map((hours) => Math.round(hours * 60))).toEqual([0, 10, 20, 30]);
});

test("what is counted has no tick between two whole numbers, and no more than six of them", () => {
  expect(ticksOfCount(1)).toEqual([0, 1]);
  expect(ticksOfCount(7)).toEqual([0, 2, 4, 6]);
  expect(ticksOfCount(4_580)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
  const wrong = Array.from({ length: 3_000 }, (_, most) => ticksOfCount(most)).filter(
    (ticks) => ticks.length > 6 || !ticks.every(Number.isInteger),
  );
  expect(wrong).toEqual([]);
});

test("labels of a row stand evenly, the first and the last among them", () => {
  expect(spread(3, 5)).toEqual([0, 1, 2]);
  expect(spread(21, 5)).toEqual([0, 5, 10, 15, 20]);
  expect(spread(0, 5)).toEqual([]);
});

test("limits are provisional until there are twenty values", () => {
  const of = (count: number, upper: number | null) => limitsOf({ points: Array.from({ length: count }), upper });
  expect([of(7, null), of(8, 3), of(19, 3), of(20, 3)]).toEqual(["none", "provisional", "provisional", "firm"]);
});
