import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { schedulePlan } from "@rondo/core/plan";
import { readPlanText } from "@rondo/formats/plan";

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".plan"));

test("there are scenarios to check", () => expect(files.length).toBeGreaterThanOrEqual(78));

test.each(files)("%s schedules as it says", (name) => {
  const { plan, expectations } = readPlanText(readFileSync(`${import.meta.dirname}/${name}`));
  const scheduled = schedulePlan(plan);
  const told: string[] = [];
  const wanted: string[] = [];
  expect(expectations.length).toBeGreaterThan(0);
  for (const wants of expectations) {
    if (wants.of === "finding") wanted.push(wants.code);
    else if (wants.of !== "task")
      expect(`line ${wants.line}: ${wants.of} ${scheduled[wants.of]}`).toBe(`line ${wants.line}: ${wants.of} ${wants.at}`);
    else {
      const entry = scheduled.entries.find((entry) => entry.id === wants.id)!;
      const has = { ...entry, drivenBy: entry.drivenBy.kind };
      const shown = Object.fromEntries(Object.keys(wants.values).map((key) => [key, has[key as keyof typeof has]]));
      expect({ line: wants.line, ...shown }).toEqual({ line: wants.line, ...wants.values });
    }
  }
  // A finding that nobody expects fails as a missing one does.
  for (const finding of scheduled.findings) told.push(finding.code);
  expect(told.toSorted()).toEqual(wanted.toSorted());
});
