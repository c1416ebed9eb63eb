import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hasError } from "@rondo/core/kernel";
import { validateDefinition } from "@rondo/core/process";
import { expect, test } from "vitest";
import { perform } from "./perform.ts";
import { readScenario } from "./read.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".run"));

test("there are scenarios to perform", () => {
  expect(files.length).toBeGreaterThanOrEqual(60);
});

test.each(files)("%s comes out as it says", (file) => {
  const text = readFileSync(`${folder}/${file}`, "utf8");
  const scenario = readScenario(text);
  // A scenario may show what happens to a process with errors, but must say so.
  expect(hasError(validateDefinition(scenario.definition))).toBe(text.includes("# faulty on purpose"));
  expect(perform(scenario)).toEqual([]);
});

test("each of the 43 control-flow patterns has its scenario, and the documentation names it", () => {
  const shown = files.flatMap((file) => /^patterns\/(\d{2}-.*)\.run$/.exec(file)?.[1] ?? []).toSorted();
  expect(shown.map((name) => Number(name.slice(0, 2)))).toEqual(Array.from({ length: 43 }, (_, index) => index + 1));
  const table = readFileSync(new URL("../../docs/patterns.md", import.meta.url), "utf8");
  expect([...table.matchAll(/\(\.\.\/scenarios\/runs\/patterns\/(.*?)\.run\)/g)].map(([, name]) => name)).toEqual(shown);
});
