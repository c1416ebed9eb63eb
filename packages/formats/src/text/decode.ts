import { unreadable } from "../draft/refuse.ts";
import { placeOf } from "./place.ts";
import { encodingOf } from "./stream.ts";

/** In every runtime Rondo has (Node, browsers, workers), but not in the language's own type library. */
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

/**
 * The text of a file: UTF-8, or UTF-16 in either order where a byte order mark or the zero bytes of its first two
 * characters show it. Never guesses a legacy code page: bytes that are not text are refused with their place.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  const body = bytes.subarray(encoding.markBytes);
  try {
    return new TextDecoder(encoding.label, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    if (encoding.label !== "utf-8") throw unreadable(`The file is not valid ${encoding.label.toUpperCase()} text`);
    const good = validUtf8Length(body);
    const before = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true }).decode(body.subarray(0, good));
    throw unreadable("The file is not valid UTF-8 text; save it as UTF-8", placeOf(before, before.length));
  }
}

/** How many leading bytes are whole, shortest-form UTF-8 characters (RFC 3629, section 4). */
function validUtf8Length(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const width = characterWidth(bytes, at);
    if (width === 0) return at;
    at += width;
  }
  return at;
}

function characterWidth(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  const width = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 0;
  for (let tail = at + 1; tail < at + width; tail += 1) if (((bytes[tail] ?? 0) & 0xc0) !== 0x80) return 0;
  if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 0;
  if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 0;
  return width;
}
