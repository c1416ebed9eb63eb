import { expect, test } from "vitest";
import { validateDefinition } from "../process/index.ts";
import { adoptFamily } from "./adopt.ts";

test("a family becomes a draft that can be published: steps, roles, times, a form; optional steps say so", () => {
  const step = { share: 1, medianMinutes: 2880, role: "Account manager", again: 0, also: [] };
  const definition = adoptFamily({
    name: "Onboarding",
    runs: 5,
    fields: ["Kundenart", "地域"],
    procedure: {
      steps: [
        { ...step, name: "Collect documents" },
        { ...step, name: "Ask the parent company", share: 0.4, role: null, medianMinutes: null },
      ],
    },
  });
  expect(definition.steps).toMatchObject([
    { title: "Collect documents", role: "account_manager", due: { workingMinutes: 690 }, instructions: "" },
    { title: "Ask the parent company", role: null, due: null, instructions: expect.stringContaining("40 % of the 5 runs") },
  ]);
  expect([definition.roles, definition.intake.length]).toEqual([[{ key: "account_manager", name: "Account manager" }], 2]);
  expect(validateDefinition(definition).filter((finding) => finding.severity === "error")).toEqual([]);
});
