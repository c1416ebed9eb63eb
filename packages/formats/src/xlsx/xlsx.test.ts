import { expect, test } from "vitest";
import { readXlsx } from "./index.ts";
import { workbook, zipOf } from "../zip/zip.fixture.ts";

const main =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const text = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
const row = (at: number, ...cells: string[]): string => `<row r="${at}" customFormat="false" ht="12.8">${cells.join("")}</row>`;

/** One sheet with its merged cells, as LibreOffice lays a workbook out. */
function book(rows: string, merged: readonly string[] = [], parts: Record<string, string> = {}): Uint8Array {
  return zipOf({
    ...workbook(""),
    "xl/styles.xml": `<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="165" formatCode="0.0\\ %"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${main}><dimension ref="A1:F9"/><sheetData>${rows}</sheetData><mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells></worksheet>`,
    ...parts,
  });
}

function read(bytes: Uint8Array) {
  const reading = readXlsx(bytes, "moves.xlsx");
  const [draft] = reading.drafts;
  if (draft?.kind !== "project") throw new Error("no project");
  return { draft, tasks: draft.tasks, codes: reading.findings.map(({ code }) => code) };
}

const plan =
  row(1, text("A1", "Move of 2026"), '<c r="B1"/><c r="C1"/>') +
  row(2, '<c r="A2"/>') +
  row(3, text("A3", "Phase"), text("B3", "Task"), text("C3", "Due date"), text("D3", "Hours"), text("E3", "Sum"), text("F3", "Progress")) +
  row(
    4,
    text("A4", "Prepare"),
    text("B4", "Order boxes"),
    '<c r="C4" s="1"><v>46174</v></c><c r="D4"><v>1.1000000000000001</v></c><c r="E4"><f>D4*3</f><v>3.3000000000000003</v></c><c r="F4" s="2"><v>0.57</v></c>',
  ) +
  row(
    5,
    '<c r="A5"/>',
    text("B5", "Print labels"),
    '<c r="C5" t="d"><v>2026-06-02T00:00:00</v></c><c r="E5"><f>D5*3</f></c><c r="F5" s="3"><v>1</v></c>',
  ) +
  row(6, text("A6", "Do"), text("B6", "Pack boxes"), '<c r="C6" s="1"><f>C4+1</f><v>46175</v></c><c r="D6" t="e"><v>#DIV/0!</v></c>');

test("a table below a title, with phases that stand for several rows: each row has its own, and that is told", () => {
  const { tasks, codes } = read(book(plan, ["A1:F1", "A4:A5"]));
  expect(tasks.map(({ title, list, due }) => [title, list, due])).toEqual([
    ["Order boxes", "Prepare", "2026-06-01"],
    ["Print labels", "Prepare", "2026-06-02"],
    ["Pack boxes", "Do", "2026-06-02"],
  ]);
  expect(codes).toContain("cells_merged");
  expect(read(book(plan)).tasks[1]?.list).toBeNull();
});

test("numbers are those that a spreadsheet shows, saved values those of formulas, and a formula without one is told", () => {
  const { tasks, codes } = read(book(plan));
  expect(tasks.map(({ fields }) => fields.map(({ value }) => value))).toEqual([["1.1", "3.3", "57%"], ["100%"], []]);
  expect(codes.filter((code) => code === "formulas_unsaved")).toHaveLength(1);
});

test("a head of two rows is one: the lower names the columns, with the upper where it names several alike", () => {
  const head = (lower: readonly [string, string, string, string]) =>
    row(1, text("A1", "Task"), text("B1", "Planned"), "<c r='C1'/>", text("D1", "Actual"), "<c r='E1'/>") +
    row(2, ...lower.map((name, at) => text(`${"BCDE"[at]}2`, name))) +
    row(
      3,
      text("A3", "Pack"),
      '<c r="B3" s="1"><v>46174</v></c><c r="C3" s="1"><v>46175</v></c><c r="D3"><v>4</v></c><c r="E3"><v>5</v></c>',
    );
  const merged = ["A1:A2", "B1:C1", "D1:E1"];
  expect(read(book(head(["Start", "End", "Hours", "People"]), merged)).tasks).toMatchObject([
    { title: "Pack", start: "2026-06-01", due: "2026-06-02" },
  ]);
  expect(read(book(head(["From", "To", "From", "To"]), merged)).draft.fields.map(({ name }) => name)).toEqual([
    "Planned From",
    "Planned To",
    "Actual From",
    "Actual To",
  ]);
});

test("rows and cells without their places, prefixes, runs of one text and escaped signs are read as they were meant", () => {
  const prefixed = `xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="r"`;
  const cell = (value: string): string => `<x:c t="inlineStr"><x:is><x:t>${value}</x:t></x:is></x:c>`;
  const { tasks } = read(
    book("", [], {
      "xl/workbook.xml": `<x:workbook ${prefixed}><x:sheets><x:sheet name="A" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>`,
      "xl/worksheets/sheet1.xml": `<x:worksheet ${prefixed}><x:sheetData><x:row>${cell("Task")}${cell("Notes")}</x:row><x:row><x:c t="inlineStr"><x:is><x:r><x:t>Pa</x:t></x:r><x:r><x:rPr><x:b/></x:rPr><x:t xml:space="preserve">ck boxes</x:t></x:r></x:is></x:c>${cell("one_x000D_\ntwo_x0000_")}</x:row></x:sheetData></x:worksheet>`,
    }),
  );
  expect(tasks.map(({ title, notes }) => [title, notes])).toEqual([["Pack boxes", "one\r\ntwo"]]);
});

test("a moment keeps its time of day, a day and a length of time stay what they are", () => {
  const styles = `<styleSheet ${main}><numFmts count="2"><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy hh:mm"/><numFmt numFmtId="171" formatCode="[h]:mm"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`;
  const { tasks } = read(
    book(
      row(1, text("A1", "Task"), text("B1", "Collected"), text("C1", "Returned"), text("D1", "Took")) +
        row(
          2,
          text("A2", "Pack"),
          ...["46174.604166666664", "46174", "1.25"].map((value, at) => `<c r="${"BCD"[at]}2" s="${at + 1}"><v>${value}</v></c>`),
        ),
      [],
      { "xl/styles.xml": styles },
    ),
  );
  expect(tasks[0]?.fields.map(({ value }) => value)).toEqual(["2026-06-01 14:30", "2026-06-01", "1.25"]);
});

test("merged cells laid over each other without end take no longer than the sheet is large", () => {
  const many = Array.from({ length: 2_000 }, () => "A1:A1048576");
  expect(read(book(row(1, text("A1", "Task")) + row(2, text("A2", "Pack")), many)).tasks).toHaveLength(1);
});
