import { expect, test } from "vitest";
import { namesRole } from "./hands.ts";

test.each([
  "Sales",
  "Account manager",
  "Back office",
  "IT",
  "Team Nord",
  "Rechtsabteilung",
  "Projektleitung",
  "Kundenbetreuerin",
  "Compliance",
])("%s is a role", (name) => expect(namesRole(name)).toBe(true));

test.each(["Ana", "Ana Brandt", "Mei", "Tomás Ortiz", "office@example.org", "M. Varga", "Ida Falk-Stein"])("%s is a person", (name) =>
  expect(namesRole(name)).toBe(false),
);
