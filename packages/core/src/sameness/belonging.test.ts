import { expect, test } from "vitest";
import { groupAlike } from "./families.ts";
import type { Case } from "./work.ts";

const travel = ["Book flight", "Reserve hotel", "Request visa", "Pack samples", "Visit plant", "Hand in expenses"];
const repair = ["Register device", "Analyse defect", "Order spare part", "Replace part", "Test device", "Return device"];

function project(id: string, titles: readonly string[]): Case {
  return { id, name: "", people: [], steps: titles.map((title) => ({ title, role: null, started: null, finished: null })) };
}

/** Each with another step left out, so that none is a copy. */
function eightOf(name: string, titles: readonly string[]): Case[] {
  return Array.from({ length: 8 }, (_, at) =>
    project(
      `${name} ${at}`,
      titles.filter((__, step) => step !== at % titles.length),
    ),
  );
}

function membersOf(cases: readonly Case[]): string[][] {
  return groupAlike(cases)
    .groups.filter(({ members }) => members.length > 1)
    .map(({ members }) => members.map((member) => cases[member]?.id ?? ""));
}

test("a foreign step or two do not take a project from its family", () => {
  const cases = [
    ...eightOf("travel", travel),
    ...eightOf("repair", repair),
    project("torn", [...travel.slice(0, 4), "Test device", "Replace part"]),
  ];
  expect(membersOf(cases).find((members) => members.includes("torn"))).toContain("travel 0");
});

test("what two families could have made is in neither", () => {
  const cases = [
    ...eightOf("travel", travel),
    ...eightOf("repair", repair),
    project("half", [...travel.slice(0, 2), ...repair.slice(0, 2)]),
  ];
  expect(membersOf(cases).flat()).not.toContain("half");
});

test("two processes that go alike in the same words stay two, and one said in two languages is one", () => {
  const permit = ["Submit permit", "Check permit", "Approve permit", "Start trip", "End trip", "Archive permit"];
  const invoice = ["Submit invoice", "Check invoice", "Approve invoice", "Post amount", "Pay amount", "Archive invoice"];
  const contract = ["Request quotation", "Compare offers", "Approve budget", "Sign contract", "Pay invoice", "Archive contract"];
  const vertrag = [
    "Angebote anfordern",
    "Angebote vergleichen",
    "Budget genehmigen",
    "Vertrag unterschreiben",
    "Rechnung bezahlen",
    "Vertrag archivieren",
  ];
  const families = membersOf([
    ...eightOf("permit", permit),
    ...eightOf("invoice", invoice),
    ...eightOf("contract", contract),
    ...eightOf("vertrag", vertrag),
  ]);
  expect(families.map((members) => [...new Set(members.map((id) => id.split(" ")[0]))].join(" + ")).sort()).toEqual([
    "contract + vertrag",
    "invoice",
    "permit",
  ]);
});
