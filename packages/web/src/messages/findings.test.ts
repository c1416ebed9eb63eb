import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";
import { words } from "@rondo/core/kernel";
import { parse, type Piece } from "@rondo/core/language";
import { languageOf, type Translation } from "./language.ts";

const packages = fileURLToPath(new URL("../../../", import.meta.url));
const english = new Set(["core", "formats", "server"].flatMap((name) => sourcesIn(join(packages, name, "src"))).flatMap(sentencesIn));
const translations = Object.entries(import.meta.glob<Translation>("../languages/*.json", { eager: true, import: "default" }));

test.each(translations)("%s says every sentence of a finding, and none that nobody says", (_file, { findings }) => {
  expect(english.size).toBeGreaterThanOrEqual(290);
  expect(Object.keys(findings).sort()).toEqual([...english].sort());
});

test.each(translations)("%s puts the values of each sentence somewhere, and no others", (_file, { findings }) => {
  const wrong = Object.entries(findings).filter(
    ([text, said]) =>
      [...namesIn(parse(said))].some((name) => !text.includes(`{${name}}`)) ||
      [...text.matchAll(/\{(\d+)\}/g)].some(([, name]) => !namesIn(parse(said)).has(name ?? "")),
  );
  expect(wrong).toEqual([]);
});

test("a finding is said in parts, each in the language, and in English where there are no words for it", () => {
  const german = languageOf("de", {
    direction: "ltr",
    texts: {},
    refusals: {},
    findings: {
      "{0} of “{1}” waits.": "{0} von „{1}“ wartet.",
      "The condition": "Die Bedingung",
      "{0} cards": "{0, plural, one {# Karte} other {# Karten}}",
    },
  });
  expect(german.sentenceOf(words`${words`The condition`} of “${"Scan"}” waits.`.said)).toBe("Die Bedingung von „Scan“ wartet.");
  expect(german.sentenceOf(words`${1} cards`.said)).toBe("1 Karte");
  expect(german.sentenceOf(words`${words`${2} cards`}, {0} and ${"<b>"}`.said)).toBe("2 Karten, 2 Karten and <b>");
  expect(words`${words`The condition`} of “${"Scan"}” waits.`.message).toBe("The condition of “Scan” waits.");
});

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() && entry.name.endsWith(".ts") && !entry.name.includes(".test.") && !entry.parentPath.includes("node_modules")
      ? [join(entry.parentPath, entry.name)]
      : [],
  );
}

type Node = {
  readonly type?: string;
  readonly tag?: { readonly name?: string };
  readonly quasi?: { readonly quasis: readonly { readonly value: { readonly cooked: string | null } }[] };
};

/** The text of each words`…` in a file. */
function sentencesIn(file: string): string[] {
  const text = readFileSync(file, "utf8");
  if (!text.includes("words`")) return [];
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, tag, quasi } = node as Node;
    if (type === "TaggedTemplateExpression" && tag?.name === "words")
      found.push(
        (quasi?.quasis ?? []).map(({ value }) => value.cooked ?? "").reduce((before, next, index) => `${before}{${index - 1}}${next}`),
      );
    for (const inside of Object.values(node)) look(inside);
  };
  look(parseSync(file, text).program);
  return found;
}

function namesIn(pieces: readonly Piece[]): Set<string> {
  return new Set(
    pieces.flatMap((piece) =>
      typeof piece === "string" || piece.kind === "hash"
        ? []
        : piece.kind === "tag"
          ? [...namesIn(piece.inside)]
          : piece.kind === "value"
            ? [piece.name]
            : [piece.name, ...[...piece.cases.values()].flatMap((inside) => [...namesIn(inside)])],
    ),
  );
}
