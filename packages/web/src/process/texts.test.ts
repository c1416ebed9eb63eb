import { expect, test } from "vitest";
import { parse } from "@rondo/core/language";
import { requestTexts } from "../request/en.ts";
import { runTexts } from "../run/en.ts";
import { processTexts } from "./en.ts";
import { cadenceTexts } from "./settings/en.ts";

test("every text of processes, runs, cadences and requests can be read", () => {
  const unreadable = [processTexts, runTexts, cadenceTexts, requestTexts].flatMap(({ slice, texts }) =>
    Object.entries(texts)
      .filter(([, text]) => {
        try {
          return parse(text).length === 0;
        } catch {
          return true;
        }
      })
      .map(([key]) => `${slice}.${key}`),
  );
  expect(unreadable).toEqual([]);
});
