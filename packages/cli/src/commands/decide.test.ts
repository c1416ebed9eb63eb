import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { command } from "./decide.ts";

const folder = mkdtempSync(join(tmpdir(), "rondo-decide-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "loan.dmn");
writeFileSync(
  path,
  `<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="Lending of rare books" namespace="https://lindgren.example">
  <itemDefinition name="tReader"><itemComponent name="joined on"><typeRef>date</typeRef></itemComponent>
    <itemComponent name="kind"><typeRef>string</typeRef><allowedValues><text>"member","guest"</text></allowedValues></itemComponent></itemDefinition>
  <inputData id="i1" name="Reader"><variable name="Reader" typeRef="tReader"/></inputData>
  <inputData id="i2" name="Age of book"><variable name="Age of book" typeRef="number"/></inputData>
  <decision id="d1" name="Years of membership"><variable name="Years of membership" typeRef="number"/>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <literalExpression><text>years and months duration(Reader.joined on, date("2026-03-01")).years</text></literalExpression></decision>
  <decision id="d2" name="Loan"><variable name="Loan"/>
    <informationRequirement><requiredDecision href="#d1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement><requiredInput href="#i2"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input label="Kind"><inputExpression typeRef="string"><text>Reader.kind</text></inputExpression></input>
      <input label="Years"><inputExpression><text>Years of membership</text></inputExpression></input>
      <input label="Age"><inputExpression><text>Age of book</text></inputExpression></input>
      <output name="days"/><output name="until"/>
      <rule><inputEntry><text>"guest"</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>0</text></outputEntry><outputEntry><text>null</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><inputEntry><text>&gt;= 2</text></inputEntry><inputEntry><text>[100..200), 7</text></inputEntry>
        <outputEntry><text>Years of membership * 2</text></outputEntry><outputEntry><text>date("2026-03-01") + duration("P14D")</text></outputEntry></rule>
    </decisionTable></decision>
</definitions>`,
);

async function run(options: Record<string, string>, json = true): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(
    { options, positionals: [path], json },
    { out: (part) => void out.push(part), err: (part) => void err.push(part), isTerminal: false },
  );
  return { code, out: out.join(""), err: err.join("") };
}

test("the decision that no other needs is worked out, with the rules that applied", async () => {
  const { code, out } = await run({ input: '{"Reader":{"joined on":"2022-12-01","kind":"member"},"Age of book":150}' });
  expect(JSON.parse(out)).toEqual({ decision: "Loan", result: { days: 6, until: "2026-03-15" }, matchedRules: [2], findings: [] });
  expect(code).toBe(0);
});

test("another one by its name, and the input from a file", async () => {
  const input = join(folder, "input.json");
  writeFileSync(input, '{"Reader":{"joined on":"2022-12-01","kind":"member"}}');
  expect(JSON.parse((await run({ input, decision: "Years of membership" })).out)).toMatchObject({ result: 3 });
});

test("a value that the type does not allow is no value, and said so with exit code 1", async () => {
  const { code, out } = await run({ input: '{"Reader":{"joined on":"2022-12-01","kind":"thief"},"Age of book":150}' });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ result: null, findings: [{ code: "decision.wrongType", severity: "error", subject: "Reader" }] });
});

test("what is not there is named", async () => {
  expect(await run({ decision: "Loans" })).toMatchObject({
    code: 2,
    err: 'The file has no decision "Loans": it has "Years of membership", "Loan"\n',
  });
  expect((await run({ input: "{oops" })).code).toBe(2);
});
