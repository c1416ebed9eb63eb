import fc from "fast-check";
import { expect, test } from "vitest";
import { asItWas, uncomputed } from "./formula.ts";

test.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "'=1"])(
  "%j is no formula in a spreadsheet",
  (text) => {
    expect(uncomputed(text)).toBe(`'${text}`);
  },
);

test.each(["-12", "+3.5", "1,200", "- a list", "Crate", "'quoted'", ""])("%j", (text) => {
  expect(uncomputed(text)).toBe(text === "- a list" ? `'${text}` : text);
});

test("whatever is written is read as it was", () => {
  fc.assert(fc.property(fc.stringMatching(/^['=+\-@\t\r1a]{0,6}$/), (text) => asItWas(uncomputed(text)) === text));
});
