import { expect, test } from "vitest";
import { firstToFix, hoursAtStake } from "./stake.ts";

test("what to fix first is hours a month, as far as they are sure; what is unsure comes after all that is sure", () => {
  const work = { sure: { frequency: 2, impact: 5, confidence: 0.9 }, surer: { frequency: 1, impact: 11, confidence: 0.95 } };
  const doubtful = { frequency: 40, impact: 50, confidence: 0.56 };
  expect([work.sure, doubtful, work.surer].toSorted(firstToFix)).toEqual([work.surer, work.sure, doubtful]);
  expect(hoursAtStake(doubtful)).toBe(1_120);
});
