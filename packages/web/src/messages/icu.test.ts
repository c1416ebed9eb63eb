import fc from "fast-check";
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { parse, render } from "@rondo/core/language";
import { pseudo } from "./pseudo.ts";

const samples = [
  "Nothing to fill in",
  "Sign in to {name}",
  "{count, plural, =0 {No tasks} one {# task} other {# tasks}}",
  "{count, plural, one {{name} has # task} other {{name} has # tasks, {kind, select, late {late} other {in time}}}}",
  "{count, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} run",
  "It''s here, and so isn't '{this}'",
  "A <b>bold</b> word",
  "{n, number} hours",
];

test("texts come out as the full ICU library renders them", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.integer({ min: 0, max: 100_000 }),
      fc.constantFrom("en", "de", "pl", "ar"),
      fc.constantFrom("late", "early"),
      (text, count, language, kind) => {
        const values = { count, n: count, kind, name: "Ines" };
        const oracle = new IntlMessageFormat(text, language).format<string>({ ...values, b: (inside) => inside.join("") });
        expect(render(text, language, values)).toBe(Array.isArray(oracle) ? oracle.join("") : oracle);
      },
    ),
  );
});

test("a text with a mistake is refused with its place", () => {
  expect(() => parse("{count, plural, one {# task}}")).toThrow('needs a case "other"');
  expect(() => parse("{name")).toThrow('"," is missing, at 5');
  expect(() => parse("<b>bold")).toThrow('"</b>" is missing');
  expect(() => parse("a } b")).toThrow("never opened");
});

test("a value that nobody gave shows its name instead of breaking the screen", () => {
  expect(render("Sign in to {name}", "en")).toBe("Sign in to {name}");
});

test("the pseudo-language is longer and keeps placeholders", () => {
  const long = pseudo("Sign in to {name}");
  expect(long).toContain("{name}");
  expect(long.length).toBeGreaterThan("Sign in to {name}".length * 1.15);
  expect(render(pseudo("{count, plural, one {# task} other {# tasks}}"), "en", { count: 2 })).toBe("2 tasks");
});
