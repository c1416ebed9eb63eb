import { expect, test } from "vitest";
import { zeroBits } from "./zero-bits.ts";

test.each([
  [[0x80], 0],
  [[0x01], 7],
  [[0, 0x10], 11],
  [[0, 0, 0], 24],
  [[], 0],
])("%j begins with %i zero bits", (bytes, bits) => {
  expect(zeroBits(Uint8Array.from(bytes))).toBe(bits);
});
