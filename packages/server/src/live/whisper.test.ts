import { expect, test } from "vitest";
import { joined, withoutWords } from "./whisper.ts";

const written = (seq: number, ...updates: string[]) => ({ kind: "written" as const, documentId: "d", seq, updates });

test("news that goes on from news that waits is told with it, and else the last alone", () => {
  expect(joined(written(3, "c"), written(5, "d", "e"))).toEqual(written(5, "c", "d", "e"));
  expect(joined(written(3, "c"), written(5, "e"))).toEqual(written(5, "e"));
  expect(joined(undefined, written(1, "a"))).toEqual(written(1, "a"));
  expect(joined({ kind: "written", documentId: "d", seq: 3 }, written(4, "d"))).toEqual(written(4, "d"));
  expect(joined(written(3, "c".repeat(60_000)), written(4, "d".repeat(5_000)))).toEqual(written(4, "d".repeat(5_000)));
});

test("between nodes no words are told", () => {
  expect(withoutWords(written(3, "c"))).toEqual({ kind: "written", documentId: "d", seq: 3 });
});
