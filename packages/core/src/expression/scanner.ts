import type { Limits } from "./budget.ts";
import { type Names, normalised, wordAt } from "./names.ts";
import { Unreadable } from "./unreadable.ts";

/** Walks through the text of an expression. Space and comments are passed over before every sign. */
export class Scanner {
  readonly text: string;
  readonly names: Names;
  readonly limits: Limits;
  at = 0;
  private parts = 0;
  private depth = 0;

  constructor(text: string, names: Names, limits: Limits) {
    this.text = text;
    this.names = names;
    this.limits = limits;
  }

  /** Passes over a sign if it stands here. */
  sign(sign: string): boolean {
    this.space();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.advance(sign.length);
    return true;
  }

  sees(sign: string): boolean {
    this.space();
    return this.text.startsWith(sign, this.at);
  }

  expect(sign: string): void {
    if (!this.sign(sign)) throw this.unexpected();
  }

  /** Passes over a keyword, unless a name that begins with it stands here. */
  keyword(word: string): boolean {
    this.space();
    if (this.word() !== word || this.names.match(this.text, this.at, word) !== null) return false;
    this.advance(word.length);
    return true;
  }

  seesWord(word: string): boolean {
    this.space();
    return this.word() === word;
  }

  expectKeyword(word: string): void {
    if (!this.keyword(word)) throw this.unexpected();
  }

  /** A name: the longest known one, else one word. Null where none stands. */
  name(): string | null {
    this.space();
    const word = this.word();
    if (word === null) return null;
    const end = this.names.match(this.text, this.at, word) ?? this.at + word.length;
    const name = normalised(this.text.slice(this.at, end));
    this.advance(end - this.at);
    return name;
  }

  /** A new name, which may have any parts up to what ends it; from here on it is known. */
  newName(end: RegExp): string {
    this.space();
    const rest = this.text.slice(this.at);
    const length = end.exec(rest)?.index ?? -1;
    if (length <= 0 || this.word() === null) throw this.unexpected();
    const name = normalised(rest.slice(0, length));
    if (/["(){}[\],:@]/u.test(name)) throw this.unexpected();
    this.advance(length);
    this.names.add(name);
    return name;
  }

  matched(pattern: RegExp): string | null {
    this.space();
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return null;
    this.advance(found.length);
    return found;
  }

  get isAtEnd(): boolean {
    this.space();
    return this.at >= this.text.length;
  }

  /** One level deeper for as long as `read` takes. */
  nested<T>(read: () => T): T {
    if (++this.depth > this.limits.depth)
      throw new Unreadable("expression.tooDeep", `it is nested more than ${this.limits.depth} levels deep.`, this.at + 1);
    const result = read();
    this.depth -= 1;
    return result;
  }

  unexpected(): Unreadable {
    this.space();
    const what = this.text.slice(this.at, this.at + 20).trim();
    return new Unreadable(
      "expression.syntax",
      what === "" ? "it ends too early." : `"${what}" is not expected at character ${this.at + 1}.`,
      this.at + 1,
    );
  }

  private advance(length: number): void {
    this.at += length;
    if (++this.parts > this.limits.parts)
      throw new Unreadable("expression.tooManyParts", `it has more than ${this.limits.parts} words, numbers and signs.`, this.at + 1);
  }

  private word(): string | null {
    wordAt.lastIndex = this.at;
    return wordAt.exec(this.text)?.[0] ?? null;
  }

  private space(): void {
    for (;;) {
      spaceAt.lastIndex = this.at;
      const [space] = spaceAt.exec(this.text) ?? [];
      if (space === undefined) return;
      this.at += space.length;
    }
  }
}

const spaceAt = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//uy;
