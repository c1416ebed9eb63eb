import { tooLarge, unreadable } from "../draft/refuse.ts";

export const rowLimits = { columns: 2_000, row: 1024 * 1024 };

/**
 * Rows of RFC 4180, in pieces: cells may be quoted, quotes are doubled, quoted cells may hold line breaks. Holds one row
 * at most. The separator is the one that stands most often, outside quotes, in the first piece.
 */
export class CsvRows {
  #text = "";
  #separator = "";
  #line = 1;
  readonly #row: (cells: string[], line: number) => void;

  constructor(row: (cells: string[], line: number) => void) {
    this.#row = row;
  }

  write(piece: string): void {
    if (this.#text.length + piece.length > 0 && piece.includes("\0")) throw unreadable("The file is not text: it has zero bytes");
    this.#text += piece;
    if (this.#separator === "" && this.#text.length < 20_000) return;
    this.#scan(false);
  }

  end(): void {
    this.#scan(true);
  }

  #scan(last: boolean): void {
    if (this.#separator === "") this.#separator = separatorOf(this.#text);
    const separator = this.#separator.charCodeAt(0);
    const text = this.#text;
    let at = 0;
    for (;;) {
      if (at >= text.length) break;
      const from = at;
      const cells: string[] = [];
      let breaks = 0;
      let whole = false;
      for (;;) {
        if (cells.length >= rowLimits.columns) throw tooLarge(`${rowLimits.columns} columns in one table`);
        if (text.charCodeAt(at) === 34) {
          let close = text.indexOf('"', at + 1);
          while (close !== -1 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2);
          // A quote at the very end may be the first of two.
          if (close === -1 || (close + 1 >= text.length && !last)) {
            if (last) throw unreadable("A quoted cell is never closed", { line: this.#line });
            break;
          }
          const cell = text.slice(at + 1, close);
          for (let mark = cell.indexOf("\n"); mark !== -1; mark = cell.indexOf("\n", mark + 1)) breaks += 1;
          cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
          at = close + 1;
          const code = text.charCodeAt(at);
          if (at < text.length && code !== separator && code !== 10 && code !== 13)
            throw unreadable("Something follows the closing quote of a cell", { line: this.#line + breaks });
        } else {
          const cellFrom = at;
          for (
            let code = text.charCodeAt(at);
            at < text.length && code !== separator && code !== 10 && code !== 13;
            code = text.charCodeAt((at += 1))
          );
          cells.push(text.slice(cellFrom, at));
        }
        if (at >= text.length) {
          whole = last;
          break;
        }
        const code = text.charCodeAt(at);
        at += 1;
        if (code === separator) continue;
        if (code === 13) {
          if (at >= text.length && !last) break;
          if (text.charCodeAt(at) === 10) at += 1;
        }
        whole = true;
        break;
      }
      if (!whole) {
        if (text.length - from > rowLimits.row) throw unreadable(`A row is longer than ${rowLimits.row} characters`, { line: this.#line });
        at = from;
        break;
      }
      if (cells.length > 1 || cells[0]!.trim() !== "") this.#row(cells, this.#line);
      this.#line += 1 + breaks;
    }
    this.#text = text.slice(at);
  }
}

function separatorOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, "");
  const count = (mark: string): number => head.split(mark).length - 1;
  return [",", ";", "\t", "|"].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
