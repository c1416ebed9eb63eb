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
