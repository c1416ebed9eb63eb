import { readFileSync } from "node:fs";
import type { Sentence } from "@rondo/core/kernel";
import { sentenceIn } from "@rondo/core/language";

const findings = new Map<string, Readonly<Record<string, string>>>();

/** A reason in a language, by the words that the app has for it on the screen; a language has one file of them. */
export function sentenceFor(tag: "en" | "de", sentence: Sentence): string {
  if (tag === "en") return sentenceIn(tag, {}, sentence);
  const known = findings.get(tag) ?? read(tag);
  findings.set(tag, known);
  return sentenceIn(tag, known, sentence);
}

function read(tag: string): Readonly<Record<string, string>> {
  const file = new URL(`../../../../web/src/languages/${tag}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly findings: Readonly<Record<string, string>> }).findings;
}
