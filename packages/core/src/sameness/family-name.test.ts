import { expect, test } from "vitest";
import { familyName } from "./family-name.ts";
import { nearestWork } from "./nearest.ts";
import type { Procedure } from "./procedure.ts";
import type { Container } from "./work.ts";

const step = (name: string) => ({ name, share: 1, medianMinutes: null, role: null, again: 0, also: [] });
const procedure: Procedure = { steps: [step("Get contract signed"), step("Set up account"), step("Send first invoice")], rare: [] };
const named = (names: readonly string[], people: readonly string[] = []): string =>
  familyName(
    names.map((name): Container => ({ id: name, name, items: [], links: 0, owner: null, plannedEnd: null, written: false, people })),
    procedure,
  );

test("work is called by what most of its names say is done, whoever it was for and whenever", () => {
  expect(named(["Onboarding ACME", "Client onboarding Wayne", "2026-03 client onboarding – Stark", "New client: onboarding Hooli"])).toBe(
    "Client onboarding",
  );
  expect(
    named(["Client onboarding Wayne", "onboarding_client_acme", "Kundenbetreuung Nord", "Stark", "Onboarding of client Hooli", "Umbrella"]),
  ).toBe("Client onboarding");
  expect(named(["Request for access Anna", "Request for access Bo"])).toBe("Request for access");
});

test("names that share nothing, or only numbers, people and words that say nothing, leave it to the first and last step", () => {
  const bySteps = "Get contract signed … Send first invoice";
  expect(named(["ACME", "Wayne", "Stark"])).toBe(bySteps);
  expect(named(["Project 2026-01", "Project 2026-02"])).toBe(bySteps);
  expect(named(["Petra ACME", "Petra Wayne"], ["Petra Novak"])).toBe(bySteps);
});

test("New finds a process that is called by what its runs were called", () => {
  const called = named(["Onboarding ACME", "Client onboarding Wayne", "Client onboarding Stark"]);
  const earlier = [
    { name: "Move the rare-books room", steps: ["Measure shelves"], at: 50 },
    { name: called, steps: ["Get contract signed", "Send first invoice"], at: 70, times: 6 },
  ];
  expect(nearestWork("Onboard client Wayne Enterprises", [], earlier)).toMatchObject([{ place: 1, times: 6 }]);
});
