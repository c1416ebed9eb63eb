import type { Sentence } from "../kernel/index.ts";
import { render } from "./render.ts";

/** A sentence in a language, each part by itself; in English what the language has no words for. */
export function sentenceIn(tag: string, findings: Readonly<Record<string, string>>, { text, values }: Sentence): string {
  const said = values.map((value) => (typeof value === "object" ? sentenceIn(tag, findings, value) : value));
  const translated = Object.hasOwn(findings, text) ? findings[text] : undefined;
  if (translated === undefined) return text.replace(/\{(\d+)\}/g, (_, index: string) => String(said[Number(index)] ?? ""));
  return render(translated, tag, Object.fromEntries(said.map((value, index) => [String(index), value])));
}
