import { RE2JS } from "re2js";
import type { Budget } from "../budget.ts";
import { isList, type FeelValue } from "../value.ts";
import type { FunctionTable } from "./function.ts";
import { textOfValue } from "./print.ts";

export const texts: FunctionTable = {
  string: {
    params: ["from"],
    apply: ([from = null], { budget }) => (from === null ? null : textOfValue(from, budget)),
  },
  "string length": { params: ["string"], apply: ([text]) => (typeof text === "string" ? [...text].length : null) },
  "upper case": { params: ["string"], apply: ([text]) => (typeof text === "string" ? text.toUpperCase() : null) },
  "lower case": { params: ["string"], apply: ([text]) => (typeof text === "string" ? text.toLowerCase() : null) },
  substring: {
    params: ["string", "start position", "length?"],
    apply: ([text, start, length = null]) => {
      if (typeof text !== "string" || typeof start !== "number" || start === 0) return null;
      if (length !== null && typeof length !== "number") return null;
      const points = [...text];
      const from = start > 0 ? Math.trunc(start) - 1 : Math.max(0, points.length + Math.trunc(start));
      return points.slice(from, length === null ? undefined : from + Math.max(0, Math.trunc(length))).join("");
    },
  },
  "substring before": {
    params: ["string", "match"],
    apply: ([text, match]) => both(text, match, (a, b) => (a.includes(b) ? a.slice(0, a.indexOf(b)) : "")),
  },
  "substring after": {
    params: ["string", "match"],
    apply: ([text, match]) => both(text, match, (a, b) => (a.includes(b) ? a.slice(a.indexOf(b) + b.length) : "")),
  },
  contains: { params: ["string", "match"], apply: ([text, match]) => both(text, match, (a, b) => a.includes(b)) },
  "starts with": {
    params: ["string", "match"],
    apply: ([text, match]) => both(text, match, (a, b) => a.startsWith(b)),
  },
  "ends with": { params: ["string", "match"], apply: ([text, match]) => both(text, match, (a, b) => a.endsWith(b)) },
  trim: { params: ["string"], apply: ([text]) => (typeof text === "string" ? text.trim() : null) },
  matches: {
    params: ["input", "pattern", "flags?"],
    apply: ([input, pattern, flags = null], { budget }) => {
      if (typeof input !== "string") return null;
      const compiled = compilePattern(pattern, flags, budget);
      return compiled === null ? null : compiled.matcher(input).find();
    },
  },
  replace: {
    params: ["input", "pattern", "replacement", "flags?"],
    apply: ([input, pattern, replacement, flags = null], { budget }) => {
      if (typeof input !== "string" || typeof replacement !== "string") return null;
      const compiled = compilePattern(pattern, flags, budget);
      return compiled === null ? null : replaced(compiled, input, replacement, budget);
    },
  },
  split: {
    params: ["string", "delimiter"],
    apply: ([text, delimiter], { budget }) => {
      if (typeof text !== "string") return null;
      const compiled = compilePattern(delimiter, null, budget);
      if (compiled === null) return null;
      const parts: string[] = [];
      const matcher = compiled.matcher(text);
      let at = 0;
      while (matcher.find()) {
        budget.spend();
        if (matcher.end() === matcher.start()) continue;
        parts.push(text.slice(at, matcher.start()));
        at = matcher.end();
      }
      return [...parts, text.slice(at)];
    },
  },
  "string join": {
    params: ["list", "delimiter?"],
    apply: ([given = null, delimiter = null], { budget }) => {
      const list = typeof given === "string" ? [given] : given;
      if (!isList(list) || (delimiter !== null && typeof delimiter !== "string")) return null;
      const parts = list.filter((item) => item !== null);
      if (!parts.every((item) => typeof item === "string")) return null;
      budget.room(parts.reduce((sum, part) => sum + part.length + (delimiter ?? "").length, 0));
      return parts.join(delimiter ?? "");
    },
  },
};

function both(a: FeelValue | undefined, b: FeelValue | undefined, join: (a: string, b: string) => FeelValue): FeelValue {
  return typeof a === "string" && typeof b === "string" ? join(a, b) : null;
}

/** B63: the linear-time engine, and short patterns; JavaScript's own would hang on `(a+)+$`. */
function compilePattern(pattern: FeelValue | undefined, flags: FeelValue, budget: Budget): RE2JS | null {
  if (typeof pattern !== "string" || (flags !== null && typeof flags !== "string")) return null;
  if (pattern.length > budget.limits.pattern)
    return budget.note("expression.patternTooLong", `a pattern may have at most ${budget.limits.pattern} characters.`);
  let bits = 0;
  let source = pattern;
  for (const flag of flags ?? "") {
    if (flag === "i") bits |= RE2JS.CASE_INSENSITIVE;
    else if (flag === "s") bits |= RE2JS.DOTALL;
    else if (flag === "m") bits |= RE2JS.MULTILINE;
    else if (flag === "x") source = source.replaceAll(/\\.|\s/gu, (part) => (part.length > 1 ? part : ""));
    else return budget.note("expression.patternInvalid", `"${flag}" is not a flag for patterns; i, s, m and x are.`);
  }
  budget.spend(100);
  try {
    return RE2JS.compile(source, bits);
  } catch {
    return budget.note("expression.patternInvalid", `"${pattern.slice(0, 40)}" is not a pattern that can be used here.`);
  }
}

// Match by match, so that the size is known before the text is made. `$1` stands for a group, `$0` for the match.
function replaced(pattern: RE2JS, input: string, replacement: string, budget: Budget): string {
  const matcher = pattern.matcher(input);
  const parts: string[] = [];
  let size = 0;
  let at = 0;
  const add = (part: string): void => {
    size += part.length;
    budget.room(size > budget.limits.size ? size : 0);
    parts.push(part);
  };
  while (matcher.find()) {
    budget.spend();
    add(input.slice(at, matcher.start()));
    add(
      replacement.replaceAll(/\$(\d)/g, (_, digit: string) =>
        Number(digit) <= matcher.groupCount() ? (matcher.group(Number(digit)) ?? "") : "",
      ),
    );
    at = matcher.end();
  }
  add(input.slice(at));
  return parts.join("");
}
