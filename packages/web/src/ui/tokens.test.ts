import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  Array.from(css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g), ([, name = "", light = "", dark = ""]) => [
    name,
    { light, dark },
  ]),
);
const grounds = ["ground", "surface", "raised", "sunken", "hover"];

test.each([
  ...["ink", "muted", "faint", "accent", "act"].flatMap((text) => grounds.map((ground) => [text, ground, 4.5] as const)),
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-strong", 4.5],
  ["on-act", "act", 4.5],
  ["accent-strong", "accent-soft", 4.5],
  ["act", "act-soft", 4.5],
  ["ink", "act-soft", 4.5],
  ["surface", "ink", 4.5],
  ["line-strong", "surface", 3],
  ["focus", "ground", 3],
] as const)("%s on %s reaches %d : 1 in both themes", (text, ground, least) => {
  for (const theme of ["light", "dark"] as const) expect(contrast(color(text, theme), color(ground, theme))).toBeGreaterThanOrEqual(least);
});

function color(name: string, theme: "light" | "dark"): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`--${name} is not a token`);
  return token[theme];
}

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
