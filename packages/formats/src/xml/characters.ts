const start = String.raw`:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`;
const name = new RegExp(String.raw`^[${start}][${start}\-.0-9\u00B7\u0300-\u036F\u203F-\u2040]*$`, "u");

/** An XML 1.0 name (fifth edition, production 5). */
export function isName(text: string): boolean {
  return name.test(text);
}

/** Only characters that XML 1.0 knows (production 2). */
export function isWhole(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 32 && code < 0xd800) continue;
    if (code === 9 || code === 10 || code === 13) continue;
    if (code < 32 || code === 0xfffe || code === 0xffff) return false;
    if (code >= 0xd800 && code < 0xe000) {
      if (code >= 0xdc00 || (text.charCodeAt(at + 1) & 0xfc00) !== 0xdc00) return false;
      at += 1;
    }
  }
  return true;
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** A value as it is meant: the five entities and numbered characters replaced, line breaks and tabs as blanks; null where an `&` means nothing. */
export function unescaped(raw: string): string | null {
  let broken = false;
  const spaced = raw.replace(/\r\n|[\t\r\n]/g, " ");
  const text = spaced.replace(
    /&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([A-Za-z]+))?(;)?/g,
    (_, hex?: string, decimal?: string, entity?: string, end?: string) => {
      const meant =
        hex !== undefined
          ? character(Number.parseInt(hex, 16))
          : decimal !== undefined
            ? character(Number(decimal))
            : entity !== undefined && Object.hasOwn(entities, entity)
              ? entities[entity]
              : undefined;
      if (meant !== undefined && end !== undefined) return meant;
      broken = true;
      return "";
    },
  );
  return broken ? null : text;
}

function character(code: number): string | undefined {
  const known =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 32 && code < 0xd800) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return known ? String.fromCodePoint(code) : undefined;
}
