import fc from "fast-check";
import { expect, test } from "vitest";
import { histogram } from "./quantile.ts";

test("one run in a hundred that never seems to end squeezes no others: it stands in the last bar, which reaches to it", () => {
  const sorted = [...Array.from({ length: 199 }, (_, at) => at), 1_000_000];
  const bars = histogram(sorted, 40);
  expect(bars.length).toBeGreaterThan(30);
  expect(bars[0]).toEqual({ from: 0, to: 5, count: 5 });
  expect(bars.at(-1)!.to).toBe(1_000_001);
});

test("every run stands in one bar, and bars follow each other without a gap", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000_000 }), { minLength: 1, maxLength: 300 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const bars = histogram(sorted, 40);
      expect(bars.length).toBeLessThanOrEqual(40);
      expect(bars.map((bar) => bar.count)).toEqual(bars.map((bar) => sorted.filter((at) => at >= bar.from && at < bar.to).length));
      expect(bars.slice(1).map((bar) => bar.from)).toEqual(bars.slice(0, -1).map((bar) => bar.to));
    }),
  );
});
