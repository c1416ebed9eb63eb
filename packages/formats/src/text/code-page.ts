import { type Finding, words } from "@rondo/core/kernel";
import { unreadable } from "../draft/refuse.ts";
import { decodeText } from "./decode.ts";
import { characterWidth } from "./utf8.ts";
import { encodingOf } from "./encoding.ts";

/** In every runtime Rondo has, but not in the language's own type library. */
declare class TextDecoder {
  constructor(label: string);
  decode(bytes: Uint8Array): string;
}

export type DecodedText = { readonly text: string; readonly codePage: boolean };

/**
 * The text of a file that spreadsheets and editors still write in the code page of Western Windows: UTF-8 or UTF-16 as by
 * `decodeText`, else Windows-1252. UTF-8 that is broken in a place is refused: it would be read as “MÃ¼ller”.
 */
export function decodeWithCodePage(bytes: Uint8Array): DecodedText {
  try {
    return { text: decodeText(bytes), codePage: false };
  } catch (refusal) {
    const { label, markBytes } = encodingOf(bytes);
    if (label !== "utf-8" || markBytes > 0 || !isCodePage(bytes)) throw refusal;
    return { text: fromCodePage(bytes), codePage: true };
  }
}

/** Said wherever it was taken for that. */
export const codePageFinding: Finding = {
  code: "code_page",
  severity: "info",
  ...words`The file is not UTF-8; it was read as Windows-1252. Letters of other code pages are wrong.`,
};

/**
 * Whether what is no UTF-8 is Windows-1252 rather than broken UTF-8: letters of a code page hardly ever make UTF-8 by
 * chance (ß before a closing quote does), and a broken file has more whole letters than broken ones.
 */
export function isCodePage(bytes: Uint8Array): boolean {
  let [whole, broken, at] = [0, 0, 0];
  while (at < bytes.length) {
    const width = characterWidth(bytes, at);
    if (width === 0) broken += 1;
    else if (width > 1) whole += 1;
    at += width || 1;
  }
  return broken > 0 && broken >= whole;
}

export function fromCodePage(bytes: Uint8Array): string {
  const text = new TextDecoder("windows-1252").decode(bytes);
  // The five bytes that stand for nothing there are letters in the code pages of DOS and of the Macintosh.
  if (/[\u0081\u008d\u008f\u0090\u009d]/.test(text))
    throw unreadable("The file is neither UTF-8 nor Windows-1252 text; save it as UTF-8 (in Excel: “CSV UTF-8”)");
  return text;
}
