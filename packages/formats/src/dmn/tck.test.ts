import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { decide, findDecision, givenFromJson, type Json, toJson } from "@rondo/core/decision";
import { child, childrenOf, readXml, type XmlElement } from "../xml/index.ts";
import { readDmn } from "./index.ts";

// The cases of the DMN Technology Compatibility Kit: a model, and test files that state what its decisions give.
const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "dmn");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no DMN cases at ${shared}; set RONDO_SHARED_DATA to where they are.`);
const folders = here ? readdirSync(shared) : ["each case"];

function rootOf(bytes: Uint8Array): XmlElement {
  let root: XmlElement | null = null;
  readXml(bytes, { collect: () => true, element: (element) => void (root = element) });
  return root!;
}

function jsonOf(element: XmlElement): Json {
  const list = child(element, "list");
  if (list !== undefined) return childrenOf(list, "item").map(jsonOf);
  const parts = childrenOf(element, "component");
  if (parts.length > 0) return Object.fromEntries(parts.map((part) => [part.attributes["name"] ?? "", jsonOf(part)]));
  const value = child(element, "value");
  if (value === undefined || value.attributes["nil"] === "true") return null;
  const type = value.attributes["type"] ?? "";
  if (/decimal|double|integer|int$/u.test(type)) return Number(value.text);
  return type.endsWith("boolean") ? value.text === "true" : value.text === "" && type === "" ? null : value.text;
}

function near(actual: Json, expected: Json): void {
  if (typeof actual === "number" && (typeof expected === "number" || typeof expected === "string"))
    expect(actual).toBeCloseTo(Number(expected), 8);
  else if (Array.isArray(expected)) {
    expect(Array.isArray(actual) ? actual.length : actual).toBe(expected.length);
    expected.forEach((item: Json, index) => near((actual as Json[])[index] ?? null, item));
  } else if (expected !== null && typeof expected === "object")
    for (const [key, item] of Object.entries(expected)) near((actual as Record<string, Json> | null)?.[key] ?? null, item);
  else expect(actual).toEqual(expected);
}

const clock = { now: Date.parse("2026-03-15T10:00:00Z"), zone: "UTC" };

test.skipIf(!here).each(folders)("%s gives what its test files state", (folder) => {
  const files = readdirSync(resolve(shared, folder));
  const name = files.find((file) => file.endsWith(".dmn") && file.startsWith(folder)) ?? files.find((file) => file.endsWith(".dmn"))!;
  const model = readDmn(readFileSync(resolve(shared, folder, name)), (_, location) => {
    const beside = location === null ? undefined : files.find((file) => location.endsWith(file));
    return beside === undefined ? null : readFileSync(resolve(shared, folder, beside));
  });
  let compared = 0;
  for (const file of files.filter((one) => one.endsWith(".xml"))) {
    for (const testCase of childrenOf(rootOf(readFileSync(resolve(shared, folder, file))), "testCase")) {
      const given = Object.fromEntries(childrenOf(testCase, "inputNode").map((input) => [input.attributes["name"] ?? "", jsonOf(input)]));
      for (const result of childrenOf(testCase, "resultNode")) {
        const node = findDecision(model, result.attributes["name"] ?? "");
        expect(node, result.attributes["name"]).not.toBeNull();
        const decided = decide(model, node!, givenFromJson(model, given), clock);
        near(toJson(decided.value), jsonOf(child(result, "expected")!));
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(0);
});
