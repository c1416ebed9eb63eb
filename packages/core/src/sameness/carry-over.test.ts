import { expect, test } from "vitest";
import type { Audit } from "./audit.ts";
import type { Family } from "./family.ts";
import { carryOver } from "./carry-over.ts";

const family = (id: string, members: readonly string[], inside = false): Family => ({
  id,
  members,
  inside,
  name: id,
  runs: members.length,
  confidence: 1,
  procedure: { steps: [], rare: [] },
  frequency: 1,
  impact: 1,
  basis: { frequency: "assumed", impact: "assumed" },
  since: null,
  until: null,
  waits: null,
  fields: [],
  conformance: 1,
});
const result = (...families: Family[]): Audit => ({ containers: [], families });

test("figures and adoptions follow their family when more files are compared, and go with one that is no more", () => {
  const before = {
    result: result(family("f1", ["1.1", "2.1", "3.1"]), family("f2", ["4.1"], true), family("f3", ["5.1", "6.1"])),
    figures: { f1: 40, f3: 7 },
    adopted: { f2: "process", "file 4": "project", "log 9": "mined" },
  };
  const after = result(family("f1", ["4.1"], true), family("f2", ["1.1", "2.1", "3.1", "7.1"]), family("f3", ["5.1", "8.1", "9.1"]));
  expect(carryOver(before, after)).toEqual({ figures: { f2: 40 }, adopted: { f1: "process", "file 4": "project", "log 9": "mined" } });
});

test("what stands inside a container is another family than the one the container belongs to", () => {
  expect(
    carryOver({ result: result(family("f1", ["1.1"], true)), figures: { f1: 1 }, adopted: {} }, result(family("f1", ["1.1"]))).figures,
  ).toEqual({});
});
