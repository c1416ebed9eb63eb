/**
 * The part of ICU MessageFormat that Rondo's texts use: `{name}`, `{n, number}`, `{n, plural, =0 {…} one {…} other {…}}`
 * with `#`, `{n, selectordinal, …}`, `{kind, select, a {…} other {…}}`, `<tag>…</tag>`, and quoting by apostrophes.
 * Written here because the full library costs 13 kB (gzip) of the first screen; it is the oracle in icu.test.ts.
 */
export type Piece =
  | string
  | { readonly kind: "value"; readonly name: string; readonly number: boolean }
  | { readonly kind: "hash" }
  | { readonly kind: "tag"; readonly name: string; readonly inside: readonly Piece[] }
  | {
      readonly kind: "choice";
      readonly by: "plural" | "selectordinal" | "select";
      readonly name: string;
      readonly cases: ReadonlyMap<string, readonly Piece[]>;
    };

/** Throws `SyntaxError` with the place of the mistake: a text is written by us, so a bad one must fail a test. */
export function parse(text: string): readonly Piece[] {
  const reader = { text, at: 0 };
  const pieces = readPieces(reader, false, null);
  if (reader.at < text.length) throw broken(reader, "something is closed that was never opened");
  return pieces;
}

type Reader = { readonly text: string; at: number };

function readPieces(reader: Reader, inPlural: boolean, tag: string | null): Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  const flush = () => {
    if (plain) pieces.push(plain);
    plain = "";
  };
  while (reader.at < reader.text.length) {
    const char = reader.text[reader.at];
    if (char === "'") plain += readQuoted(reader, inPlural);
    else if (char === "{") {
      flush();
      pieces.push(readArgument(reader, inPlural));
    } else if (char === "}") break;
    else if (char === "#" && inPlural) {
      flush();
      pieces.push({ kind: "hash" });
      reader.at += 1;
    } else if (char === "<" && /^<\/?[a-zA-Z]/.test(reader.text.slice(reader.at, reader.at + 3))) {
      flush();
      if (reader.text[reader.at + 1] === "/") break;
      pieces.push(readTag(reader, inPlural));
    } else {
      plain += char;
      reader.at += 1;
    }
  }
  flush();
  if (tag !== null) expect(reader, `</${tag}>`);
  return pieces;
}

/** `''` is an apostrophe; an apostrophe before syntax quotes up to the next one; any other is itself. */
function readQuoted(reader: Reader, inPlural: boolean): string {
  const next = reader.text[reader.at + 1];
  if (next === "'") {
    reader.at += 2;
    return "'";
  }
  if (next === undefined || !(inPlural ? "{}<>#" : "{}<>").includes(next)) {
    reader.at += 1;
    return "'";
  }
  let quoted = "";
  for (reader.at += 1; reader.at < reader.text.length; reader.at += 1) {
    if (reader.text[reader.at] !== "'") quoted += reader.text[reader.at];
    else if (reader.text[reader.at + 1] === "'") {
      quoted += "'";
      reader.at += 1;
    } else {
      reader.at += 1;
      break;
    }
  }
  return quoted;
}

function readTag(reader: Reader, inPlural: boolean): Piece {
  const opened = /^<([a-zA-Z][\w-]*)>/.exec(reader.text.slice(reader.at));
  if (!opened) throw broken(reader, "a tag has a name and nothing else");
  reader.at += opened[0].length;
  const name = opened[1] ?? "";
  return { kind: "tag", name, inside: readPieces(reader, inPlural, name) };
}

function readArgument(reader: Reader, inPlural: boolean): Piece {
  expect(reader, "{");
  const name = readWord(reader);
  if (skip(reader, "}")) return { kind: "value", name, number: false };
  expect(reader, ",");
  const by = readWord(reader);
  if (by === "number") {
    expect(reader, "}");
    return { kind: "value", name, number: true };
  }
  if (by !== "plural" && by !== "select" && by !== "selectordinal") throw broken(reader, `"${by}" is not a format that texts use here`);
  expect(reader, ",");
  const cases = new Map<string, readonly Piece[]>();
  while (!skip(reader, "}")) {
    const key = readWord(reader);
    expect(reader, "{");
    cases.set(key, readPieces(reader, by === "select" ? inPlural : true, null));
    expect(reader, "}", true);
  }
  if (!cases.has("other")) throw broken(reader, `{${name}} needs a case "other"`);
  return { kind: "choice", by, name, cases };
}

function readWord(reader: Reader): string {
  const found = /^\s*(=?[\w-]+)\s*/.exec(reader.text.slice(reader.at));
  if (!found) throw broken(reader, "a name is missing");
  reader.at += found[0].length;
  return found[1] ?? "";
}

function skip(reader: Reader, sign: string): boolean {
  const space = /^\s*/.exec(reader.text.slice(reader.at))?.[0].length ?? 0;
  if (!reader.text.startsWith(sign, reader.at + space)) return false;
  reader.at += space + sign.length;
  return true;
}

/** Space is skipped before a sign, except where it belongs to the text (`exact`). */
function expect(reader: Reader, sign: string, exact = sign.startsWith("<")): void {
  if (exact ? !reader.text.startsWith(sign, reader.at) : !skip(reader, sign)) throw broken(reader, `"${sign}" is missing`);
  if (exact) reader.at += sign.length;
}

function broken(reader: Reader, what: string): SyntaxError {
  return new SyntaxError(`${what}, at ${reader.at} of: ${reader.text}`);
}
