export type KeyStroke = { readonly key: string; readonly mod: boolean; readonly shift: boolean; readonly alt: boolean };

/** A second key belongs to a chord if it comes within this time. */
export const chordMilliseconds = 1_200;

type Keyed = { readonly keys?: string };

/**
 * Which of the offered things a key stroke means. Holds the first key of a chord between two calls: `g` then `d`.
 * `offered` is in order of precedence, the first match wins.
 */
export function keyReader() {
  let first: { readonly name: string; readonly at: number } | null = null;
  return <T extends Keyed>(stroke: KeyStroke, offered: readonly T[], now: number): T | "chord" | null => {
    const name = nameOf(stroke);
    const chord = first && now - first.at <= chordMilliseconds ? `${first.name} ${name}` : null;
    first = null;
    const found = (chord ? offered.find((one) => one.keys === chord) : undefined) ?? offered.find((one) => one.keys === name);
    if (found) return found;
    if (!offered.some((one) => one.keys?.startsWith(`${name} `))) return null;
    first = { name, at: now };
    return "chord";
  };
}

/** As actions write it: `mod+shift+e`, `?`, `g`. Shift is named only with letters: `?` is already shifted. */
export function nameOf(stroke: KeyStroke): string {
  const key = stroke.key.toLowerCase();
  const shift = stroke.shift && (/^\p{L}$/u.test(key) || key.length > 1);
  return [stroke.mod && "mod", stroke.alt && "alt", shift && "shift", key === " " ? "space" : key].filter(Boolean).join("+");
}
