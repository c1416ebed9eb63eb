import { type Finding, words } from "@rondo/core/kernel";
import { Refusal } from "@rondo/core/kernel";
import { type Row, readWork, type TableOptions } from "../csv/index.ts";
import type { Counts, Draft, Reading, TableShape } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { child, childrenOf, defaultXmlLimits, readXml, textOf, type XmlElement } from "../xml/index.ts";
import { streamXml } from "../xml/stream.ts";
import { partNames, readZip } from "../zip/index.ts";
import { atReference, mergeOf, type Merge, unmerged } from "./merged.ts";

const limits = { rows: 200_000, columns: 1_000, sheets: 100 };

export function looksLikeXlsx(bytes: Uint8Array, fileName: string): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  return /\.xls[xm]$/i.test(fileName) || partNames(bytes).includes(workbookPart);
}

/** An Excel workbook: each sheet with a column of titles is a table of work. Formulas give the value that was saved; macros and links to other files are passed over. */
export function readXlsx(bytes: Uint8Array, fileName: string, options: TableOptions = {}): Reading {
  const zip = readZip(bytes);
  const workbook = zip.part(workbookPart);
  if (workbook === null) throw unreadable(`This is no Excel workbook: it holds no ${workbookPart}`);
  const { sheets, from1904 } = sheetsOf(workbook);
  const shown = sheets.some(({ hidden }) => !hidden);
  if (sheets.length > limits.sheets) throw tooLarge(`${limits.sheets} sheets in one workbook`);
  const targets = targetsOf(zip.part("xl/_rels/workbook.xml.rels"));
  const strings = stringsOf(zip.part("xl/sharedStrings.xml"));
  const book: Book = { strings, styles: stylesOf(zip.part("xl/styles.xml")), from1904 };
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
  for (const { name, link, hidden } of sheets) {
    if (hidden && shown) {
      findings.push({
        code: "sheet_left_out",
        severity: "info",
        ...words`The sheet “${name}” is hidden in the workbook and is left out.`,
        subject: name,
      });
      continue;
    }
    const part = zip.part(targets.get(link) ?? "");
    const { rows, merged, unsaved } = sheetOf(part, book);
    try {
      if (rows.length === 0) throw unreadable("it is empty");
      const reading = readWork(rows, fileName, options);
      for (const draft of reading.drafts)
        drafts.push(
          draft.kind === "project" && reading.drafts.length === 1 && sheets.length > 1
            ? { ...draft, sourceId: `${draft.sourceId}#${name}`, name }
            : draft,
        );
      tables.push(...(reading.tables ?? []));
      findings.push(...cellFindings(name, merged, unsaved));
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

type Sheet = { readonly name: string; readonly link: string; readonly hidden: boolean };

function sheetsOf(workbook: Uint8Array): { sheets: Sheet[]; from1904: boolean } {
  const sheets: Sheet[] = [];
  let from1904 = false;
  elements(
    workbook,
    "workbook/workbookPr",
    (own) => void (from1904 = own.attributes["date1904"] === "1" || own.attributes["date1904"] === "true"),
  );
  elements(
    workbook,
    "workbook/sheets/sheet",
    ({ attributes: { name = "", id: link = "", state } }) =>
      void sheets.push({ name, link, hidden: state === "hidden" || state === "veryHidden" }),
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
      .join("")
  );
}

/** The formats that every workbook has: days, in the West and in East Asia. */
const dayFormats = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

type Style = "date" | "moment" | "percent";

/** Which cell styles show a number as a day, as a moment (what shows hours and minutes alone is a length or a time of any day), or in percent. */
function stylesOf(bytes: Uint8Array | null): ReadonlyMap<number, Style> {
  const own = new Map<number, Style>([...dayFormats].map((id) => [id, "date"]));
  for (const id of [9, 10]) own.set(id, "percent");
  own.set(22, "moment");
  const styles = new Map<number, Style>();
  elements(bytes, "styleSheet/numFmts/numFmt", ({ attributes }) => {
    // Counted hours stand in brackets, as colours and languages do; an m beside hours or seconds is a minute.
    const code = (attributes["formatCode"] ?? "").replace(/\[[hms]+\]/gi, "h").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
    const timed = /[hs]/i.test(code);
    if (/[yd]/i.test(code) || (/m/i.test(code) && !timed)) own.set(Number(attributes["numFmtId"]), timed ? "moment" : "date");
    else if (code.includes("%")) own.set(Number(attributes["numFmtId"]), "percent");
  });
  elements(bytes, "styleSheet/cellXfs", (formats) => {
    for (const [at, format] of childrenOf(formats, "xf").entries()) {
      const style = own.get(Number(format.attributes["numFmtId"]));
      if (style !== undefined) styles.set(at, style);
    }
  });
  return styles;
}

type Book = {
  readonly strings: readonly string[];
  readonly styles: ReadonlyMap<number, Style>;
  readonly from1904: boolean;
};

/** `merged`: cells that stand for several rows; `unsaved`: formulas without their value, as programs write them that don't compute. */
function sheetOf(bytes: Uint8Array | null, book: Book): { rows: readonly Row[]; merged: number; unsaved: number } {
  const rows: Row[] = [];
  const merges: Merge[] = [];
  let [line, unsaved] = [0, 0];
  const takeRow = (row: XmlElement): void => {
    if (rows.length >= limits.rows) throw tooLarge(`${limits.rows} rows in one sheet`);
    line = Number(row.attributes["r"]) || line + 1;
    const cells: string[] = [];
    for (const cell of childrenOf(row, "c")) {
      const at = atReference(cell.attributes["r"] ?? "")?.column ?? cells.length;
      if (at >= limits.columns) throw tooLarge(`${limits.columns} columns in one sheet`);
      while (cells.length < at) cells.push("");
      cells[at] = valueOf(cell, book)
        .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)).replace("\0", ""))
        .trim()
        .toWellFormed();
      if (child(cell, "f") !== undefined && child(cell, "v") === undefined) unsaved += 1;
    }
    if (cells.some((cell) => cell !== "")) rows.push({ cells, line });
  };
  if (bytes !== null)
    readXml(bytes, {
      keepsSpace: true,
      collect: (at) => at === "worksheet/sheetData/row" || at === "worksheet/mergeCells/mergeCell",
      element(element) {
        if (element.name === "row") return takeRow(element);
        const merge = mergeOf(element.attributes["ref"] ?? "");
        if (merge !== null) merges.push(merge);
      },
    });
  return { ...unmerged(rows, merges), unsaved };
}

function cellFindings(sheet: string, merged: number, unsaved: number): Finding[] {
  const findings: Finding[] = [];
  if (merged > 0)
    findings.push({
      code: "cells_merged",
      severity: "info",
      ...words`In “${sheet}” ${merged} merged cells stand for several rows, and are read in each of them.`,
      subject: sheet,
      params: { count: merged },
    });
  if (unsaved > 0)
    findings.push({
      code: "formulas_unsaved",
      severity: "warning",
      ...words`In “${sheet}” ${unsaved} formulas have no saved value and are read as empty; open the workbook in a spreadsheet and save it there.`,
      subject: sheet,
      params: { count: unsaved },
    });
  return findings;
}

function valueOf(cell: XmlElement, { strings, styles, from1904 }: Book): string {
  const kind = cell.attributes["t"] ?? "n";
  if (kind === "inlineStr") return richText(child(cell, "is") ?? cell);
  const written = textOf(cell, "v");
  if (kind === "str") return written;
  const value = written.trim();
  if (kind === "s") return strings[Number(value)] ?? "";
  if (kind === "b") return value === "1" ? "yes" : "no";
  if (kind === "e") return "";
  return kind === "n" && value !== "" ? shownNumber(value, styles.get(Number(cell.attributes["s"] ?? "0")), from1904) : value;
}

/** As a spreadsheet shows it: of a number fifteen digits, since the further ones are those of its binary fraction. */
function shownNumber(value: string, style: Style | undefined, from1904: boolean): string {
  const number = Number(value);
  if ((style === "date" || style === "moment") && number >= 1 && number < 300_000)
    return `${dayOfSerial(number, from1904)}${style === "moment" ? timeOfSerial(number) : ""}`;
  if (style === "percent" && Number.isFinite(number)) return `${Number((number * 100).toPrecision(15))}%`;
  return value.includes(".") && Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value;
}

/** Midnight is what a day without a time is saved as. */
function timeOfSerial(number: number): string {
  const minutes = Math.min(1439, Math.round((number % 1) * 1440));
  return minutes === 0 ? "" : ` ${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Day 1 is 1 January 1900, and day 60 a 29 February that never was; from 1904, day 0 is 1 January 1904. */
function dayOfSerial(number: number, from1904: boolean): string {
  const day = Math.floor(number);
  const since = from1904 ? day + 1462 : day < 60 ? day + 1 : day;
  return new Date(Date.UTC(1899, 11, 30) + since * 86_400_000).toISOString().slice(0, 10);
}

const workbookPart = "xl/workbook.xml";
