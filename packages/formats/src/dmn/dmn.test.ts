import { expect, test } from "vitest";
import { decide, findDecision, givenFromJson, type Json, toJson, topDecisions } from "@rondo/core/decision";
import { encodeText } from "../text/index.ts";
import { readDmn } from "./index.ts";

const clock = { now: Date.parse("2026-03-15T10:00:00Z"), zone: "UTC" };

function file(inside: string, namespace = "urn:lindgren"): Uint8Array {
  return encodeText(
    `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/" name="Library" namespace="${namespace}">${inside}</definitions>`,
  );
}

function decision(name: string, logic: string, requires = "", type = ""): string {
  const needs = requires
    .split(" ")
    .filter((one) => one !== "")
    .map((href) =>
      href.startsWith("f:")
        ? `<knowledgeRequirement><requiredKnowledge href="#${href.slice(2)}"/></knowledgeRequirement>`
        : `<informationRequirement><${href.startsWith("i") ? "requiredInput" : "requiredDecision"} href="#${href}"/></informationRequirement>`,
    );
  return `<decision id="${name.toLowerCase().replaceAll(" ", "-")}" name="${name}"><variable name="${name}"${type === "" ? "" : ` typeRef="${type}"`}/>${needs.join("")}${logic}</decision>`;
}

function text(expression: string, type = ""): string {
  return `<literalExpression${type === "" ? "" : ` typeRef="${type}"`}><text>${expression.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text></literalExpression>`;
}

function table(policy: string, outputs: string, rules: readonly (readonly string[])[], inputs = ["n"]): string {
  const cells = rules.map(
    (rule) =>
      `<rule>${rule.map((cell, at) => (at < inputs.length ? `<inputEntry><text>${cell.replaceAll("<", "&lt;")}</text></inputEntry>` : `<outputEntry><text>${cell}</text></outputEntry>`)).join("")}</rule>`,
  );
  return `<decisionTable ${policy}>${inputs.map((input) => `<input><inputExpression><text>${input}</text></inputExpression></input>`).join("")}${outputs}${cells.join("")}</decisionTable>`;
}

const n = '<inputData id="i-n" name="n"><variable name="n" typeRef="number"/></inputData>';

function result(
  inside: string,
  given: { readonly [key: string]: Json } = {},
  name?: string,
): { value: Json; codes: string[]; rules: readonly number[] } {
  const model = readDmn(file(inside));
  const node = name === undefined ? topDecisions(model)[0]! : findDecision(model, name)!;
  const decided = decide(model, node, givenFromJson(model, given), clock);
  return { value: toJson(decided.value), codes: decided.findings.map(({ code }) => code), rules: decided.matchedRules };
}

const three = [
  ["> 0", '"low"'],
  ["> 10", '"high"'],
  ["> 100", '"low"'],
] as const;

test.each<[string, string, Json, readonly number[]]>([
  ['hitPolicy="FIRST"', "<output/>", "low", [1]],
  ['hitPolicy="RULE ORDER"', "<output/>", ["low", "high"], [1, 2]],
  ['hitPolicy="COLLECT"', "<output/>", ["low", "high"], [1, 2]],
  ['hitPolicy="COLLECT" aggregation="COUNT"', "<output/>", 2, [1, 2]],
  ['hitPolicy="PRIORITY"', '<output><outputValues><text>"high","low"</text></outputValues></output>', "high", [1, 2]],
  ['hitPolicy="OUTPUT ORDER"', '<output><outputValues><text>"high","low"</text></outputValues></output>', ["high", "low"], [1, 2]],
])("a table with %s", (policy, output, expected, rules) => {
  expect(result(n + decision("D", table(policy, output, three), "i-n"), { n: 20 })).toEqual({ value: expected, codes: [], rules });
});

test("several rules where one may apply, or where they do not agree, give no value and an error", () => {
  for (const policy of ["UNIQUE", "ANY"])
    expect(result(n + decision("D", table(`hitPolicy="${policy}"`, "<output/>", three), "i-n"), { n: 20 })).toMatchObject({
      value: null,
      codes: ["decision.severalRules"],
    });
});

test("sums and extremes of what the rules give, and defaults where none applies", () => {
  const rules = [
    ["> 1", "100"],
    ["> 2", "0.1"],
    ["> 3", "0.2"],
  ];
  for (const [how, expected] of [
    ["SUM", 100.3],
    ["MIN", 0.1],
    ["MAX", 100],
  ] as const)
    expect(result(n + decision("D", table(`hitPolicy="COLLECT" aggregation="${how}"`, "<output/>", rules), "i-n"), { n: 9 }).value).toBe(
      expected,
    );
  const two = table(
    'hitPolicy="UNIQUE"',
    '<output name="a"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output><output name="b"/>',
    [["> 1", '"x"', "n * 2"]],
  );
  expect(result(n + decision("D", two, "i-n"), { n: 0 }).value).toEqual({ a: "none", b: null });
  expect(result(n + decision("D", two, "i-n"), { n: 2 }).value).toEqual({ a: "x", b: 4 });
});

test("contexts, relations, lists, functions, invocations, and functions that call themselves", () => {
  const factorial = `<businessKnowledgeModel id="fact" name="factorial"><variable name="factorial"/><encapsulatedLogic><formalParameter name="k" typeRef="number"/>${text("if k <= 1 then 1 else k * factorial(k - 1)")}</encapsulatedLogic></businessKnowledgeModel>`;
  expect(
    result(
      n +
        factorial +
        decision("D", `<invocation>${text("factorial")}<binding><parameter name="k"/>${text("n")}</binding></invocation>`, "i-n f:fact"),
      { n: 10 },
    ).value,
  ).toBe(3_628_800);
  const entry = (name: string, logic: string): string =>
    `<contextEntry>${name === "" ? "" : `<variable name="${name}"/>`}${logic}</contextEntry>`;
  const rows =
    '<relation><column name="shelf mark"/><column name="metres"/><row>' +
    text('"A 1"') +
    text("2") +
    "</row><row>" +
    text('"B 7"') +
    text("3.5") +
    "</row></relation>";
  const fine = `<functionDefinition><formalParameter name="days" typeRef="number"/>${text("days * 0.5")}</functionDefinition>`;
  const logic = `<context>${entry("shelves", rows)}${entry("fine", fine)}${entry("", text("{long: shelves[metres > 3].shelf mark, total: sum(shelves.metres), due: fine(4), odd: for s in shelves return s.metres > 3}"))}</context>`;
  expect(result(decision("D", logic)).value).toEqual({ long: ["B 7"], total: 5.5, due: 2, odd: [false, true] });
  expect(result(decision("D", `<list>${text("1")}${text("2")}</list>`)).value).toEqual([1, 2]);
});

test("boxed conditions, filters and iterations of DMN 1.4", () => {
  const part = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;
  expect(
    result(
      n + decision("D", part("conditional", part("if", text("n > 1")) + part("then", text('"many"')) + part("else", text('"one"'))), "i-n"),
      { n: 2 },
    ).value,
  ).toBe("many");
  expect(
    result(
      decision(
        "D",
        `<for iteratorVariable="i">${part("in", text("1..3"))}${part("return", text("i * i"))}</for>`.replace("1..3", "[1..3]"),
      ),
    ).value,
  ).toEqual([1, 4, 9]);
  expect(
    result(decision("D", `<every iteratorVariable="i">${part("in", text("[1, 2]"))}${part("satisfies", text("i > 0"))}</every>`)).value,
  ).toBe(true);
  expect(result(decision("D", `<filter>${part("in", text("[1, 5, 9]"))}${part("match", text("item > 4"))}</filter>`)).value).toEqual([
    5, 9,
  ]);
});

test("a decision service gives what its decisions give, for what it is given", () => {
  const service =
    '<decisionService id="s" name="Fee service"><variable name="Fee service"/><outputDecision href="#fee"/><inputData href="#i-n"/></decisionService>';
  const all = n + decision("Fee", text("n * 2"), "i-n") + service + decision("D", text("Fee service(21)"), "f:s");
  expect(result(all, {}, "D").value).toBe(42);
  expect(result(all, { n: 4 }, "Fee service").value).toBe(8);
});

test("values take the type they are declared to have, or none", () => {
  const types = '<itemDefinition name="tNames" isCollection="true"><typeRef>string</typeRef></itemDefinition>';
  expect(result(types + decision("D", text('"Mei"'), "", "tNames")).value).toEqual(["Mei"]);
  expect(result(decision("D", text("[7]"), "", "number")).value).toBe(7);
  expect(result(decision("D", text('"7"'), "", "number"))).toMatchObject({ value: null, codes: ["decision.wrongType"] });
  const day = '<inputData id="i-day" name="day"><variable name="day" typeRef="date"/></inputData>';
  expect(result(day + decision("D", text('day + duration("P1M")'), "i-day"), { day: "2026-01-31" }).value).toBe("2026-02-28");
  expect(result(day + decision("D", text("day of week(day)"), "i-day"), { day: "2026-03-15" }).value).toBe("Sunday");
});

test("an imported model's decisions are known under the import's name", () => {
  const other = file(n + decision("Fee", text("n * 2"), "i-n"), "urn:other");
  const main = file(
    '<import name="fees" namespace="urn:other" importType="http://www.omg.org/spec/DMN/20180521/MODEL/"/>' +
      '<decision id="d" name="D"><variable name="D"/><informationRequirement><requiredDecision href="urn:other#fee"/></informationRequirement>' +
      text("fees.Fee + 1") +
      "</decision>",
  );
  const model = readDmn(main, (namespace) => (namespace === "urn:other" ? other : null));
  expect(decide(model, findDecision(model, "D")!, givenFromJson(model, { n: 4 }), clock).value).toBe(9);
});

test("a type that is itself, straight or by way of another, is what FEEL calls so", () => {
  const type = (name: string, base: string): string => `<itemDefinition name="${name}"><typeRef>${base}</typeRef></itemDefinition>`;
  const types = type("number", "feel:number") + type("Fee", "Charge") + type("Charge", "Fee");
  const fee = '<inputData id="i-fee" name="fee"><variable name="fee" typeRef="Fee"/></inputData>';
  expect(result(types + n + fee + decision("D", text("n + fee"), "i-n i-fee", "number"), { n: 1, fee: 2 })).toMatchObject({
    value: 3,
    codes: [],
  });
});

test("circles, endless functions, foreign languages and hostile files end in findings or one refusal", () => {
  expect(result(decision("A", text("B"), "b") + decision("B", text("A"), "a") + decision("D", text("A"), "a"))).toMatchObject({
    value: null,
    codes: ["decision.circle"],
  });
  const endless = `<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="k"/>${text("f(k + 1)")}</encapsulatedLogic></businessKnowledgeModel>`;
  expect(result(endless + decision("D", text("f(1)"), "f:f"))).toMatchObject({ value: null, codes: ["expression.tooDeep"] });
  expect(result(decision("D", text("count(for a in 1..2000, b in 1..2000 return 1)")))).toMatchObject({
    value: null,
    codes: ["expression.tooManySteps"],
  });
  const java =
    '<businessKnowledgeModel id="j" name="j"><variable name="j"/><encapsulatedLogic kind="Java"><formalParameter name="k"/><context/></encapsulatedLogic></businessKnowledgeModel>';
  expect(result(java + decision("D", text("j(1)"), "f:j"))).toMatchObject({ value: null, codes: ["decision.unsupported"] });
  const chain = Array.from({ length: 3_000 }, (_, at) => decision(`C ${at}`, text(`C ${at + 1}`), `c-${at + 1}`)).join("");
  expect(result(chain, {}, "C 0")).toMatchObject({ value: null, codes: ["expression.tooDeep"] });
  const fourfold = (inner: string): string => `<list>${text(inner).repeat(4)}</list>`;
  const lists = Array.from({ length: 16 }, (_, at) =>
    decision(`L${at}`, fourfold(at === 0 ? "1" : `L${at - 1}`), at === 0 ? "" : `l${at - 1}`),
  );
  expect(result(lists.join(""))).toMatchObject({ value: null, codes: ["expression.tooLarge"] });
  expect(() => readDmn(encodeText('<!DOCTYPE d [<!ENTITY a "b">]><definitions/>'))).toThrow();
  expect(() => readDmn(encodeText("<project/>"))).toThrow();
});
