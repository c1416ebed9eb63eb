import { expect, test } from "vitest";
import { matchScore } from "./match.ts";

const best = (typed: string, labels: readonly string[]) =>
  labels
    .map((label) => ({ label, score: matchScore(typed, label) }))
    .filter((one) => one.score !== null)
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map((one) => one.label);

test("the start of a label comes before the start of a word, and that before the middle", () => {
  expect(best("pro", ["Go to Projects", "Improve process", "Process settings"])).toEqual([
    "Process settings",
    "Go to Projects",
    "Improve process",
  ]);
});

test("words may come in any order, as initials, or with letters left out", () => {
  expect(best("day my", ["Go to My day", "My people"])).toEqual(["Go to My day"]);
  expect(best("gtm", ["Go to My day"])).toEqual(["Go to My day"]);
  expect(best("cmplt", ["Complete task"])).toEqual(["Complete task"]);
});

test("accents and case do not matter", () => {
  expect(best("resume", ["Résumé schreiben"])).toEqual(["Résumé schreiben"]);
});

test("what does not fit is left out, and nothing typed leaves everything", () => {
  expect(matchScore("xyz", "Complete task")).toBeNull();
  expect(matchScore("", "Complete task")).toBe(0);
});
