import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adoptTable, chooseByRules, decide, findDecision, givenFromJson } from "@rondo/core/decision";
import { type DecisionStep, emptyDefinition, validateDefinition } from "@rondo/core/process";
import { expect, test } from "vitest";
import { readDmn, tablesOf, writeDmn } from "./index.ts";

const dmn = (table: string, more = "") =>
  new TextEncoder()
    .encode(`<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20180521/MODEL/" name="Loans" namespace="x">${more}
  <inputData id="a" name="Reader Age"><variable name="Reader Age" typeRef="number"/></inputData><inputData id="c" name="card"><variable name="card" typeRef="string"/></inputData>
  <decision id="d" name="How long"><variable name="How long"/><informationRequirement><requiredInput href="#a"/></informationRequirement><informationRequirement><requiredInput href="#c"/></informationRequirement>${table}</decision></definitions>`);
const rule = (when: string[], then: string[]) =>
  `<rule>${when.map((text) => `<inputEntry><text>${text}</text></inputEntry>`).join("")}${then.map((text) => `<outputEntry><text>${text}</text></outputEntry>`).join("")}</rule>`;
const inputs = `<input label="Age"><inputExpression typeRef="number"><text>Reader Age</text></inputExpression></input><input><inputExpression typeRef="string"><text>card</text></inputExpression><inputValues><text>"gold","plain"</text></inputValues></input>`;
const empty: DecisionStep = {
  id: "how",
  title: "How long?",
  instructions: "",
  kind: "decision",
  branches: [
    { id: "y", label: "Yes", when: "", steps: [] },
    { id: "n", label: "No", when: null, steps: [] },
  ],
};
let made = 0;
const newId = () => `b${(made += 1)}`;
const clock = { now: 0, zone: "UTC" };

test("a table becomes branches by its results and fields by its names, without an error, and decides as the model does", () => {
  const model = readDmn(
    dmn(
      `<decisionTable hitPolicy="UNIQUE">${inputs}<output typeRef="string"><defaultOutputEntry><text>"a week"</text></defaultOutputEntry></output>${rule(["&lt; 18", "-"], ['"a month"'])}${rule(["[18..65]", '"gold"'], ['"a month"'])}${rule(["&gt; 65", '"gold","plain"'], ['"as long as they like"'])}</decisionTable>`,
    ),
  );
  const [table] = tablesOf(model);
  const { step, fields, notes } = adoptTable(empty, [], table!, newId);
  expect(fields).toEqual([
    { key: "readerAge", label: "Age", kind: "number" },
    { key: "card", label: "card", kind: "choice", choices: ["gold", "plain"] },
  ]);
  expect(step.branches.map(({ label, when }) => [label, when])).toEqual([
    ["a month", ""],
    ["as long as they like", ""],
    ["a week", null],
  ]);
  expect(notes).toEqual([{ code: "fieldsAdded", names: ["Age", "card"] }]);
  expect(
    validateDefinition({ ...emptyDefinition(), fields, intake: fields.map(({ key }) => key), steps: [step] }).filter(
      ({ severity }) => severity === "error",
    ),
  ).toEqual([]);
  for (const [age, card] of [
    [17, "plain"],
    [40, "gold"],
    [40, "plain"],
    [70, "plain"],
  ] as const) {
    const { value } = decide(model, findDecision(model, "How long")!, givenFromJson(model, { "Reader Age": age, card }), clock);
    const { branch } = chooseByRules(
      step.table!,
      new Map<string, string | number>([
        ["readerAge", age],
        ["card", card],
      ]),
      clock,
    );
    expect(step.branches.find(({ id, when }) => (branch === null ? when === null : id === branch))?.label).toBe(value);
  }
});

test("by priority the most important result is taken; of several results the first, which is said; steps of a branch that is there stay", () => {
  const output = `<output typeRef="string"><outputValues><text>"refuse","accept"</text></outputValues></output>`;
  const priority = tablesOf(
    readDmn(
      dmn(
        `<decisionTable hitPolicy="PRIORITY">${inputs}${output}${rule(["-", "-"], ['"accept"'])}${rule(["&lt; 6", "-"], ['"refuse"'])}</decisionTable>`,
      ),
    ),
  )[0]!;
  const task = {
    id: "t",
    title: "Say no kindly",
    instructions: "",
    kind: "task" as const,
    role: null,
    due: null,
    fields: [],
    checklist: [],
  };
  const { step, notes } = adoptTable(
    {
      ...empty,
      branches: [
        { id: "no", label: "Refuse", when: "", steps: [task] },
        { id: "old", label: "Old way", when: null, steps: [task] },
      ],
    },
    [
      { key: "age", label: "reader age", kind: "number" },
      { key: "card", label: "Card", kind: "text" },
    ],
    priority,
    newId,
  );
  expect(notes).toEqual([]);
  expect(step.table).toMatchObject({ hitPolicy: "first", inputs: [{ expression: "age" }, { expression: "card" }] });
  const chosen = (age: number) =>
    step.branches.find(
      ({ id }) =>
        id ===
        chooseByRules(
          step.table!,
          new Map<string, string | number>([
            ["age", age],
            ["card", "gold"],
          ]),
          clock,
        ).branch,
    )?.label;
  expect([chosen(5), chosen(30)]).toEqual(["Refuse", "accept"]);
  expect(step.branches.map(({ label, steps, when }) => [label, steps.length, when])).toEqual([
    ["accept", 0, ""],
    ["Refuse", 1, ""],
    ["Old way", 1, null],
  ]);
  const collect = tablesOf(
    readDmn(dmn(`<decisionTable hitPolicy="COLLECT">${inputs}<output typeRef="string"/>${rule(["-", "-"], ['"a"'])}</decisionTable>`)),
  )[0]!;
  expect(adoptTable(empty, [], collect, newId).notes.map(({ code }) => code)).toEqual(["fieldsAdded", "firstOnly"]);
});

test("what is written is read again as the same table", () => {
  const table = tablesOf(
    readDmn(
      dmn(
        `<decisionTable hitPolicy="FIRST">${inputs}<output typeRef="string"/>${rule(["&lt; 18", '"gold"'], ['"a \\"long\\" month &amp; more"'])}${rule(["-", "-"], ['"a week"'])}</decisionTable>`,
      ),
    ),
  )[0]!;
  const { step, fields } = adoptTable(empty, [], table, newId);
  const again = tablesOf(readDmn(new TextEncoder().encode(writeDmn(step, { fields })!)))[0]!;
  const second = adoptTable(step, fields, again, newId);
  expect(second.fields).toEqual([]);
  expect(second.step).toEqual(step);
  expect(writeDmn(empty, { fields: [] })).toBeNull();
});

const shared = join(process.env["RONDO_SHARED_DATA"] ?? join(import.meta.dirname, "../../../../../shared/data"), "dmn");
test.skipIf(!existsSync(shared))("every table of the shared models becomes a decision that can be published", () => {
  const files = readdirSync(shared, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".dmn"));
  const tables = files.flatMap((name) => tablesOf(readDmn(readFileSync(join(shared, name)))));
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) {
    const { step, fields } = adoptTable(empty, [], table, newId);
    expect([
      table.name,
      validateDefinition({ ...emptyDefinition(), fields, intake: fields.map(({ key }) => key), steps: [step] }).filter(
        ({ severity }) => severity === "error",
      ),
    ]).toEqual([table.name, []]);
  }
});
