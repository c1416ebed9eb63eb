import { expect, test } from "vitest";
import { blanksIn, fillIn } from "./fill.ts";

test("answers stand where their fields are named, and what is no field stays as it was written", () => {
  const fields = [{ key: "title" }, { key: "pages" }, { key: "note" }];
  expect(fillIn("Your scan of {{title}}, {{ pages }} pages{{note}}. {{unknown}}", fields, { title: "Flora Batava", pages: 212 })).toBe(
    "Your scan of Flora Batava, 212 pages. {{unknown}}",
  );
});

test("an answer that names a field is not filled in again", () => {
  expect(fillIn("{{title}}", [{ key: "title" }, { key: "pages" }], { title: "{{pages}}", pages: 1 })).toBe("{{pages}}");
  expect(fillIn("{{constructor}}", [{ key: "constructor" }], {})).toBe("");
});

test("a field may be named by its label, whatever its case; a key goes before another's label", () => {
  const fields = [
    { key: "map_title", label: "Map title" },
    { key: "Note", label: "map_title" },
  ];
  expect(fillIn("{{Map title}}, {{ map TITLE }}, {{map_title}}", fields, { map_title: "Baltic Sea" })).toBe(
    "Baltic Sea, Baltic Sea, Baltic Sea",
  );
  expect(blanksIn("{{ Map title }}{{}}{{ }} {{a}}{{b c}} {d} {{{e}}}")).toEqual(["Map title", "a", "b c", "e"]);
});
