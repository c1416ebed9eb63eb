import fc from "fast-check";
import { expect, test } from "vitest";
import { bundleMinutes } from "./index.ts";

const leads = [60, 100, 120, 200, 480];

test("one run takes the middle of what finished ones took, the last of three takes longer", () => {
  expect(bundleMinutes(leads, { ages: [], waiting: 1 })).toBe(120);
  expect(bundleMinutes(leads, { ages: [], waiting: 3 })).toBe(200);
  expect(bundleMinutes(leads, { ages: [], waiting: 1 }, 0.8)).toBe(200);
});

test("an open run takes what those that took longer still needed; older than all, a quarter of the longest more", () => {
  expect(bundleMinutes(leads, { ages: [110], waiting: 0 })).toBe(90);
  expect(bundleMinutes(leads, { ages: [600], waiting: 0 })).toBe(120);
  expect(bundleMinutes(leads, { ages: [], waiting: 0 })).toBe(0);
});

test("too few finished runs say nothing", () => {
  expect(bundleMinutes([60, 60, 60, 60], { ages: [], waiting: 1 })).toBeNull();
});

test("the promise is kept as often as it says, where runs go on as they did", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 5, maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      (list, waiting) => {
        const promised = bundleMinutes(list, { ages: [], waiting }) as number;
        const share = (list.filter((lead) => lead <= promised).length / list.length) ** waiting;
        expect(share).toBeGreaterThanOrEqual(0.5);
        const before = Math.max(0, ...list.filter((lead) => lead < promised));
        expect((list.filter((lead) => lead <= before).length / list.length) ** waiting).toBeLessThan(0.5);
      },
    ),
  );
});
