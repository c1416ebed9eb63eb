import { expect, test } from "vitest";
import type { FeelValue } from "../expression/index.ts";
import type { RuleTable } from "../process/index.ts";
import { chooseByRules } from "./index.ts";

const clock = { now: 0, zone: "UTC" };
const table: RuleTable = {
  hitPolicy: "unique",
  inputs: [
    { label: "Amount", expression: "amount" },
    { label: "Kind", expression: "kind" },
  ],
  rules: [
    { when: ["> 1000", "-"], then: "both" },
    { when: ["<= 1000", '"book", "journal"'], then: "one" },
    { when: ["[900..1000]", "-"], then: "both" },
  ],
};
const choose = (data: Record<string, FeelValue>, one: RuleTable = table) => chooseByRules(one, new Map(Object.entries(data)), clock);

test("the rule that applies names the branch", () => {
  expect(choose({ amount: 2_000, kind: "book" })).toEqual({ branch: "both", matchedRules: [1], findings: [] });
  expect(choose({ amount: 10, kind: "book" })).toMatchObject({ branch: "one", matchedRules: [2] });
  expect(choose({ amount: 10, kind: "chair" })).toEqual({ branch: null, matchedRules: [], findings: [] });
});

test("two rules where one may apply are an error, and are none under first", () => {
  expect(choose({ amount: 950, kind: "book" })).toMatchObject({
    branch: null,
    matchedRules: [2, 3],
    findings: [{ code: "decision.severalRules" }],
  });
  expect(choose({ amount: 950, kind: "book" }, { ...table, hitPolicy: "first" })).toMatchObject({ branch: "one", matchedRules: [2] });
});

test("an input without an answer is named, never taken for another", () => {
  expect(choose({ amount: null, kind: "book" })).toMatchObject({
    branch: null,
    findings: [{ code: "expression.unanswered", severity: "error", subject: "Amount" }],
  });
});
