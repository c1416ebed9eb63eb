import { functions } from "./functions/index.ts";

/**
 * The names an expression may contain although they are not one word ("date and time", "Monthly Fee", "Pre-bureau
 * risk"). FEEL has no quotes around names, so the longest known one that stands at a place is meant.
 */
export class Names {
  private readonly known: Set<string>;
  private readonly spaced: Spaced = new Map();

  constructor(names: readonly string[]) {
    this.known = new Set();
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    this.known.add(name);
    register(name, this.spaced);
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  /** Where the longest known name of several words that begins at `at` ends; null where none does. */
  match(text: string, at: number, first: string): number | null {
    const own = longest(this.spaced.get(first), text, at);
    const known = longest(builtIn.get(first), text, at);
    return own === null || known === null ? (own ?? known) : Math.max(own, known);
  }
}

/** One spelling of a name, whatever space was written inside it. */
export function normalised(name: string): string {
  return name.trim().replaceAll(/\s+/gu, " ");
}

const letter = String.raw`?_\p{L}\u{10000}-\u{EFFFF}`;
/** A word of a name. */
export const wordAt = new RegExp(String.raw`[${letter}][${letter}\p{N}\p{M}\u00B7]*`, "uy");
const inside = new RegExp(String.raw`[${letter}\p{N}\p{M}\u00B7]`, "u");
const parts = new RegExp(String.raw`[${letter}\p{N}\p{M}\u00B7]+|\S`, "gu");

/** The longest first, by their first word. */
type Spaced = Map<string, string[][]>;

function register(name: string, spaced: Spaced): void {
  const parts = partsOf(name);
  const [first] = parts;
  if (first === undefined || parts.length < 2) return;
  const same = spaced.get(first) ?? [];
  if (same.some((other) => other.join(" ") === parts.join(" "))) return;
  same.push(parts);
  same.sort((a, b) => b.length - a.length);
  spaced.set(first, same);
}

function longest(candidates: readonly string[][] | undefined, text: string, at: number): number | null {
  for (const parts of candidates ?? []) {
    const end = ends(parts, text, at);
    if (end !== null) return end;
  }
  return null;
}

function partsOf(name: string): string[] {
  return name.match(parts) ?? [];
}

function ends(name: readonly string[], text: string, start: number): number | null {
  let at = start;
  for (const [index, part] of name.entries()) {
    if (index > 0) while (/\s/u.test(text[at] ?? "")) at += 1;
    if (!text.startsWith(part, at)) return null;
    at += part.length;
    const next = text.codePointAt(at);
    if (inside.test(part) && next !== undefined && inside.test(String.fromCodePoint(next))) return null;
  }
  return at;
}

const properties = ["time offset", "start included", "end included"];
const builtIn: Spaced = new Map();
for (const name of [...functions.keys(), ...properties]) register(name, builtIn);
