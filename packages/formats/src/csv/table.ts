import { CsvError, parse } from "csv-parse/sync";
import type { Finding } from "@rondo/core/kernel";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { codePageFinding, decodeWithCodePage } from "../text/code-page.ts";
import { asItWas } from "../text/formula.ts";

export type Row = { readonly cells: readonly string[]; readonly line: number };

/** `findings`: what is to be said of how the bytes were read. */
export type Table = { readonly rows: readonly Row[]; readonly findings: readonly Finding[] };

const limits = { bytes: 64 * 1024 * 1024, rows: 200_000, columns: 1_000, recordLength: 1024 * 1024 };

/**
 * The rows of a comma, semicolon or tab separated file (RFC 4180), blank ones left out. Everything stays text: a cell
 * that begins with `=` is never computed.
 */
export function readTable(bytes: Uint8Array): Table {
  if (bytes.length > limits.bytes) throw tooLarge(`${limits.bytes / 1048576} MiB of CSV`);
  const { text, codePage } = decodeWithCodePage(bytes);
  if (text.includes("\0")) throw unreadable("The file is not text: it has zero bytes");
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: limits.recordLength,
      on_record: (record: string[], { lines }) => {
        if (record.length > limits.columns) throw tooLarge(`${limits.columns} columns in one table`);
        if (rows.length >= limits.rows) throw tooLarge(`${limits.rows} rows in one table`);
        if (record.some((cell) => cell.trim() !== ""))
          rows.push({ cells: record.map((cell) => asItWas(cell.trim()).toWellFormed()), line: lines - breaks(record) });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as { lines?: unknown }).lines;
    throw unreadable(reasons[error.code] ?? "The table is broken here", typeof line === "number" ? { line } : {});
  }
  if (rows.length === 0) throw unreadable("The table is empty");
  return { rows, findings: codePage ? [codePageFinding] : [] };
}

/** The mark that most often stands outside quotes in the first lines. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, "");
  const count = (mark: string): number => head.split(mark).length - 1;
  return [",", ";", "\t", "|"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function breaks(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.split("\n").length - 1), 0);
}

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "A quoted cell is never closed",
  CSV_INVALID_CLOSING_QUOTE: "Something follows the closing quote of a cell",
  INVALID_OPENING_QUOTE: "A quote stands in the middle of a cell that does not begin with one",
  CSV_MAX_RECORD_SIZE: `A row is longer than ${limits.recordLength} characters`,
};
