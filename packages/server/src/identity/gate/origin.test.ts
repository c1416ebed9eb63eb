import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "./origin.ts";

test.each([
  "//evil",
  "/\\evil",
  "\\/evil",
  "javascript:alert(1)",
  "https:evil",
  "https://evil",
  "/\t/evil",
  "/\n/evil",
  "",
  "evil",
  null,
  "/..//evil",
  "/.//evil",
])("leads home instead of to %j", (asked) => {
  expect(new URL(ownPath(asked, "https://rondo.example"), "https://rondo.example").origin).toBe("https://rondo.example");
  expect(ownPath(asked, "https://rondo.example")).not.toMatch(/^\/[/\\]/);
});

test("keeps a path of our own with its query and fragment", () => {
  expect(ownPath("/w/lindgren/runs?state=open#last", "https://rondo.example")).toBe("/w/lindgren/runs?state=open#last");
});

test("whatever is asked for, what a browser makes of the answer is on our own site", () => {
  const nasty = fc.string({
    unit: fc.oneof(
      fc.constantFrom("/", "\\", ".", ":", "@", "\t", "\n", "%2f", "evil.example", "https:", "?", "#"),
      fc.string({ maxLength: 2 }),
    ),
    maxLength: 12,
  });
  fc.assert(
    fc.property(nasty, (asked) => {
      const path = ownPath(asked, "https://rondo.example");
      expect(new URL(path, "https://rondo.example/sign-in").origin).toBe("https://rondo.example");
      expect(ownPath(path, "https://rondo.example")).toBe(path);
    }),
    { numRuns: 2_000 },
  );
});
