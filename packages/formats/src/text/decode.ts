import { unreadable } from "../draft/refuse.ts";
import { placeOf } from "./place.ts";
import { encodingOf } from "./encoding.ts";
import { validUtf8Length } from "./utf8.ts";

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
