import { unreadable } from "../draft/refuse.ts";
import { type JsonValue, parseJson } from "../json/index.ts";

/** Words as they are where that can be read back exactly, else as JSON text. */
export function inline(value: string): string {
  return /^[\p{L}\p{N}_{}$€(][^\n\r\t"]*$/u.test(value) && isPlainLine(value) && !/^[{[]/.test(value) ? value : json(value);
}

export function readInline(value: string, line: number): string {
  if (!value.startsWith('"')) return value;
  const read = readJsonAt(value, line);
  if (typeof read !== "string") throw unreadable("Text in double quotes is expected", { line });
  return read;
}

export function readJsonAt(value: string, line: number): JsonValue {
  try {
    return parseJson(value).value;
  } catch {
    throw unreadable("This is not valid JSON", { line });
  }
}

/** One line of JSON; a lone surrogate is escaped, so that the file stays valid UTF-8. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

export function isPlainLine(value: string): boolean {
  return value !== "" && value === value.trim() && value.isWellFormed() && !/[\p{Cc}\u2028\u2029\uFEFF]/u.test(value);
}

/** Text of several lines that stands in the document as it is. */
export function isPlainProse(value: string): boolean {
  return value !== "" && value === value.trim() && value.isWellFormed() && !/[^\P{Cc}\n\t]|[\u2028\u2029\uFEFF]/u.test(value);
}

export function isKey(value: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(value);
}

/**
 * What would be read as structure gets a backslash in front (and loses one on reading): the fences that open a part,
 * and check boxes at the margin.
 */
export function escapeProse(prose: string): string {
  return prose.replace(/^(?=\\*(?:```(?:step|branch|deliverable)[ \t]*$|- \[ \] ))/gm, "\\");
}

export function unescapeProse(prose: string): string {
  return prose.replace(/^\\(?=\\*(?:```(?:step|branch|deliverable)[ \t]*$|- \[ \] ))/gm, "");
}
