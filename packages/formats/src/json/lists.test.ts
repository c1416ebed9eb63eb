import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { JsonLists, type JsonValue, readJson } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The document put together again from what was told, reading it in pieces of these sizes. */
function inPieces(text: string, sizes: readonly number[]): { value: Record<string, unknown>; findings: readonly unknown[] } {
  const value: Record<string, unknown> = {};
  const reader = new JsonLists({
    element: (list, one) => void ((value[list] = value[list] ?? []) as JsonValue[]).push(one),
    member: (name, one) => void (value[name] = one),
  });
  const all = bytes(text);
  for (let at = 0, turn = 0; at < all.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    reader.write(all.subarray(at, at + size));
    at += size;
  }
  return { value, findings: reader.end() };
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const key = fc.stringMatching(/^[a-zé"\\{,]{1,6}$/u);
const document = fc.dictionary(
  key,
  fc.oneof(
    fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 4 }),
    fc.jsonValue({ maxDepth: 1 }).filter((value) => !Array.isArray(value)),
  ),
  { maxKeys: 4 },
);
const fine = (text: string): boolean => !/__proto__|constructor|prototype/.test(text);

test("a document read in pieces of any size tells every element and member, as reading it whole does", () => {
  fc.assert(
    fc.property(document, sizes, fc.constantFrom(0, 2), (value, pieces, indent) => {
      const text = JSON.stringify(value, null, indent);
      fc.pre(fine(text));
      expect(JSON.parse(JSON.stringify(inPieces(text, pieces).value))).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

test("what reading it whole refuses is refused in pieces, at the same place", () => {
  const fragment = fc.constantFrom(
    '{"a":[',
    '{"a":1',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-",
    "nul",
    "null",
    " ",
    "\n",
    '"\\x"',
    '{"b":2}',
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 8 }), sizes, (parts, pieces) => {
      const text = parts.join("");
      fc.pre(/^\s*\{/.test(text));
      const refusalOf = (read: () => unknown): Refusal | null => {
        try {
          read();
          return null;
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          return error as Refusal;
        }
      };
      const [whole, piecewise] = [refusalOf(() => readJson(bytes(text))), refusalOf(() => inPieces(text, pieces))];
      expect([text, piecewise?.code ?? null]).toEqual([text, whole?.code ?? null]);
    }),
    { numRuns: 2_000 },
  );
});

test("a fault and a finding are told with their line and column in the file", () => {
  expect(() => inPieces('{\n  "events": [\n    {"id": 1},\n    {"id": 2,, 3}\n  ]\n}', [7])).toThrowError(
    expect.objectContaining({ params: expect.objectContaining({ line: 4, column: 14 }) }),
  );
  expect(inPieces('{"events": [\n {"a": 1,\n  "a": 2}]}', [3]).findings).toMatchObject([
    { code: "json_key_repeated", at: { line: 3, column: 3 } },
  ]);
});
