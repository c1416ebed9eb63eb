import { expect, test } from "vitest";
import { isPlacedAnew } from "./placing.ts";

test("a condition, a pin or a pause puts a task somewhere; who does it and what it costs do not", () => {
  const pinned = { pinned: { start: "2026-03-02T09:00", finish: "2026-03-03T17:00" } };
  expect(isPlacedAnew({}, pinned)).toBe(true);
  expect(isPlacedAnew(pinned, {})).toBe(true);
  expect(
    isPlacedAnew(pinned, { ...pinned, assignments: [{ personId: "a", percent: 50 }], placeholders: [{ role: "Packer" }], fixedCost: 100 }),
  ).toBe(false);
});

test("the order in which something is said makes no difference, and what is undefined is not said", () => {
  expect(
    isPlacedAnew(
      { constraint: { type: "MSO", at: "2026-03-02T09:00" }, pauses: [{ after: 60, minutes: 30 }] },
      { pauses: [{ minutes: 30, after: 60 }], constraint: { at: "2026-03-02T09:00", type: "MSO" }, started: undefined },
    ),
  ).toBe(false);
});
