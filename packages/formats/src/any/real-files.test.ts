import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { validateDefinition } from "@rondo/core/process";
import type { ProjectDraft, Reading } from "../draft/index.ts";
import { writeRondo } from "../rondo/index.ts";
import { readTrello } from "../trello/index.ts";
import { readAny } from "./index.ts";

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

test.skipIf(!here).each(table("trello/facts.csv"))(
  "reads the real board $file with every count as counted by hand, and carries all of it",
  (facts) => {
    const reading = readTrello(file(`trello/${facts["file"]}`));
    const board = project(reading);
    for (const [column, noun] of Object.entries(trelloNouns))
      expect([noun, reading.counts.read[noun]]).toEqual([noun, Number(facts[column])]);
    expect(reading.counts.carried).toEqual(reading.counts.read);
    const moments = [...board.history, ...board.tasks.flatMap((task) => task.history)].map((entry) => entry.at ?? "").sort();
    expect([moments[0], moments.at(-1)]).toEqual([facts["first_action"], facts["last_action"]]);
    expect(reading.findings.filter((finding) => finding.severity === "error")).toEqual([]);
  },
);

test.skipIf(!here)("knows every real board it is shown", () => {
  expect(readdirSync(resolve(shared, "trello")).filter((name) => name.endsWith(".json")).length).toBe(table("trello/facts.csv").length);
});

test.skipIf(!here).each(table("procedures/facts.csv"))(
  "reads the real procedure $file with every count as counted by hand, and carries all of it",
  (facts) => {
    const name = facts["file"] ?? "";
    const reading = readAny(file(`procedures/${name}`), name);
    expect(reading.counts.read).toEqual({
      headings: Number(facts["headings"]),
      checkboxItems: Number(facts["checkbox_items"]),
      orderedItems: Number(facts["ordered_items"]),
      bulletItems: Number(facts["bullet_items"]),
    });
    expect(reading.counts.carried).toEqual(reading.counts.read);
    const [draft] = reading.drafts;
    if (draft?.kind !== "process") throw new Error("no process");
    expect(draft.definition.steps.length).toBeGreaterThanOrEqual(5);
    expect(draft.definition.steps.length).toBeLessThanOrEqual(30);
    expect(validateDefinition(draft.definition)).toEqual([]);
  },
);

test.skipIf(!here).each(table("procedures/facts.csv"))(
  "every word in a list of the real procedure $file is in some title, checklist, instructions or the purpose",
  (facts) => {
    const name = facts["file"] ?? "";
    const [draft] = readAny(file(`procedures/${name}`), name).drafts;
    if (draft?.kind !== "process") throw new Error("no process");
    const steps = draft.definition.steps.filter((step) => step.kind === "task");
    const kept = new Set(
      wordsIn(
        [
          draft.definition.purpose,
          ...steps.flatMap((step) => [step.title, step.instructions, ...step.checklist.map((item) => item.title)]),
        ].join("\n"),
      ),
    );
    const text = new TextDecoder()
      .decode(file(`procedures/${name}`))
      .replace(/<!--[\s\S]*?-->/g, "")
      .replace(/\]\(#[^)]*\)|\]\[[^\]]*\]/g, "]");
    const listed = text.split("\n").filter((line) => /^\s*(?:[-*+]|\d+[.)])\s/.test(line));
    expect(wordsIn(listed.join("\n")).filter((word) => !kept.has(word) && !/^\d+$/.test(word) && word !== "x")).toEqual([]);
  },
);

test
  .skipIf(!here)
  .each([
    "trello/fda-food-recalls.json",
    "trello/dekk-pacs-spark.json",
    "trello/clipkit-ja.json",
    "procedures/k8s-branch-creation-handbook.md",
  ])("%s survives being written as Rondo's own JSON and read again", (path) => {
  const { drafts } = readAny(file(path), path);
  expect(readAny(new TextEncoder().encode(writeRondo(drafts)), "back.json").drafts).toEqual(drafts);
});

test.skipIf(!here)("a real board cut at every fiftieth of its length is refused with its place", () => {
  const whole = file("trello/fda-food-recalls.json");
  for (let part = 1; part < 50; part += 1) {
    let refused: unknown;
    try {
      readAny(whole.subarray(0, Math.floor((whole.length * part) / 50)), "board.json");
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).params).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  }
});

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

test.skipIf(!here).each(readdirSyncOrNone("mspdi"))(
  "the real plan %s becomes a project with its plan, and survives Rondo's own JSON",
  (name) => {
    const reading = readAny(file(`mspdi/${name}`), name);
    const draft = project(reading);
    expect(draft.tasks.length).toBe(reading.counts.carried["tasks"]);
    expect(draft.plan?.links.length).toBe(reading.counts.carried["links"]);
    const again = readAny(new TextEncoder().encode(writeRondo(reading.drafts)), "back.json");
    expect([project(again).tasks, project(again).plan?.tasks, project(again).plan?.links]).toEqual([
      draft.tasks,
      draft.plan?.tasks,
      draft.plan?.links,
    ]);
    expect(readAny(new TextEncoder().encode(writeRondo(again.drafts)), "back.json").drafts).toEqual(again.drafts);
  },
);

function readdirSyncOrNone(folder: string): string[] {
  return here ? readdirSync(resolve(shared, folder)).filter((name) => name.endsWith(".xml")) : [];
}

test.skipIf(!here)("reads the WeKan, Deck and TickTick exports with all they hold", () => {
  const wekan = readAny(file("importers/wekan-export.json"), "wekan-export.json");
  expect(wekan.counts.carried).toMatchObject({ lists: 3, cards: 3, labels: 3, checklists: 1, checkItems: 3, comments: 2, attachments: 1 });
  expect(project(wekan).tasks[0]).toMatchObject({
    title: "Fix authentication flow",
    due: "2024-03-15T17:00:00.000Z",
    labels: ["lbl-bug", "lbl-urgent"],
  });
  const deck = readAny(file("importers/nextcloud-deck.json"), "nextcloud-deck.json");
  expect(deck.counts.carried).toMatchObject({ boards: 2, lists: 6, cards: 13, labels: 8 });
  const ticktick = readAny(file("importers/ticktick-export.csv"), "ticktick-export.csv");
  expect(ticktick.counts.carried).toMatchObject({ lists: 3, tasks: 11 });
  expect(project(ticktick).tasks.map((task) => [task.title, task.parent])).toContainEqual(["Subtask example", "2"]);
  for (const reading of [wekan, deck, ticktick])
    expect(readAny(new TextEncoder().encode(writeRondo(reading.drafts)), "back.json").drafts).toEqual(reading.drafts);
});
