import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import type { ProjectDraft, Reading } from "../draft/index.ts";
import { readTrello } from "./index.ts";

const ines = "5f0000000000000000000001";
const card = "5f00000000000000000000c1";

const board = {
  id: "5f00000000000000000000b1",
  name: "Move the rare-books room",
  desc: "To the new wing",
  closed: false,
  url: "https://trello.com/b/x",
  prefs: {},
  lists: [
    { id: "l2", name: "Done", closed: false, pos: 2 },
    { id: "l1", name: "To pack", closed: false, pos: 1 },
    { id: "l3", name: "Old ideas", closed: true, pos: 3 },
  ],
  labels: [{ id: "g", name: "", color: "green" }],
  members: [{ id: ines, fullName: "Ines Okafor", username: "ines" }],
  customFields: [
    { id: "f1", name: "Shelf metres", type: "number" },
    { id: "f2", name: "Room", type: "list", options: [{ id: "o1", value: { text: "North" } }] },
  ],
  cards: [
    {
      id: card,
      name: "Pack the incunabula",
      desc: "With **acid-free** paper",
      idList: "l2",
      pos: 2,
      due: "2026-03-02T10:00:00.000Z",
      closed: false,
      idMembers: [ines],
      idLabels: ["g"],
      labels: [{ id: "g", name: "", color: "green" }],
      badges: { comments: 3 },
      attachments: [{ id: "a1", name: "plan.pdf", url: "https://trello.com/plan.pdf" }],
      customFieldItems: [
        { idCustomField: "f1", value: { number: "12" } },
        { idCustomField: "f2", idValue: "o1" },
      ],
    },
    { id: "c2", name: "Measure the shelves", idList: "l1", pos: 1, closed: true },
  ],
  checklists: [
    {
      id: "k1",
      name: "Boxes",
      idCard: card,
      checkItems: [
        { id: "i2", name: "Label", state: "incomplete", pos: 2 },
        { id: "i1", name: "Fold", state: "complete", pos: 1 },
      ],
    },
  ],
  actions: [
    {
      id: "x4",
      type: "updateCheckItemStateOnCard",
      date: "2026-03-01T12:00:00.000Z",
      idMemberCreator: ines,
      data: { card: { id: card }, checkItem: { name: "Fold", state: "complete" } },
    },
    {
      id: "x3",
      type: "updateCard",
      date: "2026-03-01T11:00:00.000Z",
      idMemberCreator: ines,
      data: { card: { id: card, idList: "l2" }, old: { idList: "l1" } },
    },
    {
      id: "x2",
      type: "commentCard",
      date: "2026-03-01T10:00:00.000Z",
      idMemberCreator: ines,
      data: { card: { id: card }, text: "Mei has the paper" },
    },
    {
      id: "x1",
      type: "createCard",
      date: "2026-03-01T09:00:00.000Z",
      idMemberCreator: ines,
      data: { card: { id: card }, list: { id: "l1" } },
    },
    { id: "x0", type: "createBoard", date: "2026-02-28T09:00:00.000Z", idMemberCreator: ines, data: {} },
  ],
};

function read(value: unknown): Reading {
  return readTrello(new TextEncoder().encode(JSON.stringify(value)));
}

function project(reading: Reading): ProjectDraft {
  const draft = reading.drafts[0];
  if (draft?.kind !== "project") throw new Error("no project");
  return draft;
}

test("a board becomes a project with its lists in order, archived ones marked", () => {
  const draft = project(read(board));
  expect(draft.lists.map((list) => [list.name, list.archived, list.done])).toEqual([
    ["To pack", false, false],
    ["Done", false, true],
    ["Old ideas", true, false],
  ]);
  expect(draft.tasks.map((task) => [task.title, task.list, task.archived])).toEqual([
    ["Measure the shelves", "l1", true],
    ["Pack the incunabula", "l2", false],
  ]);
});

test("a card carries everything it has: fields, check items in order, comments, history, named attachments", () => {
  const task = project(read(board)).tasks[1];
  expect(task).toMatchObject({
    notes: "With **acid-free** paper",
    labels: ["g"],
    members: [ines],
    due: "2026-03-02T10:00:00.000Z",
    createdAt: "2026-03-01T09:00:00.000Z",
    completed: true,
    completedAt: "2026-03-01T11:00:00.000Z",
    fields: [
      { field: "f1", value: "12" },
      { field: "f2", value: "North" },
    ],
    checklists: [
      {
        title: "Boxes",
        items: [
          { title: "Fold", done: true },
          { title: "Label", done: false },
        ],
      },
    ],
    comments: [{ author: ines, at: "2026-03-01T10:00:00.000Z", text: "Mei has the paper" }],
    attachments: [{ name: "plan.pdf", url: "https://trello.com/plan.pdf" }],
  });
  expect(task?.history.map((entry) => [entry.kind, entry.from, entry.to])).toEqual([
    ["created", null, "l1"],
    ["commented", null, null],
    ["moved", "l1", "l2"],
    ["itemChecked", null, "Fold"],
  ]);
});

test("says what could not be carried: attachments, comments beyond the file, history beyond 1,000 actions", () => {
  const many = {
    ...board,
    actions: Array.from({ length: 1000 }, (_, index) => ({
      id: `y${index}`,
      type: "updateBoard",
      date: "2026-03-01T09:00:00.000Z",
      data: {},
    })),
  };
  expect(read(board).findings.map((finding) => finding.code)).toEqual([
    "read",
    "comments_not_in_file",
    "list_read_as_done",
    "attachments_not_in_file",
  ]);
  expect(read(many).findings.map((finding) => finding.code)).toContain("trello_history_cut");
  expect(read(board).findings[0]?.message).toContain("1 of 1 comments, 1 of 1 attachments, 5 of 5 actions");
});

test("checklists and comments of cards that are not in the file are counted as not carried, and told", () => {
  const reading = read({ ...board, cards: [] });
  expect([
    reading.counts.read["comments"],
    reading.counts.carried["comments"],
    reading.counts.read["checkItems"],
    reading.counts.carried["checkItems"],
  ]).toEqual([1, 0, 2, 0]);
  expect(reading.findings.map((finding) => finding.code)).toEqual(
    expect.arrayContaining(["comments_without_card", "checklists_without_card"]),
  );
  expect(project(reading).history).toHaveLength(5);
});

test("a file cut at every fiftieth of its length is refused with the place, never half read", () => {
  const text = JSON.stringify(board, null, 1);
  for (let part = 1; part < 50; part += 1) {
    const cut = new TextEncoder().encode(text.slice(0, Math.floor((text.length * part) / 50)));
    expect(refused(() => readTrello(cut)).params).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
  }
});

test("a million cards are refused before anything is built", () => {
  const flood = new TextEncoder().encode(`{"lists":[],"actions":[],"cards":[${"{},".repeat(999_999)}{}]}`);
  expect(refused(() => readTrello(flood))).toMatchObject({ code: "too_large", params: { limit: "200000 cards in one board" } });
});

test("whatever stands in the place of whatever, a board still reads and no prototype changes", () => {
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(null, 1e308, -1, "", "l1", card, [[]], { toString: 1, hasOwnProperty: 2, length: -1 }, "\uD800"),
  );
  const places = placesOf(board);
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(places.length - 1), junk), { minLength: 1, maxLength: 6 }), (changes) => {
      const copy = structuredClone(board) as unknown;
      // Each a copy of its own: what is put into another must not be put into itself.
      for (const [place, value] of changes) put(copy, places[place] ?? [], structuredClone(value));
      try {
        const reading = read(copy);
        for (const [noun, count] of Object.entries(reading.counts.carried))
          expect([noun, count <= (reading.counts.read[noun] ?? 0)]).toEqual([noun, true]);
        JSON.stringify(reading);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(String(error.params["reason"])).toContain("no whole Trello board");
      }
    }),
    { numRuns: 500 },
  );
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
});

test("a file of another kind is refused in one sentence", () => {
  for (const other of ["[]", "1", '{"name":"a card"}', '{"lists":{},"cards":[]}'])
    expect(refused(() => readTrello(new TextEncoder().encode(other))).code).toBe("unreadable");
});

function refused(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return path.length === 0 ? [] : [path];
  return [...(path.length === 0 ? [] : [path]), ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

function put(value: unknown, path: readonly (string | number)[], into: unknown): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined), value);
  if (typeof parent === "object" && parent !== null) (parent as Record<string, unknown>)[String(path.at(-1))] = into;
}

test("a board as the programming interface gives it, with checklists and labels inside its cards, reads whole", () => {
  const board = {
    id: "5f",
    name: "Odd",
    prefs: {},
    lists: [{ id: "l", name: "To do" }],
    cards: [
      {
        id: "c",
        name: "Scan",
        idList: "l",
        labels: [
          { name: "maps", color: "red" },
          { name: "", color: null },
        ],
        checklists: [
          {
            id: "k",
            name: "Steps",
            checkItems: [
              { id: "i", name: "one", state: "complete" },
              { id: "j", name: "two", state: "incomplete" },
            ],
          },
        ],
      },
    ],
    actions: [],
  };
  const { drafts, counts } = readTrello(new TextEncoder().encode(`\ufeff${JSON.stringify(board)}`));
  const [draft] = drafts;
  const [card] = draft?.kind === "project" ? draft.tasks : [];
  expect(card?.checklists.map(({ title, items }) => [title, items.map(({ done }) => done)])).toEqual([["Steps", [true, false]]]);
  expect(card?.labels).toEqual(["label maps red"]);
  expect([counts.read["checklists"], counts.carried["checklists"], counts.carried["checkItems"]]).toEqual([1, 1, 2]);
});
