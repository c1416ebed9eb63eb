import { expect, test } from "vitest";
import { refusals as refused } from "@rondo/contract";
import { ownProblems } from "../api/own-problems.ts";
import { pseudo } from "./pseudo.ts";
import type { Messages } from "./define.ts";
import { parse, type Piece } from "@rondo/core/language";
import { languageOf, type Translation } from "./language.ts";

const files = import.meta.glob<Record<string, Messages>>(["../**/en.ts", "../**/*.en.ts"], { eager: true });
const catalogues = Object.entries(files).map(([file, exported]) => ({ file, all: Object.values(exported) }));

test("every text of every slice can be read, also in the pseudo-language", () => {
  expect(catalogues.length).toBeGreaterThanOrEqual(4);
  for (const { file, all } of catalogues)
    for (const { texts } of all)
      for (const [key, text] of Object.entries(texts)) {
        expect(() => parse(text), `${file}: ${key}`).not.toThrow();
        expect(() => parse(pseudo(text)), `${file}: ${key} in the pseudo-language`).not.toThrow();
      }
});

test("no two slices share a name, for a translation is found by it", () => {
  const names = catalogues.flatMap(({ all }) => all.map((messages) => messages.slice));
  expect(names).toEqual([...new Set(names)]);
});

const refusals = { ...refused, ...ownProblems };
const translations = Object.entries(import.meta.glob<Translation>("../languages/*.json", { eager: true, import: "default" }));
const source = new Map(catalogues.flatMap(({ all }) => all.map(({ slice, texts }) => [slice, texts] as const)));

test.each(translations)("%s says everything that English says, and nothing else", (_file, { texts, refusals: said }) => {
  const keys = (catalogue: Iterable<readonly [string, Readonly<Record<string, string>>]>) =>
    [...catalogue].flatMap(([slice, all]) => Object.keys(all).map((key) => `${slice}.${key}`)).sort();
  expect(keys(Object.entries(texts))).toEqual(keys(source));
  expect(Object.keys(said).sort()).toEqual(Object.keys(refusals).sort());
});

test.each(translations)("%s fills in the same names and marks the same parts as English", (_file, { texts, refusals: said }) => {
  const pairs = [
    ...Object.entries(texts).flatMap(([slice, all]) =>
      Object.entries(all).map(([key, text]) => [`${slice}.${key}`, text, source.get(slice)?.[key] ?? text] as const),
    ),
    ...Object.entries(said).flatMap(([code, { title, next }]) => [
      [`${code}.title`, title, refusals[code as keyof typeof refusals]?.title ?? title] as const,
      [`${code}.next`, next, refusals[code as keyof typeof refusals]?.next ?? next] as const,
    ]),
  ];
  const different = pairs.filter(([, text, english]) => names(text) !== names(english)).map(([key, text]) => `${key}: ${text}`);
  expect(different).toEqual([]);
});

test("what a language lacks is said in English, and a refusal that it doesn't know as the server says it", () => {
  const language = languageOf("de", {
    direction: "ltr",
    texts: { day: { title: "Mein Tag" } },
    refusals: { not_found: { title: "Hier ist nichts", next: "Adresse {which} prüfen." } },
    findings: {},
  });
  expect(language.textOf("day", "title", "My day")).toBe("Mein Tag");
  expect(language.textOf("day", "act", "Act now")).toBe("Act now");
  expect(language.refusalOf("not_found", { which: "/a" })).toEqual({ title: "Hier ist nichts", next: "Adresse /a prüfen." });
  expect(language.refusalOf("toString", {})).toBeNull();
});

/** The names of values and of tags in a text, in any order and whatever the choices between are. */
function names(text: string): string {
  const found = new Set<string>();
  const look = (pieces: readonly Piece[]): void => {
    for (const piece of pieces)
      if (typeof piece === "string" || piece.kind === "hash") continue;
      else {
        found.add(piece.kind === "tag" ? `<${piece.name}>` : piece.name);
        if (piece.kind === "tag") look(piece.inside);
        if (piece.kind === "choice") for (const inside of piece.cases.values()) look(inside);
      }
  };
  look(parse(text));
  return [...found].sort().join(" ");
}
