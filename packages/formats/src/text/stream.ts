import { unreadable } from "../draft/refuse.ts";

/** In every runtime Rondo has, but not in the language's own type library. */
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}

/** The text of a file that comes in pieces: UTF-8 or UTF-16, by the same signs as `decodeText`. */
export class TextStream {
  #decoder: TextDecoder | null = null;
  #label = "";
  #head: Uint8Array = new Uint8Array(0);

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
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    const body = this.#head.subarray(markBytes);
    this.#head = new Uint8Array(0);
    return this.#decode(body, true);
  }

  #decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.#decoder!.decode(bytes, { stream });
    } catch {
      throw unreadable(`The file is not valid ${this.#label.toUpperCase()} text; save it as UTF-8`);
    }
  }
}

/** What the first bytes say: a byte order mark, or the zero bytes of UTF-16's first two characters. */
export function encodingOf(bytes: Uint8Array): { label: string; markBytes: number } {
  const [a, b, c, d] = [bytes[0], bytes[1], bytes[2], bytes[3]];
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: "utf-8", markBytes: 3 };
  if (a === 0xff && b === 0xfe) return { label: "utf-16le", markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { label: "utf-16be", markBytes: 2 };
  if (bytes.length >= 4 && a !== 0 && b === 0 && c !== 0 && d === 0) return { label: "utf-16le", markBytes: 0 };
  if (bytes.length >= 4 && a === 0 && b !== 0 && c === 0 && d !== 0) return { label: "utf-16be", markBytes: 0 };
  return { label: "utf-8", markBytes: 0 };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
