import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { Refusal } from "@rondo/core/kernel";
import { isoOf } from "@rondo/core/mining";
import { expect, test } from "vitest";
import { readCsvLog } from "./index.ts";
import { CsvRows } from "./rows.ts";
import { writeCsvLog } from "./write.ts";

function rowsOf(text: string, piece: number): string[][] {
  const rows: string[][] = [];
  const reader = new CsvRows((cells) => void rows.push(cells));
  for (let at = 0; at < text.length; at += piece) reader.write(text.slice(at, at + piece));
  reader.end();
  return rows;
}

function read(text: string, options = {}): ReturnType<ReturnType<typeof readCsvLog>["end"]> {
  const reader = readCsvLog(options);
  reader.write(new TextEncoder().encode(text));
  return reader.end();
}

test("rows are those of csv-parse, however the text is cut", () => {
  const cell = fc.stringMatching(/^[a-c ,"\n é]*$/u);
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n"), fc.integer({ min: 1, max: 30 }), (rows, end, piece) => {
      const text = `h1,h2,h3,h4,h5,h6,h7,h8,h9\n${rows.map((cells) => cells.map((each) => (/[",\n]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each)).join(",")).join(end)}`;
      expect(rowsOf(text, piece)).toEqual(parse(text, { relax_column_count: true, record_delimiter: ["\r\n", "\n"] }));
    }),
    { numRuns: 400 },
  );
});

test("any text gives a log or a refusal", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.stringMatching(/^(?:case,activity\n)?[a-c0-9,"\n;:-]*$/)), (text) => {
      try {
        read(text);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["2026-03-02 14:30:05", "2026-03-02T14:30:05.000Z"],
  ["2026-03-02T14:30:05.123456+01:00", "2026-03-02T13:30:05.123Z"],
  ["02.03.2026 14:30", "2026-03-02T14:30:00.000Z"],
  ["02-03-2026:14.30", "2026-03-02T00:00:00.000Z"],
  ["2/3/2026 2:30 PM", "2026-03-02T14:30:00.000Z"],
  ["2 Mar 2026 14:30:00", "2026-03-02T14:30:00.000Z"],
  ["Mar 2, 2026 2:30:00 pm", "2026-03-02T14:30:00.000Z"],
  ["Mon, 02 Mar 2026 14:30:00 GMT", "2026-03-02T14:30:00.000Z"],
  ["20260302T143000", "2026-03-02T14:30:00.000Z"],
  ["2026/3/2 14:30", "2026-03-02T14:30:00.000Z"],
  ["1772461800", "2026-03-02T14:30:00.000Z"],
  ["1772461800000", "2026-03-02T14:30:00.000Z"],
])("the time %s is read", (cell, iso) => {
  const { log, findings } = read(`case;activity;timestamp\n1;scan;${cell}\n`);
  if (cell.includes(":14.")) expect(findings.map(({ code }) => code)).toContain("log.time-unreadable");
  else expect(isoOf(log.time[0]!)).toBe(iso);
});

test("a column as a whole tells whether the month comes first", () => {
  const { log } = read("case,activity,timestamp\n1,scan,03/04/2026 10:00\n1,shelve,03/28/2026 10:00\n");
  expect(Array.from(log.time, isoOf)).toEqual(["2026-03-04T10:00:00.000Z", "2026-03-28T10:00:00.000Z"]);
});

test("columns are found by what stands in them, and the refusal names them when they are not", () => {
  const rows = Array.from(
    { length: 40 },
    (_, at) => `V-${at >> 2},${["receive", "scan", "check", "shelve"][at % 4]},2026-03-0${1 + (at % 4)} 09:00`,
  ).join("\n");
  const { log } = read(`vol,what,moment\n${rows}\n`);
  expect([log.cases.length, log.activities]).toEqual([10, ["receive", "scan", "check", "shelve"]]);
  expect(() => read("a,b\n1,2\n")).toThrowError(
    expect.objectContaining({ params: expect.objectContaining({ reason: expect.stringContaining('"a", "b"') }) }),
  );
  expect(() => read("a,b\n1,2\n", { case: "a", activity: "c" })).toThrow(Refusal);
});

test("a formula stays text, and rows of one case stand together by time", () => {
  const { log } = read("case,activity,timestamp\n2,=1+1,2026-03-02\n1,b,2026-03-03\n2,c,2026-03-01\n1,a,2026-03-02\n");
  expect(Array.from(log.activity, (at) => log.activities[at])).toEqual(["c", "=1+1", "a", "b"]);
});

test("what a spreadsheet would compute is text in the log that is written, and itself when it is read again", () => {
  const activities = ["=cmd()", "-2+3+cmd|' /C calc'!A0", "-2"];
  const { log } = read(`case,activity,timestamp\n${activities.map((activity, at) => `1,${activity},2026-03-0${at + 1}`).join("\n")}\n`);
  const parts: string[] = [];
  writeCsvLog(log, (text) => void parts.push(text));
  const written = parts.join("");
  expect(written).toContain(",'=cmd(),");
  expect(written).toContain(`,"'-2+3+cmd|' /C calc'!A0",`);
  expect(written).toContain(",-2,");
  expect(read(written).log.activities).toEqual(activities);
});

test.each([
  [
    "Vorgang;Tätigkeit;Zeitpunkt;Bearbeiter\n1;Eingang;05.01.2026 08:00;Anna\n1;Prüfung;13.01.2026 09:30;Ben\n",
    ["1"],
    ["Eingang", "Prüfung"],
    ["Anna", "Ben"],
  ],
  [
    "order no,what,when,by\n7,Pick,2026-01-05 08:00,x\n7,Pack,2026-01-05 09:00,y\n8,Pick,2026-01-06 08:00,x\n8,Pack,2026-01-06 09:00,y\n",
    ["7", "8"],
    ["Pick", "Pack"],
    ["x", "y"],
  ],
])("columns are known by other usual names", (text, cases, activities, people) => {
  const { log } = read(text);
  expect([log.cases, log.activities, log.resources]).toEqual([cases, activities, people]);
});
