import { expect, test } from "vitest";
import { candidates, namedIn, nameBegun, quoted, withNamesBold } from "./mention.ts";

const people = [
  { id: "1", name: "Mei Tanaka" },
  { id: "2", name: "Tomas Brandt" },
  { id: "3", name: "Mei Tanaka-Olsen" },
];

test("a name is begun by an @ at the start of a word, and goes on over one space", () => {
  expect(nameBegun("Ask @to", 7)).toEqual({ at: 4, typed: "to" });
  expect(nameBegun("Ask @Tomas Br", 13)).toEqual({ at: 4, typed: "Tomas Br" });
  expect(nameBegun("write to mei@lindgren", 21)).toBeNull();
  expect(nameBegun("Ask @Tomas Brandt please", 24)).toBeNull();
});

test("people are found by first and last name, without accents", () => {
  expect(candidates(people, "bra").map((one) => one.name)).toEqual(["Tomas Brandt"]);
  expect(candidates([{ id: "4", name: "Émile Zola" }], "emi")).toHaveLength(1);
});

test("only whole names count, and the longer of two", () => {
  expect(namedIn("@Mei Tanaka-Olsen, see @Tomas", people).map((one) => one.id)).toEqual(["3"]);
  expect(namedIn("@Mei Tanaka and @Mei Tanaka-Olsen", people).map((one) => one.id)).toEqual(["3", "1"]);
  expect(withNamesBold("Thanks @Tomas Brandt", people)).toBe("Thanks **@Tomas Brandt**");
});

test("words of somebody are quoted under their name, and whoever is named in them is not told again", () => {
  const text = `${quoted("Mei Tanaka", "@Tomas Brandt, look:\n\n> an older word")}@Mei Tanaka yes`;
  expect(text).toBe("> **Mei Tanaka:**\n> @Tomas Brandt, look:\n>\n> > an older word\n\n@Mei Tanaka yes");
  expect(namedIn(text, people).map((one) => one.id)).toEqual(["1"]);
});
