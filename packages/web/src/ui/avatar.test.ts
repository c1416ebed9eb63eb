import { expect, test } from "vitest";
import { hueOf, initialsOf } from "./avatar.tsx";

test("initials are of the first and the last name, in any script", () => {
  expect(["Ines Okafor", "Mei", "Anna Maria van Dijk", "  ", "李 小龍", "émile zola"].map(initialsOf)).toEqual([
    "IO",
    "M",
    "AD",
    "",
    "李小",
    "ÉZ",
  ]);
});

test("the hue of a person never changes and is one of twelve", () => {
  expect(hueOf("Ines Okafor")).toBe(hueOf("Ines Okafor"));
  expect(new Set(Array.from({ length: 500 }, (_, index) => hueOf(`person ${index}`))).size).toBe(12);
});
