import { unreadable } from "../draft/refuse.ts";
import { fromCodePage, isCodePage } from "./code-page.ts";
import { encodingOf } from "./encoding.ts";

/** In every runtime Rondo has (Node, browsers, workers), but not in the language's own type library. */
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}

/**
 * The text of a file that comes in pieces: UTF-8 or UTF-16, by the same signs as `decodeText`, and where it is asked for
 * the code page that `decodeWithCodePage` takes. That is decided by the first piece that is not all ASCII.
 */
export class TextStream {
  #decoder: TextDecoder | null = null;
  #label = "";
  #head: Uint8Array = new Uint8Array(0);
  #undecided: boolean;
  #codePage = false;

  constructor({ codePage = false } = {}) {
    this.#undecided = codePage;
  }

  /** Whether it was no UTF-8 and is read as Windows-1252. */
  get codePage(): boolean {
    return this.#codePage;
  }

  /** The text of these bytes, as far as they are whole characters. */
  write(bytes: Uint8Array): string {
    if (this.#decoder !== null) return this.#decode(bytes, true);
    this.#head = joined(this.#head, bytes);
    return this.#head.length < 4 ? "" : this.#begin();
  }

  /** What was kept back; refused when the file ends within a character. */
  end(): string {
    const head = this.#decoder === null ? this.#begin() : "";
    return head + this.#decode(new Uint8Array(0), false);
  }

  #begin(): string {
    const { label, markBytes } = encodingOf(this.#head);
    this.#label = label;
    this.#undecided &&= label === "utf-8" && markBytes === 0;
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    const body = this.#head.subarray(markBytes);
    this.#head = new Uint8Array(0);
    return this.#decode(body, true);
  }

  #decode(bytes: Uint8Array, stream: boolean): string {
    if (this.#undecided) return this.#decide(bytes, stream);
    if (this.#codePage) return fromCodePage(bytes);
    const text = this.#whole(bytes, stream);
    if (text === null) throw unreadable(`The file is not valid ${this.#label.toUpperCase()} text; save it as UTF-8`);
    return text;
  }

  /** Null where the bytes are no text of the encoding. */
  #whole(bytes: Uint8Array, stream: boolean): string | null {
    try {
      return this.#decoder!.decode(bytes, { stream });
    } catch {
      return null;
    }
  }

  /** As long as all was ASCII. What stands cut at the end of a piece waits for the next. */
  #decide(bytes: Uint8Array, stream: boolean): string {
    const piece = joined(this.#head, bytes);
    const cut = stream ? piece.length - highBytesAtEnd(piece) : piece.length;
    const whole = piece.subarray(0, cut);
    this.#head = piece.subarray(cut);
    const text = this.#whole(whole, stream);
    // Only ASCII has as many characters as bytes.
    if (text?.length === whole.length) return text;
    const rest = this.#head;
    this.#undecided = false;
    this.#head = new Uint8Array(0);
    if (text !== null) return text + this.#decode(rest, stream);
    this.#codePage = isCodePage(whole);
    return this.#decode(piece, stream);
  }
}

function highBytesAtEnd(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && (bytes[bytes.length - 1 - count] ?? 0) >= 0x80) count += 1;
  return count;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
