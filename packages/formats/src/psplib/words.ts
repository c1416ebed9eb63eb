import { tooLarge, unreadable } from "../draft/refuse.ts";
import { decodeText } from "../text/index.ts";

const largest = 64 * 1024 * 1024;

/** More tasks or resources than any benchmark has (RG300 has 302, the largest known sets some thousands). */
export const most = 100_000;

/** The whole numbers of a file one after another, with the line of each for a refusal that says where. */
export class Words {
  private readonly lines: string[];
  private row = 0;
  private words: string[] = [];
  private at = 0;

  constructor(bytes: Uint8Array) {
    if (bytes.length > largest) throw tooLarge(`${largest} bytes of a benchmark file`);
    this.lines = decodeText(bytes).split(/\r\n|\r|\n/);
  }

  /** The next line that is not empty, trimmed; null at the end. Whatever is left of the current one is passed over. */
  line(): string | null {
    this.words = [];
    this.at = 0;
    while (this.row < this.lines.length) {
      const line = this.lines[this.row++]!.trim();
      if (line !== "") return line;
    }
    return null;
  }

  /** The next whole number from `least` to `greatest`, on this line or a later one. */
  number(what: string, least: number, greatest: number): number {
    while (this.at >= this.words.length) {
      const line = this.line();
      if (line === null) throw unreadable(`The file ends where ${what} should be`, { line: this.lines.length });
      this.words = line.split(/\s+/);
    }
    return this.check(this.words[this.at++]!, what, least, greatest);
  }

  /** Passes over whatever is left of the current line. */
  endLine(): void {
    this.at = this.words.length;
  }

  numbers(count: number, what: string, least: number, greatest: number): number[] {
    return Array.from({ length: count }, () => this.number(what, least, greatest));
  }

  check(word: string, what: string, least: number, greatest: number): number {
    const value = /^-?\d{1,9}$/.test(word) ? Number(word) : Number.NaN;
    if (value >= least && value <= greatest) return value;
    throw unreadable(`${what} should be a whole number from ${least} to ${greatest}, not “${word.slice(0, 40)}”`, {
      line: this.row,
    });
  }

  get place(): { line: number } {
    return { line: Math.max(1, this.row) };
  }
}

/** No duration or lag is longer; the longest chain is checked against 32 bits by its sum. */
export const longest = 10_000_000;
