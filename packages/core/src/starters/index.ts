import { content, documentReview, event, release } from "./making.ts";
import { monthEnd, purchase } from "./money.ts";
import { offboarding, onboarding, travel } from "./people.ts";
import { complaint, digitisation, incident } from "./requests.ts";
import german from "./de.json" with { type: "json" };
import { inWords } from "./words.ts";
import type { Starter } from "./write.ts";

export { type Starter, starterOn } from "./write.ts";

/** Procedures to begin with, in English. */
export const starters: readonly Starter[] = [
  complaint,
  content,
  digitisation,
  documentReview,
  event,
  incident,
  monthEnd,
  offboarding,
  onboarding,
  purchase,
  release,
  travel,
];

/** What they say in other languages, by their English. */
const languages: Readonly<Record<string, Readonly<Record<string, string>>>> = { de: german };

/** The same in a language, by their names; in English where there are no words for it. */
export function startersIn(language: string): readonly Starter[] {
  const words = languages[language.split("-")[0] ?? ""] ?? {};
  return starters.map((starter) => inWords(starter, words)).toSorted((a, b) => a.name.localeCompare(b.name, language));
}
