import { tooLarge, unreadable } from "../draft/refuse.ts";

/** In every runtime Rondo has, but not in the language's own type library. */
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean });
  decode(bytes: Uint8Array): string;
}

export type Row = Readonly<Record<string, string>>;
export type Tables = { readonly of: (name: string) => readonly Row[]; readonly legacy: boolean };

const most = { bytes: 256 * 1024 * 1024, rows: 2_000_000, fields: 400 };

/** The tables of an XER file: `%T` names one, `%F` its columns, `%R` is a row. A line that begins otherwise goes on with the text of the last field. */
export function readTables(bytes: Uint8Array): Tables {
  if (bytes.length > most.bytes) throw tooLarge(`${most.bytes} bytes of XER`);
  const { text, legacy } = decode(bytes);
  if (!text.startsWith("ERMHDR")) throw unreadable("This is no Primavera export: an XER file begins with ERMHDR", { line: 1 });
  const tables = new Map<string, Record<string, string>[]>();
  let rows: Record<string, string>[] | null = null;
  let fields: readonly string[] = [];
  let count = 0;
  let line = 0;
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    const raw = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, "");
    at = end < 0 ? text.length : end + 1;
    line++;
    const cells = raw.split("\t");
    switch (cells[0]) {
      case "%T":
        rows = tables.get(cells[1] ?? "") ?? [];
        tables.set(cells[1] ?? "", rows);
        fields = [];
        break;
      case "%F":
        fields = cells.slice(1, most.fields).map((name) => name.trim());
        break;
      case "%R": {
        if (rows === null || fields.length === 0) throw unreadable("A row stands before its table and columns", { line });
        if (++count > most.rows) throw tooLarge(`${most.rows} rows in one XER file`);
        const row = Object.create(null) as Record<string, string>;
        fields.forEach((name, index) => (row[name] = cells[index + 1] ?? ""));
        rows.push(row);
        break;
      }
      case "%E":
      case "ERMHDR":
        break;
      default: {
        const row = rows?.at(-1);
        const name = fields.at(-1);
        if (row && name !== undefined && raw !== "") row[name] = `${row[name]}\n${raw}`.slice(0, 100_000);
      }
    }
  }
  return { of: (name) => tables.get(name) ?? [], legacy };
}

/** UTF-8 where it is that, else the code page of Western Windows, which Primavera writes by default. */
function decode(bytes: Uint8Array): { text: string; legacy: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), legacy: false };
  } catch {
    return { text: new TextDecoder("windows-1252", { fatal: false }).decode(bytes), legacy: true };
  }
}
