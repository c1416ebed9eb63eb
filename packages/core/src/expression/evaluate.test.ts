import { expect, test } from "vitest";
import { compileExpression, compileTests, evaluate, expressionLimits, type FeelValue, feelDate, namesIn } from "./index.ts";

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
  ["`x`", "expression.syntax"],
  ["\\u0063onstructor", "expression.syntax"],
  ["with (x) y", "expression.unknownFunction"],
  ["(() => 1)()", "expression.syntax"],
  ["${x}", "expression.syntax"],
  ['function() external { java: { class: "java.lang.Runtime" } }', "expression.unsupported"],
  ["for i in 1..", "expression.syntax"],
  ["{a 1}", "expression.syntax"],
  ["[1..2", "expression.syntax"],
  ["1 +", "expression.syntax"],
  ["", "expression.empty"],
  ['eval("1")', "expression.unknownFunction"],
  ["a".repeat(5_000), "expression.tooLong"],
  [`${"(".repeat(100)}1${")".repeat(100)}`, "expression.tooDeep"],
  [`${"(".repeat(2_000)}1${")".repeat(2_000)}`, "expression.tooDeep"],
  [`${"-".repeat(2_000)}1`, "expression.tooDeep"],
  [Array(1_500).fill("a").join("+"), "expression.tooManyParts"],
])("%s is a finding, not a crash", (text, code) => {
  const expression = compileExpression(text);
  expect(expression.findings.map((finding) => finding.code)).toEqual([code]);
  expect(evaluate(expression, new Map(), clock).value).toBe(null);
});

test("names reach no prototype", () => {
  for (const name of ["__proto__", "constructor", "this", "globalThis", "process", "toString", "hasOwnProperty"])
    expect(value(name)).toBe(null);
  expect(value("x.constructor", { x: new Map([["a", 1]]) })).toBe(null);
  expect(compileExpression("toString()").findings[0]?.code).toBe("expression.unknownFunction");
});

test.each([
  ["a mebibyte of text", "1 + ".repeat(262_144) + "1", "expression.tooLong"],
  ["ten thousand brackets", "(".repeat(2_000) + "1" + ")".repeat(2_000), "expression.tooDeep"],
  ["ten thousand open lists", "[".repeat(4_000), "expression.tooDeep"],
  ["ten thousand negations", "not(".repeat(1_000), "expression.tooDeep"],
  ["ten thousand filters", `a${"[1".repeat(2_000)}`, "expression.tooDeep"],
  ["ten thousand conditions", "if a then ".repeat(400), "expression.tooDeep"],
  ["ten thousand functions", "function(a) ".repeat(340), "expression.tooDeep"],
])("%s are a finding before anything is evaluated", (_, text, code) => {
  expect(compileExpression(text).findings.map((finding) => finding.code)).toEqual([code]);
});

test.each([
  ["this.constructor", null],
  ["x.__proto__.constructor", null],
  ['x["constructor"]', []],
  ['get value(x, "__proto__")', null],
  ['context put({}, "__proto__", {polluted: 1}).polluted', null],
  ['{"__proto__": {polluted: 1}}.polluted', null],
  ["{constructor: 1}.constructor", 1],
  ["1 /* constructor() */ + 1 // eval()", 2],
])("%s is data and nothing more", (text, expected) => {
  expect(value(text, { x: new Map<string, FeelValue>([["a", 1]]) })).toEqual(expected);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

test.each(["{get x() 1}", "new Date()", "a => a", "a; b", "import(a)", "/a+/", "a?.b", "a ?? b", "async a", "@a"])(
  "%s is no expression, or names nothing that there is",
  (text) => {
    const expression = compileExpression(text);
    const { value: given, findings } = evaluate(expression, new Map(), clock);
    expect([given, expression.findings.length + findings.length > 0]).toEqual([null, true]);
  },
);

test("growth without end stops at the limits", () => {
  const big = "x".repeat(40_000);
  expect(problem("s + s", { s: big })).toBe("expression.tooLarge");
  expect(problem('replace(s, "x", "yyyyyyyyyy")', { s: big.slice(0, 9_000) })).toBe("expression.tooLarge");
  expect(problem('split(s, "x")', { s: big })).toBe("expression.tooManySteps");
  expect(problem("for i in 1..1000000 return i")).toBe("expression.tooManySteps");
  expect(problem("for i in 1..1000, j in 1..1000 return i * j")).toBe("expression.tooManySteps");
  expect(problem('{f: function(s) f(s + s), r: f("x")}.r')).toBe("expression.tooLarge");
  expect(problem("{f: function(f, n) f(f, n + 1), r: f(f, 0)}.r")).toBe("expression.tooDeep");
  expect(problem("list contains(l, 5)", { l: Array.from({ length: 1_000_000 }, () => 1) })).toBe("expression.tooManySteps");
  expect(problem(`matches(s, "${"a".repeat(expressionLimits.pattern + 1)}")`, { s: "a" })).toBe("expression.patternTooLong");
});

test("a value that holds others many times over is stopped before anything has to go through it", () => {
  const names = "abcdefghijkl".split("");
  const fourfold = names
    .map(
      (name, at) =>
        `${name}: [${Array(4)
          .fill(names[at - 1] ?? "1")
          .join(", ")}]`,
    )
    .join(", ");
  expect(problem(`{${fourfold}}.l`)).toBe("expression.tooLarge");
  expect(problem(`string({${fourfold}}.l)`)).toBe("expression.tooLarge");
  expect(problem(`{${fourfold}, same: l = l}.same`)).toBe("expression.tooLarge");
  expect(problem("{f: function(f, n, v) if n = 0 then v else f(f, n - 1, [v, v]), r: f(f, 40, 1)}.r")).toBe("expression.tooLarge");
  expect(problem("for i in 1..1000 return s", { s: "x".repeat(40_000) })).toBe("expression.tooLarge");
  expect(problem("context merge(for i in 1..40 return {a: rows})", { rows: Array.from({ length: 30_000 }, () => 1) })).toBe(
    "expression.tooLarge",
  );
  expect(problem("for i in 1..400 return [partial]")).toBe("expression.tooLarge");
  expect(problem("for i in 1..300 return if i = 1 then 1 else [partial[-1]]")).toBe("expression.tooDeep");
});

test("the results of a loop so far don't change with it", () => {
  expect(value("for i in 1..3 return partial")).toEqual([[], [[]], [[], [[]]]]);
  expect(value("for i in 1..3 return count(partial)")).toEqual([0, 1, 2]);
});

test("what is given may be larger than what is made of it", () => {
  const rows = Array.from(
    { length: 2_000 },
    (_, at) =>
      new Map([
        ["text", "x".repeat(1_000)],
        ["at", at],
      ] as [string, FeelValue][]),
  );
  expect(value("count(rows[at > 1990])", { rows })).toBe(9);
  expect(value("rows[2].at", { rows })).toBe(1);
});

test("a pattern that would hang JavaScript's engine answers at once", () => {
  expect(value('matches(s, "(a+)+$")', { s: `${"a".repeat(50_000)}b` })).toBe(false);
  expect(problem('matches("a", "(")')).toBe("expression.patternInvalid");
});

test("an expression says which names it needs", () => {
  expect(namesIn(compileExpression('amount > 5 and contains(title, "x") or due in [a..b]'))).toEqual(["amount", "title", "due", "a", "b"]);
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

test("a long chain of conditions is no deep one", () => {
  expect(value(Array(100).fill("a > 1").join(" and "), { a: 2 })).toBe(true);
});

test.each<[string, FeelValue]>([
  ["0.1 + 0.2 = 0.3", true],
  ["for i in 1..3 return i * i", [1, 4, 9]],
  ["for i in 3..1, j in [10, 20] return i + j", [13, 23, 12, 22, 11, 21]],
  ["for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]],
  ['count(for d in [@"2026-02-27"..@"2026-03-01"] return d)', 3],
  ["some x in [1, 5] satisfies x > 3", true],
  ["every x in [1, 5], y in [2, 3] satisfies x + y > 3", false],
  ["[1, 2, 3][2]", 2],
  ["[1, 2, 3][-1]", 3],
  ["[1, 2, 3][item >= 2]", [2, 3]],
  ['[{who: "Mei", age: 30}, {who: "Tomas", age: 50}][age > 40].who', ["Tomas"]],
  ['{first name: "Mei", "last name": "Ito", whole: first name + " " + last name}.whole', "Mei Ito"],
  ["{double: function(n: number) n * 2, result: double(21)}.result", 42],
  ["(function(a, b) a - b)(b: 1, a: 5)", 4],
  ["sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]],
  ["5 instance of number", true],
  ['[1, "a"] instance of list<number>', false],
  ["{a: 1} instance of context<a: number>", true],
  ["null instance of Any", false],
  ["5 in (> 3)", true],
  ["(> 3) = (> 3)", true],
  ["5 in ]1..5[", false],
  ['[1..5] = range("[1..5]")', true],
  ["before(1, [2..5]) and during(3, [1..5]) and overlaps([1..5], [4..8]) and not(meets([1..5], [6..8]))", true],
  ["flatten([1, [2, [3]]])", [1, 2, 3]],
  ["sublist([1, 2, 3, 4], -3, 2)", [2, 3]],
  ["insert before([1, 3], 2, 2)", [1, 2, 3]],
  ["list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", [5, 5, 7, 8]],
  ["append([1], 2, 3)", [1, 2, 3]],
  ["union([1, 2], [2, 3])", [1, 2, 3]],
  ["median(8, 2, 5, 3)", 4],
  ["stddev([2, 4, 7, 5])", 2.08166599946613],
  ["mode(6, 3, 9, 6, 6)", [6]],
  ["product([2, 3, 4])", 24],
  ['context put({a: {b: 1}}, ["a", "b"], 2).a.b', 2],
  ["context merge([{a: 1}, {a: 2, b: 3}]).a", 2],
  ['get value(context([{key: "x", value: 1}]), "x")', 1],
  ["get entries({a: 1}).key", ["a"]],
  ['date("2026-02-28") + duration("PT36H") = date("2026-03-01")', true],
  ['time("10:00:00+02:00").time offset = duration("PT2H")', true],
  ['string length("\\U01F40E\\uD83D\\uDC0E")', 2],
  ["1 /* one */ + 1 // two", 2],
  ["string(1e21)", "1000000000000000000000"],
  ["string(0.0000001)", "0.0000001"],
  ["-2 ** 2", 4],
  ['if "a" = 1 then 1 else 2', 2],
])("%s is %j", (text, expected) => {
  expect(value(text)).toEqual(expected);
});

test("a cell of a decision table says what its value must be", () => {
  const cell = (text: string, input: FeelValue): FeelValue => evaluate(compileTests(text), new Map([["?", input]]), clock).value;
  expect(cell("-", null)).toBe(true);
  expect(cell('"a", "b"', "b")).toBe(true);
  expect(cell('not("a", "b")', "b")).toBe(false);
  expect(cell("[18..21), > 60", 61)).toBe(true);
  expect(cell("[18..21), > 60", 21)).toBe(false);
  expect(cell("false", false)).toBe(true);
  expect(cell("true", false)).toBe(false);
  expect(cell("? > 3 and ? < 5", 4)).toBe(true);
  expect(cell('contains(?, "x")', "axe")).toBe(true);
  expect(cell("not(? > 3)", 4)).toBe(false);
  expect(cell("null", null)).toBe(true);
  expect(cell("-5", -5)).toBe(true);
  expect(cell("[1, 2]", 2)).toBe(true);
});

test("names of several words and with signs are the longest known ones", () => {
  const data = { "Pre-bureau risk": 2, Pre: 5, "Monthly Fee": 10, Fee: 1, "a+b": 7 };
  expect(value("Pre-bureau risk + Monthly   Fee", data)).toBe(12);
  expect(value("Pre - Fee", data)).toBe(4);
  expect(value("a+b", data)).toBe(7);
});

test("names with spaces are known when they are told", () => {
  expect(value("number of pages > 5", { "number of pages": 7 })).toBe(true);
});
