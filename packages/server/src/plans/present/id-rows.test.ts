import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bytesOf, IdRows } from "./id-rows.ts";

/** Ids as Rondo makes them: those of one moment begin with the same bytes. */
const madeAtOnce = () => `0199c3a0-0000-7000-8000-${randomBytes(6).toString("hex")}`;

test("each id has the row where it stands, whatever its kind, and what is not there has none", () => {
  const ids = Array.from({ length: 5_000 }, (_, row) => (row % 2 === 0 ? randomUUID() : madeAtOnce()));
  const rows = new IdRows(bytesOf(ids));
  const asked = [...ids.toReversed(), ...Array.from({ length: 500 }, randomUUID), ids[17]!];
  expect([...rows.of(bytesOf(asked))]).toEqual(asked.map((id) => ids.indexOf(id)));
  expect(rows.count).toBe(ids.length);
});

test("ids that differ in one byte alone are told apart, wherever it is", () => {
  const ids = Array.from({ length: 32 }, (_, digit) => `${"0".repeat(digit)}1${"0".repeat(31 - digit)}`);
  expect([...new IdRows(bytesOf(ids)).of(bytesOf(ids.toReversed()))]).toEqual(ids.map((_, row) => ids.length - 1 - row));
});

test("where there are no ids, nothing is there", () => {
  expect([...new IdRows(bytesOf([])).of(bytesOf([randomUUID()]))]).toEqual([-1]);
});
