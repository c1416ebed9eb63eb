import fc from "fast-check";
import { expect, test } from "vitest";
import { coveringSpan, visibleRows } from "./window.ts";

test("the rows in the page hold all that one sees, and few more, however long the list is", () => {
  fc.assert(
    fc.property(fc.nat(3_000_000), fc.integer({ min: 100, max: 2_000 }), fc.nat(100_000), (top, height, count) => {
      const { from, to } = visibleRows(top, height, 32, count);
      expect(from).toBeLessThanOrEqual(to);
      for (const y of [top, top + height - 1]) {
        const row = Math.floor(y / 32);
        if (row < count) expect(row >= from && row < to).toBe(true);
      }
      expect(to - from).toBeLessThanOrEqual(Math.ceil(height / 32) + 2 * 10 + 2 * 8);
    }),
  );
});

test("scrolling by a pixel keeps the same rows", () => {
  expect(visibleRows(4_001, 600, 32, 10_000)).toEqual(visibleRows(4_000, 600, 32, 10_000));
});

test("an empty list has no rows", () => {
  expect(visibleRows(0, 600, 32, 0)).toEqual({ from: 0, to: 0 });
});

test("a canvas stays as it is while it covers the view, and covers the view when it moves", () => {
  fc.assert(
    fc.property(fc.nat(50_000), fc.integer({ min: 100, max: 2_000 }), fc.integer({ min: -300, max: 300 }), (from, size, by) => {
      const limit = 60_000;
      const first = coveringSpan(null, from, size, 400, limit);
      expect(first.from <= from && first.to >= Math.min(limit, from + size)).toBe(true);
      expect(first.to - first.from).toBeLessThanOrEqual(size + 802);
      if (from + by >= 0) expect(coveringSpan(first, from + by, size, 400, limit)).toBe(first);
    }),
  );
});
