import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { ProjectDraft, Reading } from "../draft/index.ts";
import { readTrello } from "../trello/index.ts";

const shared = process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no real files at ${shared}; set RONDO_SHARED_DATA to where they are.`);

type Row = Readonly<Record<string, string>>;

function table(path: string): Row[] {
  if (!here) return [];
  const [head = "", ...lines] = readFileSync(resolve(shared, path), "utf8").trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, index) => [names[index] ?? "", cell.trim()])));
}

function file(path: string): Uint8Array {
  return readFileSync(resolve(shared, path));
}

function project(reading: Reading): ProjectDraft {
  const draft = reading.drafts[0];
  if (draft?.kind !== "project") throw new Error("no project");
  return draft;
}

const trelloNouns = {
  lists: "lists",
  open_lists: "openLists",
  cards: "cards",
  open_cards: "openCards",
  cards_with_due: "cardsWithDue",
  labels: "labels",
  members: "members",
  checklists: "checklists",
  check_items: "checkItems",
  check_items_complete: "checkItemsComplete",
  actions: "actions",
  create_card: "cardCreations",
  update_card: "cardChanges",
  list_moves: "listMoves",
  comments: "comments",
  check_item_state_changes: "checkItemChanges",
} as const;

test.skipIf(!here).each(table("trello/facts.csv"))("reads the real board $file with every count as counted by hand, and carries all of it", (facts) => {
  const reading = readTrello(file(`trello/${facts["file"]}`));
  const board = project(reading);
  for (const [column, noun] of Object.entries(trelloNouns)) expect([noun, reading.counts.read[noun]]).toEqual([noun, Number(facts[column])]);
  expect(reading.counts.carried).toEqual(reading.counts.read);
  const moments = [...board.history, ...board.tasks.flatMap((task) => task.history)].map((entry) => entry.at ?? "").sort();
  expect([moments[0], moments.at(-1)]).toEqual([facts["first_action"], facts["last_action"]]);
  expect(reading.findings.filter((finding) => finding.severity === "error")).toEqual([]);
});

test.skipIf(!here)("knows every real board it is shown", () => {
  expect(readdirSync(resolve(shared, "trello")).filter((name) => name.endsWith(".json")).length).toBe(table("trello/facts.csv").length);
});
