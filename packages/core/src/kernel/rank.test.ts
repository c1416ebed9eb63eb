import fc from "fast-check";
import { expect, test } from "vitest";
import { rankBetween, rankLimit, spreadRanks } from "./rank.ts";

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

test("a key between two neighbours sorts between them, wherever things are inserted", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), (places) => {
      const keys: string[] = [];
      for (const place of places) {
        const at = place % (keys.length + 1);
        const key = rankBetween(keys[at - 1] ?? null, keys[at] ?? null);
        keys.splice(at, 0, key);
        expect(key.endsWith("0")).toBe(false);
      }
      expect([...keys].sort(order)).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("inserting always at the end or always at the start keeps keys short", () => {
  let last: string | null = null;
  let first: string | null = null;
  for (let count = 0; count < 1_000; count += 1) {
    last = rankBetween(last, null);
    first = rankBetween(null, first);
  }
  expect((last as string).length).toBeLessThan(rankLimit);
  expect((first as string).length).toBeLessThan(rankLimit);
});

test("spread keys are in order and leave room between any two", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), (count) => {
      const keys = spreadRanks(count);
      expect([...keys].sort(order)).toEqual(keys);
      expect(new Set(keys).size).toBe(count);
      expect(keys.every((key) => key.length <= 4 && key.length > 0)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
