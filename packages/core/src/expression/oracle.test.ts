import fc from "fast-check";
import { evaluate as feelin } from "feelin";
import { expect, test } from "vitest";
import { compileExpression, evaluate } from "./index.ts";

// feelin is an independent evaluator of the same language; where both can say something, they must say the same.

const data = { a: 3, b: -2.5, n: null, s: "Atlas", t: "at", yes: true, no: false, l: [1, 2, 3] };
const clock = { now: 0, zone: "UTC" };

function ours(text: string): unknown {
  return evaluate(compileExpression(`string(${text})`, Object.keys(data)), new Map(Object.entries(data)), clock).value;
}

function theirs(text: string): unknown {
  return feelin(`string(${text})`, data).value;
}

const fixed = [
  "1 + 2 * 3",
  "(1 + 2) * 3",
  "2 ** 3",
  "-a",
  "-2 ** 2",
  "a - b",
  "10 / 4",
  "a between 1 and 5",
  "a in [1..3)",
  "a in (1..3]",
  "a in (1, 2, >2)",
  "a in l",
  "b in <0",
  's in "Atlas"',
  'if a > 2 then "x" else "y"',
  "if n then 1 else 2",
  "yes and no",
  "yes or no",
  "not(yes)",
  "n = null",
  "n != null",
  "a = 3.0",
  's = "Atlas"',
  's < "B"',
  "l = [1,2,3]",
  '[1, "a", null, true]',
  "string length(s)",
  "substring(s, 2)",
  "substring(s, -2)",
  "substring(s, 2, 2)",
  "upper case(s)",
  "lower case(s)",
  "contains(s, t)",
  'contains(s, "tla")',
  'starts with(s, "At")',
  'ends with(s, "s")',
  'substring before(s, "la")',
  'substring after(s, "t")',
  'matches(s, "^A.*s$")',
  'replace(s, "[aeiou]", "_")',
  'replace("abc", "(b)", "<$1>")',
  'split("a;b;c", ";")',
  'string join(["a","b"], "-")',
  "floor(2.7)",
  "floor(-2.7)",
  "ceiling(2.1)",
  "decimal(2.5, 0)",
  "decimal(1.005, 2)",
  "round up(5.5, 0)",
  "round down(-5.5, 0)",
  "round half up(5.5, 0)",
  "round half down(5.5, 0)",
  "abs(-3)",
  "modulo(-5, 3)",
  "modulo(5, -3)",
  "sqrt(16)",
  "odd(3)",
  "even(2)",
  "min(l)",
  "max(1, 5, 3)",
  "sum(l)",
  "mean(l)",
  "count(l)",
  "list contains(l, 2)",
  "concatenate(l, [4])",
  "reverse(l)",
  "index of(l, 2)",
  "distinct values([1,2,1])",
  "all([true, true])",
  "any([false, true])",
  'number("12.5")',
  'date("2026-02-28") + duration("P1D")',
  'date("2026-01-31") + duration("P1M")',
  'date("2026-03-01") - date("2026-02-01")',
  "date(2026, 2, 28)",
  'date("2026-02-28").month',
  'date("2026-02-28") < date("2026-03-01")',
  '@"2026-02-28"',
  'duration("P1DT2H")',
  'duration("P1Y2M")',
  'duration("P1D") < duration("P2D")',
  'day of week(date("2026-02-28"))',
  'month of year(date("2026-02-28"))',
  'date and time("2026-02-28T10:00:00") + duration("PT90M")',
  'time("10:30:00")',
  'time("10:30:00") < time("11:00:00")',
  'date and time("2026-02-28T10:00:00Z") = date and time("2026-02-28T11:00:00+01:00")',
  'contains(string: "abc", match: "b")',
  "(if yes then a else b) + 1",
  "[a + 1, b]",
  "a > 1 and b < 0 and yes",
  "for i in 1..3 return i + a",
  "for i in l, j in [10, 20] return i * j",
  "some i in l satisfies i > 2",
  "every i in l satisfies i > 2",
  "l[item > 1]",
  "l[2]",
  "l[-1]",
  "{x: 1, y: x + 1}",
  "{x: 1, y: x + 1}.y",
  "[{x: 1}, {x: 2}].x",
  "[{x: 1}, {x: 2}][x > 1]",
  "(function(n) n + a)(2)",
  "a instance of number",
  "s instance of number",
  "append(l, 4)",
  "flatten([1, [2, [3]]])",
  "sublist(l, 2, 2)",
  "insert before(l, 1, 0)",
  "remove(l, 1)",
  "union(l, [3, 4])",
  "sort(l, function(x, y) x > y)",
  "product(l)",
  "median(l)",
  "mode([1, 2, 2])",
  'get value({x: 1}, "x")',
  "get entries({x: 1})",
  'context put({x: 1}, "y", 2)',
  "before(1, 2)",
  "after([5..8], 3)",
  "meets([1..5], [5..8])",
  "overlaps([1..5], [3..8])",
  "includes([1..5], 3)",
];

test.each(fixed)("%s is what feelin says", (text) => {
  expect(ours(text)).toEqual(theirs(text));
});

const number = fc.constantFrom("a", "b", "0", "1", "2.5", "7", "-1");
const text = fc.constantFrom("s", "t", '"x"', '""');
const truth = fc.constantFrom("yes", "no", "true", "false");
const { boolean } = fc.letrec<{ boolean: string; numeric: string; textual: string }>((tie) => ({
  numeric: fc.oneof(
    { maxDepth: 4 },
    number,
    fc.tuple(tie("numeric"), fc.constantFrom("+", "-", "*"), tie("numeric")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie("boolean"), tie("numeric"), tie("numeric")).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
    tie("numeric").map((a) => `floor(${a})`),
    tie("textual").map((a) => `string length(${a})`),
  ),
  textual: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.tuple(tie("textual"), tie("textual")).map(([a, b]) => `(${a} + ${b})`),
    tie("textual").map((a) => `upper case(${a})`),
    fc.tuple(tie("textual"), fc.integer({ min: 1, max: 4 })).map(([a, n]) => `substring(${a}, ${n})`),
  ),
  boolean: fc.oneof(
    { maxDepth: 5 },
    truth,
    fc.tuple(tie("numeric"), fc.constantFrom("<", "<=", ">", ">=", "=", "!="), tie("numeric")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie("textual"), fc.constantFrom("=", "!=", "<"), tie("textual")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie("boolean"), fc.constantFrom("and", "or"), tie("boolean")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie("boolean").map((a) => `not(${a})`),
    fc.tuple(tie("numeric"), tie("numeric")).map(([a, b]) => `(${a} between ${b} and ${b} + 2)`),
    // feelin turns a range that runs backwards round; the standard says that nothing lies in it.
    fc
      .tuple(
        tie("numeric"),
        fc.constantFrom("[", "("),
        fc.constantFrom("b", "0", "-1"),
        fc.constantFrom("a", "1", "7"),
        fc.constantFrom("]", ")"),
      )
      .map(([a, open, b, c, close]) => `(${a} in ${open}${b}..${c}${close})`),
    fc.tuple(tie("numeric"), tie("numeric"), tie("numeric")).map(([a, b, c]) => `(${a} in (${b}, >${c}))`),
    fc.tuple(tie("textual"), tie("textual")).map(([a, b]) => `contains(${a}, ${b})`),
  ),
}));

test("conditions made by chance mean what they mean to feelin", () => {
  fc.assert(
    fc.property(boolean, (condition) => {
      const expression = compileExpression(condition, Object.keys(data));
      fc.pre(expression.term !== null);
      expect(evaluate(expression, new Map(Object.entries(data)), clock).value).toBe(feelin(condition, data).value);
    }),
    { numRuns: process.env["RONDO_PROVE"] === "1" ? 50_000 : 1_000 },
  );
}, 600_000);

test("any text at all is an expression or a finding", () => {
  const pieces = fc
    .array(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 8 }),
        fc.constantFrom(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "if ",
          " then ",
          " else ",
          " and ",
          " in ",
          "..",
          '"',
          "date(",
          "not(",
          "1",
          "a",
          ",",
          "@",
          "//",
          "/*",
          ">",
          "-",
          "\\u",
          "for ",
          " return ",
          "some ",
          " satisfies ",
          "function(",
          " instance of ",
          "list<",
          "?",
          ":",
          ".",
        ),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(pieces, (given) => {
      const expression = compileExpression(given, ["a"]);
      expect(expression.term === null).toBe(expression.findings.length > 0);
      evaluate(expression, new Map([["a", 1]]), clock);
    }),
    { numRuns: process.env["RONDO_PROVE"] === "1" ? 100_000 : 2_000 },
  );
}, 600_000);
