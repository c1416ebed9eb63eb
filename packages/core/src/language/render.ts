import { type Piece, parse } from "./icu.ts";

export type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

const parsed = new Map<string, readonly Piece[]>();
const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Fills a text with values for a language. A value that is missing shows its name, so that a person can still tell. */
export function render(text: string, language: string, values: Values = {}): string {
  if (!/[{}'<]/.test(text)) return text;
  return renderParts<string>(text, language, values, (_, inside) => inside.join("")).join("");
}

/** As `render`, but what stands between `<tag>` and `</tag>` is given to `wrap`, and the parts are left apart. */
export function renderParts<T>(
  text: string,
  language: string,
  values: Values,
  wrap: (tag: string, inside: (string | T)[]) => T,
): (string | T)[] {
  let pieces = parsed.get(text);
  if (!pieces) parsed.set(text, (pieces = parse(text)));
  return fill(pieces, language, values, wrap, null);
}

function fill<T>(
  pieces: readonly Piece[],
  language: string,
  values: Values,
  wrap: (tag: string, inside: (string | T)[]) => T,
  count: number | null,
): (string | T)[] {
  return pieces.flatMap((piece): (string | T)[] => {
    if (typeof piece === "string") return [piece];
    if (piece.kind === "hash") return [numberFormat(language).format(count ?? 0)];
    if (piece.kind === "tag") return [wrap(piece.name, fill(piece.inside, language, values, wrap, count))];
    const value = values[piece.name];
    if (piece.kind === "value")
      return [
        typeof value === "number"
          ? numberFormat(language).format(value)
          : value === undefined || value === null
            ? `{${piece.name}}`
            : String(value),
      ];
    const chosen = piece.cases.get(choose(piece.by, value, piece.cases, language)) ?? piece.cases.get("other") ?? [];
    return fill(chosen, language, values, wrap, piece.by === "select" ? count : Number(value));
  });
}

function choose(
  by: "plural" | "selectordinal" | "select",
  value: Values[string],
  cases: ReadonlyMap<string, unknown>,
  language: string,
): string {
  if (by === "select") return String(value);
  const exact = `=${String(value)}`;
  return cases.has(exact) ? exact : pluralRules(language, by === "plural" ? "cardinal" : "ordinal").select(Number(value));
}

function pluralRules(language: string, type: "cardinal" | "ordinal"): Intl.PluralRules {
  const key = `${language} ${type}`;
  let rules = plurals.get(key);
  if (!rules) plurals.set(key, (rules = new Intl.PluralRules(language, { type })));
  return rules;
}

function numberFormat(language: string): Intl.NumberFormat {
  let format = numbers.get(language);
  if (!format) numbers.set(language, (format = new Intl.NumberFormat(language)));
  return format;
}
