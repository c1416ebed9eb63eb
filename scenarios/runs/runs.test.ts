import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hasError } from "@rondo/core/kernel";
import { validateDefinition } from "@rondo/core/process";
import { expect, test } from "vitest";
import { perform } from "./perform.ts";
import { readScenario } from "./read.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".run"));

test("there are scenarios to perform", () => {
  expect(files.length).toBeGreaterThanOrEqual(12);
});

test.each(files)("%s comes out as it says", (file) => {
  const text = readFileSync(`${folder}/${file}`, "utf8");
  const scenario = readScenario(text);
  // A scenario may show what happens to a process with errors, but must say so.
  expect(hasError(validateDefinition(scenario.definition))).toBe(text.includes("# faulty on purpose"));
  expect(perform(scenario)).toEqual([]);
});
