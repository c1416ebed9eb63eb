import { expect, test } from "vitest";
import { numbersOf } from "./present.ts";

test("numbers written digit by digit are the JSON that is written otherwise", () => {
  const lists = [[], [0], [-1], [9, 10, 99, 100, -1, 2_147_483_647], Array.from({ length: 12_000 }, (_, number) => number * 7 - 1)];
  for (const list of lists) expect(numbersOf(Int32Array.from(list))).toBe(JSON.stringify(list));
});
