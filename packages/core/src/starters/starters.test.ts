import { expect, test } from "vitest";
import { roleOf, stepsOf, usesOf, validateDefinition } from "../process/index.ts";
import german from "./de.json" with { type: "json" };
import { starterOn, starters, startersIn } from "./index.ts";
import { textsOf } from "./words.ts";

test("there are twelve, each with a name and a purpose of its own", () => {
  expect(starters.length).toBe(12);
  expect(new Set(starters.map(({ id }) => id)).size).toBe(12);
  expect(new Set(starters.map(({ definition }) => definition.purpose)).size).toBe(12);
});

const inBoth = [...startersIn("en"), ...startersIn("de-AT")];

test.each(inBoth.map((starter) => [starter.name, starter] as const))("%s can be published as it is", (_, { definition }) => {
  expect(validateDefinition(definition)).toEqual([]);
  const steps = stepsOf(definition);
  expect(steps.length).toBeGreaterThan(6);
  const worked = steps.filter((step) => step.kind === "task" || step.kind === "approval");
  expect(worked.filter((step) => roleOf(step) === null).map((step) => step.id)).toEqual([]);
  expect(worked.filter((step) => step.due === null).map((step) => step.id)).toEqual([]);
  const used = new Set([...definition.intake, ...steps.flatMap((step) => usesOf(step).map(({ key }) => key))]);
  expect(definition.fields.filter(({ key }) => !used.has(key)).map(({ key }) => key)).toEqual([]);
});

test("every text of them is said in German, and no text that none of them has", () => {
  const texts = new Set(starters.flatMap((starter) => [...textsOf(starter)]));
  expect(Object.keys(german).toSorted()).toEqual([...texts].toSorted());
});

test("in German they have the same steps, by the same ids, asked of the choices by their German names", () => {
  for (const starter of startersIn("de")) {
    const english = starters.find(({ id }) => id === starter.id) as typeof starter;
    expect(stepsOf(starter.definition).map(({ id, kind }) => [id, kind])).toEqual(
      stepsOf(english.definition).map(({ id, kind }) => [id, kind]),
    );
    const choices = new Set(starter.definition.fields.flatMap((field) => field.choices ?? []));
    const asked = stepsOf(starter.definition).flatMap((step) =>
      step.kind === "decision"
        ? step.branches.flatMap(({ when }) => [...(when ?? "").matchAll(/"([^"]*)"/g)].map(([, choice]) => choice))
        : [],
    );
    expect(asked.filter((choice) => !choices.has(choice ?? ""))).toEqual([]);
  }
  expect(startersIn("fr").map(({ name }) => name)).toEqual(startersIn("en").map(({ name }) => name));
});

test.each(starters.map((starter) => [starter.name, starter] as const))(
  "days of %s are days of the calendar that it is begun on, hours are hours",
  (_, starter) => {
    const dues = (minutesPerDay: number): number[] =>
      stepsOf(starterOn(starter, { minutesPerDay, minutesPerWeek: 5 * minutesPerDay })).flatMap((step) =>
        "due" in step && step.due !== null ? [step.due.workingMinutes] : [],
      );
    const [written, short] = [dues(480), dues(420)];
    expect(written.some((minutes) => minutes >= 480)).toBe(true);
    expect(short).toEqual(written.map((minutes) => (minutes < 480 ? minutes : (minutes / 480) * 420)));
    expect(written.filter((minutes) => minutes > 480 && minutes % 480 !== 0)).toEqual([]);
  },
);
