import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { readRcp, readSch, readSm } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return String(error.params["reason"] ?? error.params["limit"]);
    throw error;
  }
  return "nothing refused";
}

test("a truncated file is refused with the line at which it ends", () => {
  expect(refusal(() => readRcp(bytes("3 1\n4\n2 1 1 2\n")))).toBe("The file ends where The duration of task 2 should be (line 4)");
});

test("a word that is no number is refused with its line", () => {
  expect(refusal(() => readRcp(bytes("2 1\nmany\n")))).toBe("A capacity should be a whole number from 0 to 10000000, not “many” (line 2)");
});

test("a successor that does not exist is refused", () => {
  expect(refusal(() => readRcp(bytes("2 0\n3 1 7\n0 0")))).toContain("A successor should be a whole number from 1 to 2, not “7”");
});

test("several modes, which Rondo does not schedule, are refused", () => {
  expect(refusal(() => readSch(bytes("0 0 0 0\n0 2 0\n")))).toContain("The number of modes");
});

test("any bytes give a reading or one refusal", () => {
  const words = fc
    .array(
      fc.oneof(
        fc.integer({ min: -5, max: 40 }).map(String),
        fc.constantFrom("[3]", "\n", "PRECEDENCE RELATIONS:", "jobs (incl. supersource/sink ):  3", "REQUESTS/DURATIONS:"),
      ),
      { maxLength: 60 },
    )
    .map((parts) => bytes(parts.join(" ")));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), words), fc.constantFrom(readSm, readRcp, readSch), (input, read) => {
      try {
        read(input);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 500 },
  );
});
