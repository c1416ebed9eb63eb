import { netAligner } from "@rondo/core/mining";
import fc from "fast-check";
import { Refusal } from "@rondo/core/kernel";
import { expect, test } from "vitest";
import { encodeText } from "../text/index.ts";
import { looksLikeDfg, readDfg } from "./index.ts";

const text = "3\nReceive\nScan, page by page\nShelve\n1\n0x7\n2\n1x2\n2x5\n0>1x7\n1>1x3\n1>2x5\n";

test("what follows what is a model: it begins and ends where it says, and goes on along pairs", () => {
  const aligner = netAligner(readDfg(encodeText(text)));
  const cost = (...trace: string[]) => aligner.align(trace)?.cost;
  const [receive, scan, shelve] = ["Receive", "Scan, page by page", "Shelve"];
  expect([
    cost(receive, scan),
    cost(receive, scan, scan, scan, shelve),
    cost(receive, shelve),
    cost(scan, shelve),
    cost(receive, scan, shelve, scan),
  ]).toEqual([0, 0, 1, 1, 1]);
});

test("it is known by its first lines, and what is broken is refused with its line", () => {
  const others = ["3\n", "1. Scan\n2. Shelve\n", "2026\nScan\nShelve", "2\nScan\nShelve\nArchive\n"];
  expect([looksLikeDfg(text), looksLikeDfg(`5000\n${"Scan\n".repeat(1_000)}`), others.map(looksLikeDfg)]).toEqual([
    true,
    true,
    [false, false, false, false],
  ]);
  const reasonOf = (broken: string): string => {
    try {
      readDfg(encodeText(broken));
    } catch (error) {
      return String((error as Refusal).params["reason"]);
    }
    return "";
  };
  expect(reasonOf("3\nReceive\n")).toBe("The file ends too early (line 3)");
  expect(reasonOf(text.replace("0>1x7", "0>9x7"))).toBe("Here the file should name an activity by its number (line 10)");
  expect(reasonOf("1\nReceive\n0\n0\n")).toContain("No activity begins");
  fc.assert(
    fc.property(fc.nat({ max: text.length }), fc.nat({ max: 5 }), fc.string({ maxLength: 3 }), (at, cut, put) => {
      try {
        readDfg(encodeText(text.slice(0, at) + put + text.slice(at + cut)));
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 300 },
  );
});
