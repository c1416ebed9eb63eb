import { expect, test } from "vitest";
import { compileExpression, evaluate, expressionLimits, type FeelValue, feelDate, namesIn } from "./index.ts";

const clock = { now: Date.parse("2026-03-15T23:30:00Z"), zone: "Europe/Berlin" };

function value(text: string, data: Record<string, FeelValue> = {}): FeelValue {
  return evaluate(compileExpression(text, Object.keys(data)), new Map(Object.entries(data)), clock).value;
}

function problem(text: string, data: Record<string, FeelValue> = {}): string | undefined {
  return evaluate(compileExpression(text, Object.keys(data)), new Map(Object.entries(data)), clock).findings[0]?.code;
}

test("what decides, decides, even beside something unknown", () => {
  expect(value("x > 5 or true", { x: null })).toBe(true);
  expect(value("x > 5 and false", { x: null })).toBe(false);
  expect(value("x > 5 and true", { x: null })).toBe(null);
  expect(value("x = null", { x: null })).toBe(true);
  expect(value("x != null and x > 5", { x: null })).toBe(false);
});

test("null says why it is null", () => {
  expect(problem("x > 5", { x: null })).toBe("expression.unanswered");
  expect(problem("1 / 0")).toBe("expression.divisionByZero");
  expect(problem('date("2026-01-01") + "a"')).toBe("expression.typeMismatch");
  expect(problem('"a" < 5')).toBe("expression.typeMismatch");
  expect(problem("missing > 1")).toBe("expression.unknownName");
  expect(problem("10 ** 400")).toBe("expression.notANumber");
});

test("now and today come from the clock that is given, in its zone", () => {
  expect(value('today() = date("2026-03-16")')).toBe(true);
  expect(value("string(now())")).toBe("2026-03-16T00:30:00@Europe/Berlin");
});

test("dates of answers compare, move and have parts", () => {
  const due = feelDate("2026-01-31");
  expect(value('due + duration("P1M") = date("2026-02-28")', { due })).toBe(true);
  expect(value('due in [date("2026-01-01")..date("2026-02-01"))', { due })).toBe(true);
  expect(value("due.month = 1 and due.weekday = 6", { due })).toBe(true);
  expect(value('(due - date("2026-01-01")).days', { due })).toBe(30);
  expect(feelDate("2026-02-30")).toBe(null);
});

test.each([
  ["constructor.constructor('return process')()", "expression.syntax"],
  ['constructor.constructor("return process")()', "expression.unsupported"],
  ["`x`", "expression.syntax"],
  ["${x}", "expression.syntax"],
  ["function(x) x", "expression.unsupported"],
  ["for i in 1..1000000 return i", "expression.unsupported"],
  ["[1,2,3][item > 1]", "expression.unsupported"],
  ["{a: 1}", "expression.unsupported"],
  ["1 +", "expression.syntax"],
  ["", "expression.empty"],
  ['eval("1")', "expression.unknownFunction"],
  ["a".repeat(5_000), "expression.tooLong"],
  [`${"(".repeat(100)}1${")".repeat(100)}`, "expression.tooDeep"],
  [`${"(".repeat(2_000)}1${")".repeat(2_000)}`, "expression.tooManyParts"],
  [Array(1_500).fill("a").join("+"), "expression.tooManyParts"],
  [Array(100).fill("a > 1").join(" and "), "expression.tooDeep"],
])("%s is a finding, not a crash", (text, code) => {
  const expression = compileExpression(text);
  expect(expression.findings.map((finding) => finding.code)).toEqual([code]);
  expect(evaluate(expression, new Map(), clock).value).toBe(null);
});

test("names reach no prototype", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) expect(value(name)).toBe(null);
  expect(value("x.constructor", { x: new Map([["a", 1]]) })).toBe(null);
  expect(compileExpression("toString()").findings[0]?.code).toBe("expression.unknownFunction");
});

test("growth without end stops at the limits", () => {
  const big = "x".repeat(40_000);
  expect(problem("s + s", { s: big })).toBe("expression.tooLarge");
  expect(problem('replace(s, "x", "yyyyyyyyyy")', { s: big.slice(0, 9_000) })).toBe("expression.tooLarge");
  expect(problem('split(s, "x")', { s: big })).toBe("expression.tooManySteps");
  expect(problem("list contains(l, 5)", { l: Array.from({ length: 1_000_000 }, () => 1) })).toBe(
    "expression.tooManySteps",
  );
  expect(problem(`matches(s, "${"a".repeat(expressionLimits.pattern + 1)}")`, { s: "a" })).toBe(
    "expression.patternTooLong",
  );
});

test("a pattern that would hang JavaScript's engine answers at once", () => {
  expect(value('matches(s, "(a+)+$")', { s: `${"a".repeat(50_000)}b` })).toBe(false);
  expect(problem('matches("a", "(")')).toBe("expression.patternInvalid");
});

test("an expression says which names it needs", () => {
  expect(namesIn(compileExpression('amount > 5 and contains(title, "x") or due in [a..b]'))).toEqual([
    "amount",
    "title",
    "due",
    "a",
    "b",
  ]);
});

test("durations multiply, and months count only when they are whole, as the standard says", () => {
  expect(value('string(duration("PT1H") * 3)')).toBe("PT3H");
  expect(value('string(years and months duration(date("2024-01-15"), date("2026-03-01")))')).toBe("P2Y1M");
  expect(value("2 in [3..0]")).toBe(false);
});

test("in binds more than and, and and more than or", () => {
  const data = { a: 2, yes: true, no: false, n: null };
  expect(value("a in [1..3] or no", data)).toBe(true);
  expect(value("a in [5..6] or yes", data)).toBe(true);
  expect(value("a in >5 or yes", data)).toBe(true);
  expect(value("a in [1..3] and no", data)).toBe(false);
  expect(value("no and a in [5..6] or yes", data)).toBe(true);
  expect(value("a in [1,2] and a in [5,6] or yes", data)).toBe(true);
  expect(value("no and (a in [5..6] or yes)", data)).toBe(false);
  expect(value("a in (>5) or yes", data)).toBe(true);
  expect(value("a between 1 and 3 and yes", data)).toBe(true);
  expect(value("a between 5 and 6 or yes", data)).toBe(true);
});

test("names with spaces are known when they are told", () => {
  expect(value("number of pages > 5", { "number of pages": 7 })).toBe(true);
});
