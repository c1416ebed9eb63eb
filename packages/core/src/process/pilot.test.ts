import fc from "fast-check";
import { expect, test } from "vitest";
import { isInRing } from "./index.ts";

test("of every hundred runs in a row exactly the share is in the ring, spread over them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.nat(1_000_000), (share, first) => {
      const inside = Array.from({ length: 100 }, (_, index) => isInRing({ share }, { number: first + index, teams: [] }));
      expect(inside.filter(Boolean)).toHaveLength(share);
      const run = (of: boolean) =>
        Math.max(
          ...inside
            .map(String)
            .join("")
            .split(String(!of))
            .map((part) => part.length / String(of).length),
        );
      if (share <= 50) expect(run(true)).toBeLessThan(share === 1 ? 2 : share);
    }),
  );
});

test("a team's ring holds the runs that somebody of the team starts, asks for or works", () => {
  expect(isInRing({ team: "scanning" }, { number: 7, teams: ["desk", "scanning"] })).toBe(true);
  expect(isInRing({ team: "scanning" }, { number: 7, teams: ["desk"] })).toBe(false);
});
