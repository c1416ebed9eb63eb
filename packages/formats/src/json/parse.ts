import { type Finding, type Words, words } from "@rondo/core/kernel";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { decodeText } from "../text/decode.ts";
import { placeOf } from "../text/place.ts";
import { defaultLimits, type JsonLimits } from "./limits.ts";
import { type JsonValue, PlainObject } from "./value.ts";

export type ReadJson = { readonly value: JsonValue; readonly findings: readonly Finding[] };

/**
 * Strict JSON (RFC 8259) from foreign bytes, within limits. A fault is refused (`unreadable`) with its line and column,
 * a file beyond a limit with `too_large`. Keys that could reach a prototype are dropped, repeated keys keep the last
 * value as everywhere else; both are told as findings, five of each at most.
 */
export function readJson(bytes: Uint8Array, limits: JsonLimits = defaultLimits): ReadJson {
  if (bytes.length > limits.bytes) throw tooLarge(`${Math.floor(limits.bytes / 1048576)} MiB of JSON`);
  return parseJson(decodeText(bytes), limits);
}

export function parseJson(text: string, limits: JsonLimits = defaultLimits): ReadJson {
  const findings: Finding[] = [];
  const told = new Map<string, number>();
  let at = 0;
  let depth = 0;
  let values = 0;

  skipSpace();
  if (at >= text.length) throw unreadable("The file is empty");
  const value = readValue();
  skipSpace();
  if (at < text.length) throw fault("Something follows the end of the JSON value");
  return { value, findings };

  function readValue(): JsonValue {
    values += 1;
    if (values > limits.values) throw tooLarge(`${limits.values} values in one file`);
    const code = text.charCodeAt(at);
    if (code === 0x22) return readString();
    if (code === 0x7b) return readObject();
    if (code === 0x5b) return readArray();
    if (code === 0x74) return readWord("true", true);
    if (code === 0x66) return readWord("false", false);
    if (code === 0x6e) return readWord("null", null);
    return readNumber();
  }

  function readObject(): JsonValue {
    const object = new PlainObject();
    const start = at;
    let keys = 0;
    enter();
    skipSpace();
    if (text.charCodeAt(at) === 0x7d) return leave(object);
    for (;;) {
      const keyAt = at;
      if (text.charCodeAt(at) !== 0x22) throw fault(at >= text.length ? cutShort("object", start) : "A key in double quotes is expected");
      const key = readString();
      keys += 1;
      if (keys > limits.keysPerObject) throw tooLarge(`${limits.keysPerObject} keys in one object`);
      skipSpace();
      if (text.charCodeAt(at) !== 0x3a) throw fault(at >= text.length ? cutShort("object", start) : "A colon is expected after the key");
      at += 1;
      skipSpace();
      const member = readValue();
      if (key === "__proto__" || key === "constructor" || key === "prototype") {
        tell("json_key_dropped", words`The key “${key}” is not read: it means something to programs, and no export has it.`, keyAt);
      } else {
        if (object[key] !== undefined)
          tell("json_key_repeated", words`The key “${key.slice(0, 80)}” stands twice in one object; the last one counts.`, keyAt);
        object[key] = member;
      }
      skipSpace();
      const next = text.charCodeAt(at);
      if (next === 0x7d) return leave(object);
      if (next !== 0x2c) throw fault(at >= text.length ? cutShort("object", start) : "A comma or a closing brace is expected");
      at += 1;
      skipSpace();
    }
  }

  function readArray(): JsonValue {
    const array: JsonValue[] = [];
    const start = at;
    enter();
    skipSpace();
    if (text.charCodeAt(at) === 0x5d) return leave(array);
    for (;;) {
      array.push(readValue());
      skipSpace();
      const next = text.charCodeAt(at);
      if (next === 0x5d) return leave(array);
      if (next !== 0x2c) throw fault(at >= text.length ? cutShort("list", start) : "A comma or a closing bracket is expected");
      at += 1;
      skipSpace();
    }
  }

  function enter(): void {
    depth += 1;
    if (depth > limits.depth) throw fault(`The file is nested more than ${limits.depth} deep`);
    at += 1;
  }

  function leave<T>(container: T): T {
    depth -= 1;
    at += 1;
    return container;
  }

  function readString(): string {
    const start = at + 1;
    let end = start;
    let escaped = false;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === 0x22) break;
      if (code === 0x5c) {
        escaped = true;
        end += 2;
        continue;
      }
      if (!(code >= 0x20)) {
        at = Math.min(end, text.length);
        throw fault(end >= text.length ? cutShort("text", start - 1) : "A line break or control character stands inside a text");
      }
      end += 1;
    }
    if (end - start > limits.stringLength) throw tooLarge(`${limits.stringLength} characters in one text`);
    at = end + 1;
    return escaped ? unescape(start, end) : text.slice(start, end);
  }

  function unescape(start: number, end: number): string {
    const raw = text.slice(start, end);
    return raw.replace(
      /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt])|[^])/g,
      (all, hex: string | undefined, letter: string | undefined, offset: number) => {
        if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
        if (letter !== undefined) return escapes[letter] ?? letter;
        at = start + offset;
        throw fault(`“${all}” is not an escape that JSON knows`);
      },
    );
  }

  function readWord<T>(word: string, meaning: T): T {
    if (!text.startsWith(word, at))
      throw fault(at + word.length > text.length ? "The file ends in the middle of a value" : "A value is expected");
    at += word.length;
    return meaning;
  }

  function readNumber(): number {
    numberPattern.lastIndex = at;
    const match = numberPattern.exec(text);
    if (match === null)
      throw fault(at >= text.length ? "The file ends where a value is expected; it seems to be cut short" : "A value is expected");
    at += match[0].length;
    return Number(match[0]);
  }

  function skipSpace(): void {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      at += 1;
    }
  }

  function cutShort(what: string, start: number): string {
    return `The file ends inside the ${what} that begins in line ${placeOf(text, start).line}; it seems to be cut short`;
  }

  function fault(reason: string): Error {
    return unreadable(reason, placeOf(text, Math.min(at, text.length)));
  }

  function tell(code: string, text_: Words, offset: number): void {
    const times = (told.get(code) ?? 0) + 1;
    told.set(code, times);
    if (times <= 5) findings.push({ code, severity: "warning", ...text_, at: placeOf(text, offset) });
  }
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
