import { expect, test } from "vitest";
import { Words } from "./words.ts";

test("the word that stands there is given, also among words that look alike by length, first and last character", () => {
  const words = new Words();
  const heard: string[] = [];
  const text = "Scan Sain Scan Stun Sain Scan";
  const all = text.split(" ").map((_, at) => words.of(text, at * 5, at * 5 + 4, (word) => heard.push(word)));
  expect(all).toEqual(text.split(" "));
  expect(heard).toEqual(["Scan", "Sain", "Stun"]);
});

test("more words than are kept, and long ones, are given all the same, and each is heard of", () => {
  const words = new Words();
  for (let round = 0; round < 2; round += 1)
    for (let at = 0; at < 12_000; at += 1) expect(words.of(`<w${at}>`, 1, `<w${at}`.length)).toBe(`w${at}`);
  const long = "x".repeat(5_000);
  let heard = 0;
  for (let round = 0; round < 2; round += 1) expect(words.of(long, 0, 5_000, () => (heard += 1))).toBe(long);
  expect(heard).toBe(2);
  expect(words.of("", 0, 0)).toBe("");
});
