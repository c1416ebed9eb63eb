import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { audit } from "@rondo/core/sameness";
import { readAny } from "@rondo/formats/any";
import { containersOf } from "@rondo/formats/work";

/** What the folder holds and what each of it is: the four pairs by which the two kinds of work are usually explained. */
const expected: Readonly<Record<string, readonly [kind: string, reason: RegExp]>> = {
  "app-development.csv": ["project", /depend on each other|no counterpart/],
  "campaign-launch.csv": ["project", /no counterpart/],
  "content-production.json": ["process", /moved between lists as other cards did/],
  "customer-support.csv": ["process", /same few things again|Requests come in/],
  "kundenstart-nordwind.csv": ["process", /same work was done 5 times/],
  "new-client-varga.csv": ["process", /same work was done 5 times/],
  "onboarding-brandt.csv": ["process", /same work was done 5 times/],
  "onboarding-kestrel.csv": ["process", /same work was done 5 times/],
  "plant-extension.csv": ["project", /depend on each other|no counterpart/],
  "production-line.csv": ["process", /same few things again/],
  "welcome-okapi.csv": ["process", /same work was done 5 times/],
};

const files = readdirSync(import.meta.dirname)
  .filter((name) => /\.(?:csv|json)$/.test(name))
  .sort();
const result = audit(files.flatMap((name) => containersOf(readAny(readFileSync(join(import.meta.dirname, name)), name), name)));

test("every file is judged, and has its expectation here", () => {
  expect(result.containers.map((container) => container.id)).toEqual(Object.keys(expected));
});

test.each(Object.entries(expected))("%s is a %s, and the first reason says why", (name, [kind, reason]) => {
  const container = result.containers.find((own) => own.id === name);
  expect([container?.kind, container?.reasons[0]?.message]).toEqual([kind, expect.stringMatching(reason)]);
  expect(container?.confidence).toBeGreaterThan(0.8);
});

test("the five onboardings are one family, in two languages, and its procedure is theirs", () => {
  const [family, ...more] = result.families.filter((own) => !own.inside);
  expect(more).toEqual([]);
  expect(family?.members.length).toBe(5);
  expect(family?.procedure.steps.map((step) => [step.name, step.role])).toEqual([
    ["Sign contract", "Sales"],
    ["Collect documents", "Account manager"],
    ["Verify identity", "Compliance"],
    ["Open account", "Back office"],
    ["Schedule welcome call", "Account manager"],
    ["Train client on portal", "Account manager"],
    ["Collect first feedback", "Sales"],
  ]);
  expect(family?.waits?.step).toBe("Verify identity");
});
