/** The length of the whole, shortest-form UTF-8 character that begins here (RFC 3629, section 4); 0 where none does. */
export function characterWidth(bytes: Uint8Array, at: number): number {
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

/** How many leading bytes are whole characters. */
export function validUtf8Length(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const width = characterWidth(bytes, at);
    if (width === 0) return at;
    at += width;
  }
  return at;
}
