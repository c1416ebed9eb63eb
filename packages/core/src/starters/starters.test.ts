import { expect, test } from "vitest";
import { roleOf, stepsOf, usesOf, validateDefinition } from "../process/index.ts";
import { starterOn, starters } from "./index.ts";

test("there are twelve, each with a name and a purpose of its own", () => {
  expect(starters.length).toBe(12);
  expect(new Set(starters.map(({ id }) => id)).size).toBe(12);
  expect(new Set(starters.map(({ definition }) => definition.purpose)).size).toBe(12);
});

test.each(starters.map((starter) => [starter.name, starter] as const))("%s can be published as it is", (_, { definition }) => {
  expect(validateDefinition(definition)).toEqual([]);
  const steps = stepsOf(definition);
  expect(steps.length).toBeGreaterThan(6);
  const worked = steps.filter((step) => step.kind === "task" || step.kind === "approval");
  expect(worked.filter((step) => roleOf(step) === null).map((step) => step.id)).toEqual([]);
  expect(worked.filter((step) => step.due === null).map((step) => step.id)).toEqual([]);
  const used = new Set([...definition.intake, ...steps.flatMap((step) => usesOf(step).map(({ key }) => key))]);
  expect(definition.fields.filter(({ key }) => !used.has(key)).map(({ key }) => key)).toEqual([]);
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
