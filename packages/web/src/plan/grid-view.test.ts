import { expect, test } from "vitest";
import { leftAt } from "./grid-view.ts";

const x = (minute: number) => minute / 10;
const plan = { start: 1_000, finish: 100_000 };

test("a plan opens a little before now where now is inside it, and at its start where it is just begun, long over or yet to come", () => {
  expect(leftAt(x, plan, 50_000, 900)).toBe(4_800);
  expect(leftAt(x, plan, 2_000, 900)).toBe(88);
  expect(leftAt(x, plan, 500_000, 900)).toBe(88);
  expect(leftAt(x, plan, 0, 900)).toBe(88);
});
