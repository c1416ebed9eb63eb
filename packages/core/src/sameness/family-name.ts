import { conceptsOf, fold, isConcept, isEmptyWord } from "./lexicon.ts";
import { saysNothing } from "./placeholders.ts";
import type { Procedure } from "./procedure.ts";
import type { Container } from "./work.ts";
import { wordsOf } from "./words.ts";

/** What most of the names say is done, as the one says it that says most of it; else the first and last step. */
export function familyName(containers: readonly Container[], procedure: Procedure): string {
  const names = containers.map(partsOf);
  const spread = new Map<string, number>();
  for (const parts of names)
    for (const concept of new Set(parts.flatMap(({ concepts }) => concepts))) spread.set(concept, (spread.get(concept) ?? 0) + 1);
  const shared = ({ concepts }: Part): boolean =>
    concepts.length > 0 &&
    concepts.every((concept) => {
      const count = spread.get(concept) ?? 0;
      // Whose work it is may be in many names; of what is done, half of them may leave a word out.
      return count >= names.length * 0.6 || (isConcept(concept) && count >= 3 && count >= names.length / 2);
    });
  const said = names.map((parts) => {
    const [first, last] = [parts.findIndex(shared), parts.findLastIndex(shared)];
    const kept = parts.filter((part, at) => shared(part) || (part.joint && at > first && at < last));
    return { kept, tells: new Set(kept.flatMap(({ concepts }) => concepts)).size };
  });
  const [fullest] = said.toSorted((a, b) => b.tells - a.tells);
  const words = fullest?.kept.map(({ word }) => word).join(" ") ?? "";
  if (words.length >= 4 && fullest?.kept.some(({ concepts }) => concepts.some((concept) => !saysNothing(concept))))
    return capitalised(words);
  const [first, last] = [procedure.steps.find((step) => step.share >= 0.5), procedure.steps.findLast((step) => step.share >= 0.5)];
  return first === undefined || last === undefined
    ? (containers[0]?.name ?? "")
    : first === last
      ? first.name
      : `${first.name} … ${last.name}`;
}

/** A joint (“for”, “of”) says nothing by itself. */
type Part = { readonly word: string; readonly concepts: readonly string[]; readonly joint: boolean };

/** The words of a name without its numbers and dates, and without the people who work there. */
function partsOf({ name, people }: Container): readonly Part[] {
  const persons = new Set(people.flatMap((person) => person.split(/\s+/)).map(fold));
  return name
    .split(/[\s_\-–—:,./()[\]]+/)
    .filter((word) => word !== "" && !/\d/.test(word) && !persons.has(fold(word)))
    .map((word) => {
      const joint = isEmptyWord(fold(word));
      return { word, joint, concepts: joint ? [] : [...new Set(wordsOf(word).flatMap(conceptsOf))] };
    });
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
