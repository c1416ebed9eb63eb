import type { Field } from "@rondo/core/process";
import { expect, test } from "vitest";
import { checkAnswers, wrongFrom } from "./check-answers.ts";

test("required fields need an answer, and answers that are given must fit their kind", () => {
  const uses = fields.map(({ key }) => ({ key, mode: "required" as const }));
  expect([...checkAnswers(fields, uses, {})].map(([key, { problem }]) => `${key} ${problem}`)).toEqual([
    "mark required",
    "age required",
    "mail required",
    "page required",
    "format required",
    "rare required",
  ]);
  expect(
    checkAnswers(fields, uses, {
      mark: "Rara 4° 217",
      age: 170,
      mail: "ines@lindgren.example",
      page: "https://lindgren.example/x",
      format: "TIFF",
      rare: false,
    }).size,
  ).toBe(0);
  expect(
    [
      ...checkAnswers(fields, uses, {
        mark: " ",
        age: Number.NaN,
        mail: "ines",
        page: "javascript:alert(1)",
        format: "GIF",
        rare: true,
      }).values(),
    ].map(({ problem }) => problem),
  ).toEqual(["required", "number", "email", "link", "choice"]);
});

test("a field that is only shown, or that the process no longer has, is never wrong", () => {
  expect(
    checkAnswers(
      fields,
      [
        { key: "mark", mode: "shown" },
        { key: "gone", mode: "required" },
      ],
      {},
    ).size,
  ).toBe(0);
});

test("an optional field may be empty but not wrong", () => {
  expect(checkAnswers(fields, [{ key: "mail", mode: "editable" }], {}).size).toBe(0);
  expect(checkAnswers(fields, [{ key: "mail", mode: "editable" }], { mail: "x" }).get("mail")).toEqual({ problem: "email" });
});

test("what the server says is wrong is said in the same words, a rule in its own", () => {
  const said = (field: string, problem: string, message?: string) => wrongFrom([{ field, problem, message }], fields)?.get(field);
  expect(said("age", "wrongType")).toEqual({ problem: "number" });
  expect(said("format", "notAChoice")).toEqual({ problem: "choice" });
  expect(said("mark", "required")).toEqual({ problem: "required" });
  expect(said("mark", "rule", "Not on loan")).toEqual({ problem: "rule", message: "Not on loan" });
  expect(wrongFrom(undefined, fields)).toBe(null);
});

const fields: readonly Field[] = [
  { key: "mark", label: "Shelf mark", kind: "text" },
  { key: "age", label: "Age", kind: "number" },
  { key: "mail", label: "E-mail", kind: "email" },
  { key: "page", label: "Page", kind: "link" },
  { key: "format", label: "Format", kind: "choice", choices: ["TIFF", "PDF"] },
  { key: "rare", label: "Rare", kind: "yesNo" },
];
