import fc from "fast-check";
import { expect, test } from "vitest";
import { routeLink, sidesOf } from "./route.ts";

test("with room between the bars a link has one vertical line, right after the bar it leaves", () => {
  expect(routeLink({ x: 100, y: 16, side: 1 }, { x: 180, y: 80, side: -1 }, 8, 16)).toEqual([100, 16, 108, 16, 108, 80, 180, 80]);
});

test("without room it goes around, along the edge of the row it ends in", () => {
  expect(routeLink({ x: 100, y: 16, side: 1 }, { x: 60, y: 80, side: -1 }, 8, 16)).toEqual([
    100, 16, 108, 16, 108, 64, 52, 64, 52, 80, 60, 80,
  ]);
  expect(routeLink({ x: 100, y: 80, side: 1 }, { x: 60, y: 16, side: -1 }, 8, 16)).toEqual([
    100, 80, 108, 80, 108, 32, 52, 32, 52, 16, 60, 16,
  ]);
});

test("what begins where the other ends gets its arrow from above or below", () => {
  expect(routeLink({ x: 100, y: 16, side: 1 }, { x: 100, y: 80, side: -1 }, 8, 16, { x: 105, above: 8 })).toEqual([
    100, 16, 105, 16, 105, 72,
  ]);
  expect(routeLink({ x: 100, y: 80, side: 1 }, { x: 100, y: 16, side: -1 }, 8, 16, { x: 105, above: 8 })).toEqual([
    100, 80, 105, 80, 105, 24,
  ]);
});

test("a link of starts stands before both bars, one of finishes after both", () => {
  expect(routeLink({ x: 100, y: 16, side: -1 }, { x: 60, y: 80, side: -1 }, 8, 16)[2]).toBe(52);
  expect(routeLink({ x: 100, y: 16, side: 1 }, { x: 60, y: 80, side: 1 }, 8, 16)[2]).toBe(108);
});

test("every corner is square, and a link leaves and enters on its own sides", () => {
  const place = fc.integer({ min: 0, max: 2_000 });
  fc.assert(
    fc.property(fc.constantFrom("FS", "SS", "FF", "SF" as const), place, place, place, place, (type, x1, y1, x2, y2) => {
      const [out, into] = sidesOf[type as "FS"];
      const corners = routeLink({ x: x1, y: y1, side: out }, { x: x2, y: y2, side: into }, 8, 16);
      for (let at = 2; at < corners.length; at += 2)
        expect(corners[at] === corners[at - 2] || corners[at + 1] === corners[at - 1]).toBe(true);
      expect(Math.sign((corners[2] ?? 0) - x1)).toBe(out);
      expect(Math.sign((corners.at(-4) ?? 0) - x2)).toBe(into);
    }),
  );
});
