import { type Finding, Refusal } from "@rondo/core/kernel";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { TextStream } from "../text/stream.ts";
import { defaultLimits, type JsonLimits } from "./limits.ts";
import { parseJson } from "./parse.ts";
import type { JsonValue } from "./value.ts";

/** Told of each element of each list that the document's object holds, in their order, and of each other member whole. */
export type JsonListener = { element(list: string, value: JsonValue): void; member(name: string, value: JsonValue): void };

/** What a document of long lists may be; what is held at once is one element. */
const listLimits = { ...defaultLimits, bytes: Number.POSITIVE_INFINITY, stringLength: 16 * 1024 * 1024 };

/** Elements longer than this are no elements of a list. */
const longest = 64 * 1024 * 1024;

/**
 * Reads a JSON document that is an object of lists, in pieces: each element is a strict JSON value of its own, so that a
 * file of any size is read in the memory of its longest element. The same files are refused as by `readJson`, with
 * line and column; a repeated key of the outermost object counts as one more.
 */
export class JsonLists {
  readonly #text = new TextStream();
  readonly #listener: JsonListener;
  readonly #limits: JsonLimits;
  readonly #findings: Finding[] = [];
  readonly #told = new Map<string, number>();
  #expects:
    | "object"
    | "first key"
    | "key"
    | "colon"
    | "value"
    | "after member"
    | "first element"
    | "element"
    | "after element"
    | "nothing" = "object";
  #name = "";
  /** The value that is being gathered: its pieces so far, how deep it is open, and where it began. */
  #pieces: string[] = [];
  #length = 0;
  #kind: "text" | "nest" | "word" | null = null;
  #depth = 0;
  #inText = false;
  #escaped = false;
  #line = 1;
  #column = 1;
  #began = { line: 1, column: 1 };

  constructor(listener: JsonListener, limits: JsonLimits = listLimits) {
    this.#listener = listener;
    this.#limits = limits;
  }

  write(bytes: Uint8Array): void {
    this.#take(this.#text.write(bytes));
  }

  end(): Finding[] {
    this.#take(this.#text.end());
    if (this.#expects === "object") throw unreadable("The file is empty");
    if (this.#expects !== "nothing") throw this.#fault("The file ends before its object does; it seems to be cut short");
    return this.#findings;
  }

  #take(text: string): void {
    for (let at = 0; at < text.length;) at = this.#kind === null ? this.#between(text, at) : this.#inside(text, at);
  }

  /** Outside of a gathered value: spaces and the marks that hold the document together. Answers where to go on. */
  #between(text: string, at: number): number {
    const mark = text[at] ?? "";
    if (mark === " " || mark === "\t" || mark === "\n" || mark === "\r") return this.#pass(text, at);
    switch (this.#expects) {
      case "object":
        if (mark !== "{") throw this.#fault("An object is expected");
        this.#expects = "first key";
        return this.#pass(text, at);
      case "first key":
      case "key":
        if (mark === "}" && this.#expects === "first key") return this.#leave(text, at);
        if (mark !== '"') throw this.#fault("A key in double quotes is expected");
        return this.#begin(mark, at);
      case "colon":
        if (mark !== ":") throw this.#fault("A colon is expected after the key");
        this.#expects = "value";
        return this.#pass(text, at);
      case "value":
        if (mark !== "[") return this.#begin(mark, at);
        this.#expects = "first element";
        return this.#pass(text, at);
      case "first element":
      case "element":
        if (mark === "]" && this.#expects === "first element") return this.#leave(text, at);
        return this.#begin(mark, at);
      case "after element":
        if (mark === "]") return this.#leave(text, at);
        if (mark !== ",") throw this.#fault("A comma or a closing bracket is expected");
        this.#expects = "element";
        return this.#pass(text, at);
      case "after member":
        if (mark === "}") return this.#leave(text, at);
        if (mark !== ",") throw this.#fault("A comma or a closing brace is expected");
        this.#expects = "key";
        return this.#pass(text, at);
      case "nothing":
        throw this.#fault("Something follows the end of the JSON value");
    }
  }

  #leave(text: string, at: number): number {
    this.#expects = this.#expects === "first key" || this.#expects === "after member" ? "nothing" : "after member";
    return this.#pass(text, at);
  }

  #pass(text: string, at: number): number {
    this.#count(text, at, at + 1);
    return at + 1;
  }

  #begin(mark: string, at: number): number {
    if (/[,:\]}]/.test(mark)) throw this.#fault("A value is expected");
    this.#began = { line: this.#line, column: this.#column };
    this.#kind = mark === '"' ? "text" : mark === "{" || mark === "[" ? "nest" : "word";
    this.#depth = 0;
    this.#inText = false;
    this.#escaped = false;
    return at;
  }

  /** Within a value: to its end, or to that of this piece. */
  #inside(text: string, from: number): number {
    const to = this.#kind === "word" ? endOfWord(text, from) : this.#endOfNest(text, from);
    const whole = to >= 0;
    const piece = text.slice(from, whole ? to : text.length);
    this.#count(text, from, from + piece.length);
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length > longest) throw tooLarge(`${longest / 1_048_576} MiB in one element of a list`);
    if (whole) this.#finish();
    return from + piece.length;
  }

  /** Behind the mark that closes the value; -1 when it is not in this piece. */
  #endOfNest(text: string, from: number): number {
    let [depth, inText, escaped] = [this.#depth, this.#inText, this.#escaped];
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (inText) {
        if (escaped) escaped = false;
        else if (code === 0x5c) escaped = true;
        else if (code === 0x22) {
          inText = false;
          if (depth === 0) return at + 1;
        }
      } else if (code === 0x22) inText = true;
      else if (code === 0x7b || code === 0x5b) depth += 1;
      else if (code === 0x7d || code === 0x5d) {
        depth -= 1;
        if (depth <= 0) return at + 1;
      }
    }
    [this.#depth, this.#inText, this.#escaped] = [depth, inText, escaped];
    return -1;
  }

  #finish(): void {
    const text = this.#pieces.length === 1 ? (this.#pieces[0] ?? "") : this.#pieces.join("");
    this.#pieces = [];
    this.#length = 0;
    this.#kind = null;
    const value = this.#parsed(text);
    if (this.#expects === "first key" || this.#expects === "key") {
      this.#name = value as string;
      this.#expects = "colon";
    } else if (this.#expects === "value") {
      this.#expects = "after member";
      this.#listener.member(this.#name, value);
    } else {
      this.#expects = "after element";
      this.#listener.element(this.#name, value);
    }
  }

  /** A fault is told where it stands in the file, not in the element. */
  #parsed(text: string): JsonValue {
    const { line, column } = this.#began;
    const there = (at: { readonly line?: number; readonly column?: number }) =>
      at.line === 1 ? { line, column: column + (at.column ?? 1) - 1 } : { line: line + (at.line ?? 1) - 1, column: at.column ?? 1 };
    try {
      const { value, findings } = parseJson(text, this.#limits);
      for (const finding of findings) this.#tell({ ...finding, at: there(finding.at ?? {}) });
      return value;
    } catch (error) {
      const { params } = error as Refusal;
      if (!(error instanceof Refusal) || error.code !== "unreadable" || typeof params["line"] !== "number") throw error;
      throw unreadable(
        String(params["reason"]).replace(/ \(line \d+, column \d+\)$/, ""),
        there(params as { line: number; column: number }),
      );
    }
  }

  #tell(finding: Finding): void {
    const times = (this.#told.get(finding.code) ?? 0) + 1;
    this.#told.set(finding.code, times);
    if (times <= 5) this.#findings.push(finding);
  }

  #count(text: string, from: number, to: number): void {
    let start = -1;
    for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
      this.#line += 1;
      start = at + 1;
    }
    this.#column = start < 0 ? this.#column + to - from : to - start + 1;
  }

  #fault(reason: string): Refusal {
    return unreadable(reason, { line: this.#line, column: this.#column });
  }
}

function endOfWord(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (/[,\]}\s]/.test(text[at] ?? "")) return at;
  return -1;
}
