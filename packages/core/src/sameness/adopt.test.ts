import { expect, test } from "vitest";
import { validateDefinition } from "../process/index.ts";
import { adoptFamily } from "./adopt.ts";

const step = { share: 1, medianMinutes: 2880, promisedMinutes: 960, role: "Account manager", again: 0, also: [] };
const onboarding = {
  name: "Onboarding",
  runs: 5,
  fields: ["Kundenart", "地域"],
  procedure: {
    steps: [
      { ...step, name: "Collect documents" },
      { ...step, name: "Ask the parent company", share: 0.4, role: null, medianMinutes: null, promisedMinutes: null },
    ],
    rare: [
      { name: "Send flowers", runs: 1, after: 2 },
      { name: "Check sanctions list", runs: 1, after: 1 },
    ],
  },
};
const errorsOf = (definition: ReturnType<typeof adoptFamily>) =>
  validateDefinition(definition).filter((finding) => finding.severity === "error");

test("a family becomes a draft that can be published: steps, roles, times, a form; optional steps say so", () => {
  const definition = adoptFamily(onboarding);
  expect(definition.steps).toMatchObject([
    { title: "Collect documents", role: "account_manager", due: { workingMinutes: 960 }, instructions: "" },
    { title: "Ask the parent company", role: null, due: null, instructions: expect.stringContaining("2 of the 5 runs (40%)") },
  ]);
  expect([definition.roles, definition.intake.length]).toEqual([[{ key: "account_manager", name: "Account manager" }], 2]);
  expect(errorsOf(definition)).toEqual([]);
});

test("the form asks as was answered, and need not be answered where not every run was; a label alone stays a text", () => {
  const definition = adoptFamily({
    ...onboarding,
    fields: [
      { label: "Package", kind: "choice", choices: ["Pro", "Basic"], always: true },
      { label: "Seats", kind: "number", always: false },
      "Region",
    ],
  });
  expect(definition.fields).toEqual([
    { key: "package", label: "Package", kind: "choice", choices: ["Pro", "Basic"] },
    { key: "seats", label: "Seats", kind: "number" },
    { key: "region", label: "Region", kind: "text" },
  ]);
  expect([definition.intake, definition.intakeOptional]).toEqual([
    ["package", "seats", "region"],
    ["seats", "region"],
  ]);
  expect(errorsOf(definition)).toEqual([]);
});

test("a rare step stands where it stood, as an optional one, when somebody wants it", () => {
  const definition = adoptFamily(onboarding, { rare: ["Check sanctions list"] });
  expect(definition.steps.map(({ title }) => title)).toEqual(["Collect documents", "Check sanctions list", "Ask the parent company"]);
  expect(definition.steps[1]).toMatchObject({ instructions: expect.stringContaining("1 of the 5 runs (20%)") });
  expect(errorsOf(definition)).toEqual([]);
});

test("no role is called by a person: it is called by what they did, and the person is proposed for it", () => {
  const names = ["Close ledgers", "Reconcile bank", "Prepare report", "Send report"];
  const definition = adoptFamily({
    ...onboarding,
    procedure: {
      steps: names.map((name, at) => ({ ...step, name, role: ["Ana", "Ana", "Controller", "Tomás Ortiz"][at] ?? null })),
      rare: [],
    },
  });
  expect(definition.roles.map(({ name }) => name)).toEqual([
    "Responsible for “Close ledgers” and one more",
    "Controller",
    "Responsible for “Send report”",
  ]);
  const keys = definition.roles.map(({ key }) => key);
  expect(definition.steps.map((own) => own.kind === "task" && own.role)).toEqual([keys[0], keys[0], keys[1], keys[2]]);
  expect(definition.purpose).toContain("- Responsible for “Close ledgers” and one more: Ana");
  expect(definition.purpose).not.toContain(": Controller");
  expect(errorsOf(definition)).toEqual([]);
});

test("what the draft says beside the words of the files is in the language of whoever adopts it", () => {
  const german = adoptFamily(
    { ...onboarding, procedure: { steps: [{ ...step, name: "Unterlagen sammeln", share: 0.6, role: "Ana" }], rare: [] } },
    { language: "de-AT" },
  );
  expect(german.purpose).toContain("dieselbe Arbeit wurde 5-mal gemacht");
  expect(german.roles).toEqual([{ key: "zustandig_fur_unterlagen_sammeln", name: "Zuständig für „Unterlagen sammeln“" }]);
  expect(german.steps[0]).toMatchObject({ instructions: expect.stringContaining("3 von 5 Durchläufen (60 %)") });
  expect(errorsOf(german)).toEqual([]);
});
