import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { defaultLimits, type JsonValue, readJson } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("reads whatever JSON.parse reads, to the same value", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/__proto__|constructor|prototype/.test(text));
      expect(plain(readJson(bytes(text)).value)).toEqual(JSON.parse(text));
    }),
  );
});

test("refuses exactly what JSON.parse refuses", () => {
  const fragment = fc.constantFrom(
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
    "0",
    ".5",
    "e3",
    "true",
    "nul",
    "null",
    " ",
    "\n",
    "\\u0041",
    '"\\n"',
    '"\\x"',
    '"\u0001"',
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      let reads = true;
      try {
        readJson(bytes(text));
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        reads = false;
      }
      expect([text, reads]).toEqual([text, parses]);
    }),
    { numRuns: 1500 },
  );
});

test("any bytes give a value or one refusal", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
      try {
        readJson(input);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 2000 },
  );
});

test("a fault is told with its line and column, a cut file with where the open part began", () => {
  expect(refusal(() => readJson(bytes('{\n  "name": "Loans",\n  "lists": [1, 2,, 3]\n}'))).params).toMatchObject({ line: 3, column: 18 });
  expect(refusal(() => readJson(bytes('{\n  "name": "Loans",\n  "lists": [1, 2'))).params["reason"]).toBe(
    "The file ends inside the list that begins in line 3; it seems to be cut short (line 3, column 17)",
  );
});

test("a byte order mark and UTF-16 are read, bytes that are no text are refused with their line", () => {
  expect(readJson(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('"Ä"')])).value).toBe("Ä");
  const wide = new Uint8Array([...'\uFEFF{"a":"ü"}'].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]));
  expect(plain(readJson(wide).value)).toEqual({ a: "ü" });
  expect(plain(readJson(wide.subarray(2)).value)).toEqual({ a: "ü" });
  expect(refusal(() => readJson(new Uint8Array([...bytes('"a\n'), 0xc3, 0x28]))).params).toMatchObject({ line: 2, column: 1 });
});

test("keys that reach for a prototype change nothing", () => {
  const { value, findings } = readJson(
    bytes('{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}, "\\u005f_proto__": 1, "a": 1}'),
  );
  expect(Object.keys(value as object)).toEqual(["a"]);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  expect((value as Record<string, unknown>)["constructor"]).toBeUndefined();
  expect((value as Record<string, unknown>)["toString"]).toBeUndefined();
  expect(findings.map((finding) => finding.code)).toEqual(["json_key_dropped", "json_key_dropped", "json_key_dropped", "json_key_dropped"]);
});

test("a repeated key keeps the last value and is told", () => {
  const { value, findings } = readJson(bytes('{"a": 1,\n "a": 2}'));
  expect([plain(value), findings[0]?.code, findings[0]?.at]).toEqual([{ a: 2 }, "json_key_repeated", { line: 2, column: 2 }]);
});

test("each limit refuses: bytes, depth, values, keys, length of a text", () => {
  const limits = { ...defaultLimits, values: 10, keysPerObject: 3, stringLength: 5, bytes: 200 };
  expect(refusal(() => readJson(bytes(`${"[".repeat(1_000_000)}`))).params["reason"]).toContain("more than 64 deep (line 1, column 65)");
  expect(refusal(() => readJson(bytes("[1,2,3,4,5,6,7,8,9,10,11]"), limits)).code).toBe("too_large");
  expect(refusal(() => readJson(bytes('{"a":1,"b":1,"c":1,"d":1}'), limits)).code).toBe("too_large");
  expect(refusal(() => readJson(bytes('"abcdef"'), limits)).code).toBe("too_large");
  expect(refusal(() => readJson(new Uint8Array(201), limits)).code).toBe("too_large");
});

/** Values of the reader have no prototype; the same ones as ordinary objects, to compare. */
function plain(value: JsonValue): unknown {
  return JSON.parse(JSON.stringify(value));
}
