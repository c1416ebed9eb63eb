import { type Finding, words } from "@rondo/core/kernel";
import { Refusal } from "@rondo/core/kernel";
import { type Row, readWorkTable, type TableOptions, workHeader } from "../csv/index.ts";
import type { Counts, Draft, Reading, TableShape } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { child, childrenOf, defaultXmlLimits, readXml, textOf, type XmlElement } from "../xml/index.ts";
import { streamXml } from "../xml/stream.ts";
import { readZip } from "../zip/index.ts";

const limits = { rows: 200_000, columns: 1_000, sheets: 100 };

export function looksLikeXlsx(bytes: Uint8Array, fileName: string): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && /\.xls[xm]$/i.test(fileName);
}

/** An Excel workbook: each sheet with a column of titles is a table of work. Formulas give the value that was saved; macros and links to other files are passed over. */
export function readXlsx(bytes: Uint8Array, fileName: string, options: TableOptions = {}): Reading {
  const zip = readZip(bytes);
  const workbook = zip.part("xl/workbook.xml");
  if (workbook === null) throw unreadable("This is no Excel workbook: it holds no xl/workbook.xml");
  const { sheets, from1904 } = sheetsOf(workbook);
  if (sheets.length > limits.sheets) throw tooLarge(`${limits.sheets} sheets in one workbook`);
  const targets = targetsOf(zip.part("xl/_rels/workbook.xml.rels"));
  const strings = stringsOf(zip.part("xl/sharedStrings.xml"));
  const dates = dateStyles(zip.part("xl/styles.xml"));
  const drafts: Draft[] = [];
  const findings: Finding[] = [];
  const tables: TableShape[] = [];
  const [read, carried]: [Record<string, number>, Record<string, number>] = [
    { sheets: sheets.length, rows: 0, columns: 0 },
    { sheets: 0, rows: 0, columns: 0 },
  ];
  const add = (into: Record<string, number>, counts: Counts): void => {
    for (const [noun, count] of Object.entries(counts)) into[noun] = (into[noun] ?? 0) + count;
  };
  for (const { name, link } of sheets) {
    const part = zip.part(targets.get(link) ?? "");
    const rows = part === null ? [] : rowsOf(part, strings, dates, from1904);
    const head = workHeader(rows, options);
    try {
      if (rows.length === 0) throw unreadable("it is empty");
      const reading = readWorkTable(rows[head] ?? { cells: [], line: 1 }, rows.slice(head + 1), fileName, options);
      for (const draft of reading.drafts)
        drafts.push(
          draft.kind === "project" && reading.drafts.length === 1 && sheets.length > 1
            ? { ...draft, sourceId: `${draft.sourceId}#${name}`, name }
            : draft,
        );
      tables.push(...(reading.tables ?? []));
      add(read, reading.counts.read);
      add(carried, { ...reading.counts.carried, sheets: 1 });
      findings.push(...reading.findings.filter((finding) => finding.code !== "read"));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      add(read, { rows: rows.length });
      findings.push({
        code: "sheet_left_out",
        severity: "warning",
        ...words`The sheet “${name}” is left out: ${String(error.params["reason"] ?? error.code)}.`,
        subject: name,
      });
    }
  }
  if (drafts.length === 0)
    throw unreadable(`No sheet has a column that says what a row is about: ${findings[0]?.message ?? "the workbook is empty"}`);
  return { format: "xlsx", drafts, counts: { read, carried }, findings, tables };
}

function elements(bytes: Uint8Array | null, path: string, each: (element: XmlElement) => void): void {
  if (bytes !== null) readXml(bytes, { collect: (at) => at === path, element: each });
}

function sheetsOf(workbook: Uint8Array): { sheets: { name: string; link: string }[]; from1904: boolean } {
  const sheets: { name: string; link: string }[] = [];
  let from1904 = false;
  elements(
    workbook,
    "workbook/workbookPr",
    (own) => void (from1904 = own.attributes["date1904"] === "1" || own.attributes["date1904"] === "true"),
  );
  elements(
    workbook,
    "workbook/sheets/sheet",
    (own) => void sheets.push({ name: own.attributes["name"] ?? "", link: own.attributes["id"] ?? "" }),
  );
  return { sheets, from1904 };
}

function targetsOf(bytes: Uint8Array | null): Map<string, string> {
  const targets = new Map<string, string>();
  elements(bytes, "Relationships/Relationship", ({ attributes }) => {
    const target = attributes["Target"] ?? "";
    // A target outside the workbook is never opened: only parts of this file have a name here.
    targets.set(attributes["Id"] ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  });
  return targets;
}

/** Shared texts, their runs put together with the spaces between them; readings of signs (rPh) are no part of the text. */
function stringsOf(bytes: Uint8Array | null): string[] {
  const strings: string[] = [];
  if (bytes === null) return strings;
  const path: string[] = [];
  const take = (text: string): void => {
    if (path.at(-1) === "t" && !path.includes("rPh") && strings.length > 0) strings[strings.length - 1] += text;
  };
  streamXml(
    bytes,
    {
      refuse: () => undefined,
      open(name) {
        path.push(name.slice(name.indexOf(":") + 1));
        if (path.at(-1) === "si") strings.push("");
      },
      text: take,
      cdata: take,
      close: () => void path.pop(),
    },
    defaultXmlLimits,
  );
  return strings;
}

function richText(element: XmlElement): string {
  return (
    textOf(element, "t") +
    childrenOf(element, "r")
      .map((run) => textOf(run, "t"))
      .join(" ")
  );
}

/** Which cell styles show a number as a date. */
function dateStyles(bytes: Uint8Array | null): ReadonlySet<number> {
  const own = new Set<number>();
  const styles = new Set<number>();
  elements(bytes, "styleSheet/numFmts/numFmt", ({ attributes }) => {
    const code = (attributes["formatCode"] ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
    if (/[ymd]/i.test(code)) own.add(Number(attributes["numFmtId"]));
  });
  elements(bytes, "styleSheet/cellXfs", (formats) => {
    for (const [at, format] of childrenOf(formats, "xf").entries()) {
      const id = Number(format.attributes["numFmtId"]);
      if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58) || own.has(id))
        styles.add(at);
    }
  });
  return styles;
}

function rowsOf(bytes: Uint8Array, strings: readonly string[], dates: ReadonlySet<number>, from1904: boolean): Row[] {
  const rows: Row[] = [];
  elements(bytes, "worksheet/sheetData/row", (row) => {
    if (rows.length >= limits.rows) throw tooLarge(`${limits.rows} rows in one sheet`);
    const cells: string[] = [];
    for (const cell of childrenOf(row, "c")) {
      const at = columnOf(cell.attributes["r"] ?? "", cells.length);
      if (at >= limits.columns) throw tooLarge(`${limits.columns} columns in one sheet`);
      while (cells.length < at) cells.push("");
      cells[at] = valueOf(cell, strings, dates, from1904).trim().toWellFormed();
    }
    if (cells.some((cell) => cell !== "")) rows.push({ cells, line: Number(row.attributes["r"]) || rows.length + 1 });
  });
  return rows;
}

function columnOf(reference: string, otherwise: number): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  return letters === undefined ? otherwise : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(cell: XmlElement, strings: readonly string[], dates: ReadonlySet<number>, from1904: boolean): string {
  const value = textOf(cell, "v");
  const kind = cell.attributes["t"] ?? "n";
  if (kind === "s") return strings[Number(value)] ?? "";
  if (kind === "inlineStr") return richText(child(cell, "is") ?? cell);
  if (kind === "b") return value === "1" ? "yes" : "no";
  if (kind === "e") return "";
  const number = Number(value);
  if (kind === "n" && value !== "" && dates.has(Number(cell.attributes["s"] ?? "0")) && number >= 1 && number < 300_000)
    return new Date(
      Date.UTC(1899, 11, 30) + Math.round(number + (from1904 ? 1462 : 0)) * 86_400_000 - (Math.round(number) > number ? 86_400_000 : 0),
    )
      .toISOString()
      .slice(0, 10);
  return value;
}
