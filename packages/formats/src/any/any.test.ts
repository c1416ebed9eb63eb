import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { detect, readAny } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "read";
}

test("knows a file by what is in it before it believes its name", () => {
  expect(detect(bytes('\uFEFF {"lists":[]}'), "board.txt.bak")).toBe("json");
  expect(detect(bytes("---\nrondo: process\n---\n"), "x.json")).toBe("markdown");
  expect(detect(bytes("- [ ] Pack"), "pack.md")).toBe("markdown");
  expect(detect(bytes("[Form](https://lindgren.example)"), "notes")).toBe("markdown");
  expect(detect(bytes('<?xml version="1.0"?><Project/>'), "plan")).toBe("xml");
  expect(detect(bytes("<b>Pack</b>"), "pack.md")).toBe("markdown");
  expect(detect(bytes('<?xml version="1.0"?><Project/>'), "plan.txt")).toBe("xml");
  expect(detect(bytes("# Packing, by hand\n\n1. Pack\n2. Label\n"), "packing.csv")).toBe("markdown");
  expect(detect(bytes("# exported, yesterday\nTask,Due\nPack,\n"), "moves.csv")).toBe("csv");
  expect(detect(bytes("PK\u0003\u0004"), "plan.xlsx")).toBe("xlsx");
  expect(detect(bytes("PK\u0003\u0004"), "plan.zip")).toBeNull();
  expect(detect(new Uint8Array([0x7f, 0x45, 0, 0, 0, 0, 1, 2]), "program")).toBeNull();
});

test.each([
  ["moves.xlsx", "\u00d0\u00cf\u0011\u00e0", "The workbook has a password"],
  ["moves.xls", "\u00d0\u00cf\u0011\u00e0", "save a table as .xlsx or CSV"],
  ["plan.mpp", "\u00d0\u00cf\u0011\u00e0", "save it there as XML"],
  ["moves.zip", "PK\u0003\u0004", "unpack it"],
  ["moves.ods", "PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "save it as .xlsx or CSV"],
  ["moves.pdf", "%PDF-1.7\u0000", "a PDF"],
  ["moves.xls", "<html><body><table>", "a web page, whatever its name says"],
  ["log.xml", '<?xml version="1.0"?><log xes.version="1.0"></log>', "an event log"],
  ["log.json", '{"objectTypes":[],"eventTypes":[],"events":[],"objects":[]}', "an event log"],
  ["model.pnml", '<?xml version="1.0"?><pnml></pnml>', "rondo conform"],
])("%s: what it is and what to do with it", (name, start, advice) => {
  const file = Uint8Array.from(start, (sign) => sign.charCodeAt(0));
  expect(() => readAny(file, name)).toThrowError(
    expect.objectContaining({ code: "unreadable", params: { reason: expect.stringContaining(advice) as string } }),
  );
});

test("a table is one under the name of old Excel, or of plain text", () => {
  for (const name of ["moves.xls", "moves.txt"]) expect(readAny(bytes("Task\tDue date\nPack\t2026-03-02\n"), name).format).toBe("csv");
  expect(readAny(bytes("Aufgabe;Wer;Frist\nPacken;Mei;2.3.2026\n"), "moves.txt").format).toBe("csv");
  expect(readAny(bytes("Pack; label; carry; done\n\n1. Pack\n2. Label\n"), "moves.txt").format).toBe("markdown");
});

test("a file of no known kind is refused with what Rondo reads", () => {
  expect(codeOf(() => readAny(bytes('{"a":1}'), "a.json"))).toBe("format_unknown");
  expect(codeOf(() => readAny(bytes("<svg/>"), "a.xml"))).toBe("format_unknown");
  expect(codeOf(() => readAny(new Uint8Array(0), "a.json"))).toBe("unreadable");
  expect(codeOf(() => readAny(bytes("\u0000\u0001"), "a.png"))).toBe("format_unknown");
});

const names = fc.constantFrom("a.json", "a.md", "a.csv", "a.xml", "a", "a.txt");
const starts = fc.constantFrom(
  "",
  "{",
  '{"rondo":1,"projects":',
  '{"_format":"wekan-board-1","cards":',
  '{"boards":{"1":{"stacks":',
  '{"lists":[],"cards":',
  "---\nrondo: process\n",
  "Title,Due\n",
  "# A\n\n- ",
  '<Project xmlns="http://schemas.microsoft.com/project">',
);

test("any bytes under any name are read or refused, nothing else", () => {
  fc.assert(
    fc.property(
      starts,
      fc.oneof(fc.string({ maxLength: 60 }), fc.json(), fc.string({ unit: "binary", maxLength: 60 })),
      fc.constantFrom("", "}", "}}", "}}}"),
      names,
      (start, middle, end, name) => {
        expect(["read", "unreadable", "format_unknown", "too_large"]).toContain(codeOf(() => readAny(bytes(start + middle + end), name)));
      },
    ),
    { numRuns: 800 },
  );
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
});

test("a board of any other tool stays total whatever stands in it", () => {
  const junk = fc.jsonValue({ maxDepth: 3 });
  const entry = fc.dictionary(
    fc.constantFrom(
      "_id",
      "id",
      "title",
      "name",
      "cardId",
      "listId",
      "sort",
      "order",
      "cards",
      "labels",
      "labelIds",
      "dueAt",
      "duedate",
      "done",
      "archived",
      "assignedUsers",
      "checklistId",
      "attachments",
    ),
    fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), junk),
  );
  const list = fc.oneof(fc.array(fc.oneof(entry, junk), { maxLength: 4 }), junk);
  const wekan = fc.record({
    _format: fc.constant("wekan-board-1.0.0"),
    lists: list,
    cards: list,
    checklists: list,
    checklistItems: list,
    comments: list,
    attachments: list,
    labels: list,
    users: list,
    swimlanes: list,
  });
  const deck = fc.record({
    boards: fc.record({
      "1": fc.record({
        stacks: fc.oneof(fc.dictionary(fc.string({ maxLength: 2 }), fc.oneof(fc.record({ cards: list, title: junk }), entry, junk)), list),
        labels: list,
        title: junk,
      }),
    }),
  });
  fc.assert(
    fc.property(fc.oneof(wekan, deck), (board) => {
      expect(["read", "too_large"]).toContain(codeOf(() => readAny(bytes(JSON.stringify(board)), "board.json")));
    }),
    { numRuns: 400 },
  );
});
