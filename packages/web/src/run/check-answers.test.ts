import type { Field } from "@rondo/core/process";
import { expect, test } from "vitest";
import { checkAnswers, problemNamed } from "./check-answers.ts";

test("required fields need an answer, and answers that are given must fit their kind", () => {
  const uses = fields.map(({ key }) => ({ key, mode: "required" as const }));
  expect([...checkAnswers(fields, uses, {})].map(([key, problem]) => `${key} ${problem}`)).toEqual(["mark required", "age required", "mail required", "page required", "format required", "rare required"]);
  expect(checkAnswers(fields, uses, { mark: "Rara 4° 217", age: 170, mail: "ines@lindgren.example", page: "https://lindgren.example/x", format: "TIFF", rare: false }).size).toBe(0);
  expect([...checkAnswers(fields, uses, { mark: " ", age: Number.NaN, mail: "ines", page: "javascript:alert(1)", format: "GIF", rare: true }).values()]).toEqual(["required", "number", "email", "link", "choice"]);
});

test("a field that is only shown, or that the process no longer has, is never wrong", () => {
  expect(checkAnswers(fields, [{ key: "mark", mode: "shown" }, { key: "gone", mode: "required" }], {}).size).toBe(0);
});

test("an optional field may be empty but not wrong", () => {
  expect(checkAnswers(fields, [{ key: "mail", mode: "editable" }], {}).size).toBe(0);
  expect(checkAnswers(fields, [{ key: "mail", mode: "editable" }], { mail: "x" }).get("mail")).toBe("email");
});

test("what the server says is wrong is said in the same words", () => {
  expect(problemNamed("wrongType", "date")).toBe("date");
  expect(problemNamed("notAChoice", "choice")).toBe("choice");
  expect(problemNamed("required", "text")).toBe("required");
});

const fields: readonly Field[] = [
  { key: "mark", label: "Shelf mark", kind: "text" },
  { key: "age", label: "Age", kind: "number" },
  { key: "mail", label: "E-mail", kind: "email" },
  { key: "page", label: "Page", kind: "link" },
  { key: "format", label: "Format", kind: "choice", choices: ["TIFF", "PDF"] },
  { key: "rare", label: "Rare", kind: "yesNo" },
];
