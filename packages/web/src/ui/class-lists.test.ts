import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const sources = readdirSync("packages/web/src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tsx") && !name.includes(".test."))
  .map((name) => ({ name, text: readFileSync(join("packages/web/src", name), "utf8") }));

const colour = "(?:ground|surface|raised|sunken|hover|pressed|line|ink|muted|faint|accent|act|on-accent|on-act)(?:-strong|-soft)?";
const coloured = new RegExp(`^(?:text|bg|border)-${colour}(?:/\\d+)?$`);

/** Of two classes for the same thing the later in the stylesheet holds, whichever stands later here: each place names one. */
test("no list of classes names two colours for the same thing", () => {
  const found = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/\bcx\(/g)].flatMap((call) => {
      const parts = argumentsFrom(text, call.index + 3).map((part) => coloursOf(part));
      const clash = parts.flatMap((one, index) =>
        parts.slice(index + 1).flatMap((other) => one.filter((colour) => other.some((beside) => clashes(colour, beside)))),
      );
      return clash.length === 0 ? [] : [`${name}: ${clash.join(", ")}`];
    }),
  );
  expect(found).toEqual([]);
  expect(sources.flatMap(({ text }) => [...text.matchAll(/\bcx\(/g)]).length).toBeGreaterThan(100);
});

function clashes(one: string, other: string): boolean {
  const placeOf = (name: string) => name.replace(new RegExp(`-${colour}(?:/\\d+)?$`), "");
  return one !== other && placeOf(one) === placeOf(other);
}

/** The alternatives of one `?:` are one argument and may differ. */
function coloursOf(part: string): string[] {
  return [...part.matchAll(/"([^"]*)"/g)].flatMap(([, names = ""]) =>
    names.split(/\s+/).filter((name) => coloured.test(name.slice(name.lastIndexOf(":") + 1))),
  );
}

function argumentsFrom(text: string, start: number): string[] {
  const found = [""];
  let depth = 1;
  let quote: string | null = null;
  for (const letter of text.slice(start)) {
    if (quote === null && ")]}".includes(letter)) depth -= 1;
    if (depth === 0) break;
    if (quote === null && "([{".includes(letter)) depth += 1;
    if (quote === null && `"'\``.includes(letter)) quote = letter;
    else if (letter === quote) quote = null;
    if (letter === "," && depth === 1 && quote === null) found.push("");
    else found[found.length - 1] += letter;
  }
  return found;
}
