import { expect, test } from "vitest";
import { pseudo } from "./pseudo.ts";
import type { Messages } from "./define.ts";
import { parse } from "./icu.ts";

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
