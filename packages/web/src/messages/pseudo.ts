const accents: Readonly<Record<string, string>> = {
  a: "á",
  c: "ç",
  e: "é",
  i: "í",
  n: "ñ",
  o: "ó",
  u: "ú",
  y: "ý",
  A: "Å",
  E: "É",
  I: "Î",
  O: "Ø",
  U: "Û",
};

/** Accents an English text and makes it about 30 % longer, leaving its placeholders, choices and tags alone. */
export function pseudo(text: string): string {
  let depth = 0;
  let tag = false;
  let plain = 0;
  let out = "";
  for (const char of text) {
    if (char === "<") tag = true;
    if (char === "{") depth += 1;
    const outside = depth === 0 && !tag;
    out += outside ? (accents[char] ?? char) : char;
    if (outside) plain += 1;
    if (char === "}") depth -= 1;
    if (char === ">") tag = false;
  }
  const extra = Math.round(plain * 0.3);
  return extra === 0
    ? out
    : `${out} ${"ŀøñğ "
        .repeat(Math.ceil(extra / 5))
        .slice(0, extra)
        .trimEnd()}`.trimEnd();
}
