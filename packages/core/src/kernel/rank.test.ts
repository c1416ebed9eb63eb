import fc from "fast-check";
import { expect, test } from "vitest";
import { rankAmong, rankBetween, rankLimit, spreadRanks } from "./rank.ts";

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

test.each(["after the left one", "before the right one", "at either of them in turn"] as const)(
  "of 10,000 inserts between the same two, each %s, keys stay short and everything keeps its order",
  (where) => {
    const list = [
      { what: -1, key: "V" },
      { what: -2, key: "W" },
    ];
    const expected = [-1, -2];
    let spreads = 0;
    for (let count = 0; count < 10_000; count += 1) {
      const left = where === "after the left one" || (where === "at either of them in turn" && count % 2 === 0);
      const at = left ? 1 : list.length - 1;
      const { key, others } = rankAmong(
        list.map((one) => one.key),
        at,
      );
      others?.forEach((other, index) => ((list[index] as (typeof list)[number]).key = other));
      spreads += others === null ? 0 : 1;
      list.splice(at, 0, { what: count, key });
      expected.splice(at, 0, count);
    }
    const sorted = list.toSorted((a, b) => order(a.key, b.key));
    expect(sorted.map(({ what }) => what)).toEqual(expected);
    expect(Math.max(...list.map(({ key }) => key.length))).toBeLessThanOrEqual(rankLimit);
    expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
    // Giving everything new keys is rare: once in hundreds of inserts.
    expect(spreads).toBeLessThan(100);
  },
);

test("keys that are empty or out of order are spread anew, in the order in which they are given", () => {
  for (const keys of [
    ["", "V"],
    ["V", "V"],
    ["W", "V"],
  ]) {
    const { key, others } = rankAmong(keys, 1);
    expect(others).toHaveLength(2);
    expect([others![0], key, others![1]].toSorted()).toEqual([others![0], key, others![1]]);
  }
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
