import { expect, test } from "vitest";
import type { ProjectDraft, Reading } from "../draft/index.ts";
import { workbook, zipOf } from "../zip/zip.fixture.ts";
import { readAny } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown, name: string): Reading => readAny(bytes(JSON.stringify(value)), name);
function one({ drafts: [draft] }: Reading): ProjectDraft {
  if (draft?.kind !== "project") throw new Error("no project");
  return draft;
}

test.each([
  ["2026/3/14", "2026-03-14"],
  ["2026.03.14", "2026-03-14"],
  ["Mar 14, 2026", "2026-03-14"],
  ["Saturday, March 14th 2026, 3:00:00 pm -04:00", "2026-03-14"],
  ["14 Mar 26", "2026-03-14"],
  ["3/14/26 5:00 PM", "2026-03-14"],
  ["2026-03-14 05:30 PM", "2026-03-14"],
  ["2026/3/14 17:30", "2026-03-14"],
  ["next week", null],
  ["Mar 34, 2026", null],
])("a table's day may be written %s", (cell, day) => {
  expect(one(readAny(bytes(`Title,Due date\nPack,"${cell}"\n`), "moves.csv")).tasks[0]?.due ?? null).toBe(day);
});

/** A workbook with these number formats, and a row for each value in the style of that number. */
const styled = (formats: readonly string[], value: string, parts: Record<string, string> = {}): Uint8Array =>
  zipOf({
    ...workbook(
      `<row r="1"><c t="s"><v>0</v></c>${formats.map((_, at) => `<c t="inlineStr"><is><t>F${at}</t></is></c>`).join("")}</row><row r="2"><c t="s"><v>2</v></c>${formats.map((_, at) => `<c s="${at + 1}"><v>${value}</v></c>`).join("")}</row>`,
    ),
    "xl/styles.xml": `<styleSheet><numFmts>${formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join("")}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`).join("")}</cellXfs></styleSheet>`,
    ...parts,
  });

test("in a workbook what shows a day is a day, with the hour where that is shown too, and hours, minutes and lengths are the numbers they are", () => {
  const formats = ["dd/mm/yyyy", "mmm yy", "yyyy-mm-dd hh:mm", "[h]:mm", "mm:ss", "h:mm AM/PM", "[$-409]mmmm", "0.00 &quot;days&quot;"];
  const [task] = one(readAny(styled(formats, "46174.75"), "moves.xlsx")).tasks;
  expect(task?.fields.map(({ value }) => value)).toEqual([
    "2026-06-01",
    "2026-06-01",
    "2026-06-01 18:00",
    "46174.75",
    "46174.75",
    "46174.75",
    "2026-06-01",
    "46174.75",
  ]);
});

test("the first days of 1900 are counted as Excel counts them, and those from 1904 from there", () => {
  const day = (value: string, parts?: Record<string, string>) =>
    one(readAny(styled(["yyyy-mm-dd"], value, parts), "moves.xlsx")).tasks[0]?.fields[0]?.value;
  expect([day("1"), day("59"), day("61")]).toEqual(["1900-01-01", "1900-02-28", "1900-03-01"]);
  const from1904 = '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="Moves" r:id="rId1"/></sheets></workbook>';
  expect(day("44712", { "xl/workbook.xml": from1904 })).toBe("2026-06-01");
});

test("a hidden sheet is left out and said to be, unless there is no other", () => {
  const rows = '<row r="1"><c t="s"><v>0</v></c></row><row r="2"><c t="s"><v>2</v></c></row>';
  const book = (shown: string) => ({
    ...workbook(rows),
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${shown}<sheet name="Lists" state="veryHidden" r:id="rId1"/></sheets></workbook>`,
  });
  const reading = readAny(zipOf(book('<sheet name="Moves" r:id="rId1"/>')), "moves.xlsx");
  expect([reading.drafts.length, reading.findings.filter(({ code }) => code === "sheet_left_out").map(({ subject }) => subject)]).toEqual([
    1,
    ["Lists"],
  ]);
  expect(one(readAny(zipOf(book("")), "moves.xlsx")).tasks).toHaveLength(1);
});

test("a WeKan board keeps its own fields, what is inside a card, and the way that each card went", () => {
  const reading = json(
    {
      _format: "wekan-board-1.0.0",
      _id: "b",
      title: "Repairs",
      lists: [
        { _id: "in", title: "Came in" },
        { _id: "done", title: "Done" },
      ],
      cards: [
        {
          _id: "c1",
          title: "Lamp",
          listId: "done",
          customFields: [
            { _id: "f1", value: "x2" },
            { _id: "f2", value: true },
            { _id: "f3", value: null },
            { _id: "gone", value: "?" },
          ],
        },
        { _id: "c2", title: "Wire", listId: "in", parentId: "c1" },
        { _id: "c3", title: "Plug", listId: "in", parentId: "c3" },
      ],
      customFields: [
        { _id: "f1", name: "Floor", type: "dropdown", settings: { dropdownItems: [{ _id: "x1", name: "First" }, { _id: "x2", name: "Second" }] } }, // prettier-ignore
        { _id: "f2", name: "Paid", type: "checkbox", settings: {} },
        { _id: "f3", name: "Cost", type: "currency" },
      ],
      checklists: [{ _id: "k", cardId: "c1", title: "Parts" }],
      checklistItems: [{ _id: "i", checklistId: "k", title: "Bulb", isFinished: true }],
      activities: [
        {
          _id: "a2",
          activityType: "moveCard",
          cardId: "c1",
          oldListId: "in",
          listId: "done",
          userId: "u",
          createdAt: "2026-03-03T09:00:00.000Z",
        },
        { _id: "a1", activityType: "createCard", cardId: "c1", listId: "in", userId: "u", createdAt: "2026-03-02T09:00:00.000Z" },
        { _id: "a3", activityType: "addBoardMember", userId: "u", createdAt: "2026-03-01T09:00:00.000Z" },
        { _id: "a4", activityType: "deleteCard", cardId: "c9", listId: "in", createdAt: "2026-03-04T09:00:00.000Z" },
      ],
      rules: [{ _id: "r" }],
    },
    "wekan.json",
  );
  const draft = one(reading);
  expect(draft.fields.map(({ name, kind, choices }) => [name, kind, choices])).toEqual([
    ["Floor", "choice", ["First", "Second"]],
    ["Paid", "yesNo", []],
    ["Cost", "number", []],
  ]);
  expect(draft.tasks.map(({ title, parent, completedAt }) => [title, parent, completedAt])).toEqual([
    ["Lamp", null, "2026-03-03T09:00:00.000Z"],
    ["Wire", "c1", null],
    ["Plug", null, null],
  ]);
  const [lamp] = draft.tasks;
  expect(lamp?.fields).toEqual([
    { field: "f1", value: "Second" },
    { field: "f2", value: "true" },
  ]);
  expect(lamp?.checklists[0]?.items).toMatchObject([{ title: "Bulb", done: true }]);
  expect(lamp?.history.map(({ kind, from, to, actor }) => [kind, from, to, actor])).toEqual([
    ["created", null, "in", "u"],
    ["moved", "in", "done", "u"],
  ]);
  expect(draft.history.map(({ kind, sourceKind }) => [kind, sourceKind])).toEqual([
    ["other", "addBoardMember"],
    ["deleted", "deleteCard"],
  ]);
  expect(reading.counts.carried).toMatchObject({ activities: 4, customFields: 3, rules: 0, checkItems: 1 });
});

test("an Asana file may name projects alone, parents by reference, and 50,000 sub-tasks", () => {
  const flat = one(
    json(
      {
        data: [
          { gid: "1", name: "Pack", projects: [{ gid: "p", name: "Move" }] },
          { gid: "2", name: "Label", parent: { gid: "1", name: "Pack" } },
        ],
      },
      "asana.json",
    ),
  );
  expect([flat.name, flat.tasks.map(({ title, parent }) => [title, parent])]).toEqual([
    "Move",
    [
      ["Pack", null],
      ["Label", "1"],
    ],
  ]);
  const many = { data: [{ gid: "1", name: "Pack", projects: [{ name: "Move" }], subtasks: Array.from({ length: 50_000 }, (_, at) => ({ gid: `s${at}`, name: "Box" })) }] }; // prettier-ignore
  expect(one(json(many, "asana.json")).tasks).toHaveLength(50_001);
});

test("a Deck board that was written alone is read like one among others, its stacks by their ids or in a list", () => {
  const cards = [{ id: 7, title: "Water the plants", order: 1, duedate: "2026-03-02T10:00:00+00:00" }];
  const stack = { id: 3, title: "Every week", order: 1, cards };
  const board = { id: 1, title: "Office", labels: [], acl: [], stacks: { 3: stack } };
  const alone = one(json(board, "office.json"));
  expect([alone.name, alone.lists.map(({ name }) => name), alone.tasks.map(({ title }) => title)]).toEqual([
    "Office",
    ["Every week"],
    ["Water the plants"],
  ]);
  expect(one(json({ ...board, stacks: [stack] }, "office.json"))).toEqual(alone);
  expect(one(json({ boards: { 1: board } }, "deck.json"))).toEqual(alone);
});

test("a plan whose links run in a circle, or that lasts without end, says so where it is read", () => {
  const task = (uid: number, before: number): string =>
    `<Task><UID>${uid}</UID><Name>Task ${uid}</Name><Duration>PT99999999H0M0S</Duration><PredecessorLink><PredecessorUID>${before}</PredecessorUID><Type>1</Type></PredecessorLink></Task>`;
  const { findings } = readAny(
    bytes(
      `<Project xmlns="http://schemas.microsoft.com/project"><Name>Move</Name><StartDate>2026-03-02T08:00:00</StartDate><Tasks>${task(1, 2)}${task(2, 1)}</Tasks></Project>`,
    ),
    "plan.xml",
  );
  expect(findings.filter(({ severity }) => severity === "warning").map(({ message }) => message)).toEqual([
    expect.stringContaining("“Task 1” of 5999999940 minutes"),
    expect.stringContaining("“Task 2” of 5999999940 minutes"),
    "These links run in a loop: “Task 1” → “Task 2” → “Task 1”. Remove one of them.",
  ]);
});
