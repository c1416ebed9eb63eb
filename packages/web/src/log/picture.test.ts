import { expect, test } from "vitest";
import { linesOf } from "./picture.tsx";

test("a step's name stands whole on two lines before it is cut", () => {
  expect(linesOf("Confirmation of receipt")).toEqual(["Confirmation of receipt"]);
  expect(linesOf("T02 Check confirmation of receipt")).toEqual(["T02 Check confirmation of", "receipt"]);
  expect(linesOf("T05 Print and send confirmation of receipt to everybody who asked")).toEqual([
    "T05 Print and send",
    "confirmation of receipt to…",
  ]);
});

test("a name without a space is broken where the line ends", () => {
  expect(linesOf("Empfangsbestaetigungsversandvorbereitung")).toEqual(["Empfangsbestaetigungsversan", "dvorbereitung"]);
});
