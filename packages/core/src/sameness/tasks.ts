import { conceptsOf, isConcept, isKnownWord } from "./lexicon.ts";
import { repairs } from "./spelling.ts";
import type { Case } from "./work.ts";
import { wordsOf } from "./words.ts";

/** Every case's titles as numbers: equal numbers mean the same task, whatever it was called. */
export type Tasks = {
  readonly ofCase: readonly (readonly number[])[];
  /** The concepts behind each case's titles, for what titles as a whole can't tell. */
  readonly conceptsOfCase: readonly (readonly number[])[];
  readonly count: number;
  readonly conceptCount: number;
  /** Concepts of a task, as words. */
  readonly meaning: readonly (readonly string[])[];
  /** The words that each case's titles were written in, without names and slips. */
  readonly wordsOfCase: readonly (readonly string[])[];
};

/** Titles → words → repaired words without names → concepts → tasks. */
export function tasksOf(cases: readonly Case[]): Tasks {
  const words = cases.map((own) => own.steps.map((step) => wordsOf(step.title)));
  const repaired = repair(words);
  const bare = withoutNames(repaired, cases);
  const concepts = bare.map((titles) => titles.map((title) => [...new Set(title.flatMap(conceptsOf))].sort()));
  return { ...merge(withoutLoose(withoutLoose(concepts))), wordsOfCase: bare.map((titles) => [...new Set(titles.flat())]) };
}

function repair(words: readonly (readonly (readonly string[])[])[]): readonly (readonly (readonly string[])[])[] {
  const counts = new Map<string, number>();
  for (const own of words) for (const word of new Set(own.flat())) counts.set(word, (counts.get(word) ?? 0) + 1);
  const better = repairs(counts);
  return words.map((own) => own.map((title) => title.map((word) => better.get(word) ?? word)));
}

/**
 * Takes out what names the instance and not the work: people, words of the case's own name that others don't use, words
 * that stand in many titles of one case and in hardly any other, and words whose title is also known without them.
 */
function withoutNames(
  words: readonly (readonly (readonly string[])[])[],
  cases: readonly Case[],
): readonly (readonly (readonly string[])[])[] {
  const spread = new Map<string, number>();
  for (const own of words) for (const word of new Set(own.flat())) spread.set(word, (spread.get(word) ?? 0) + 1);
  const rare = (word: string): boolean => !isKnownWord(word) && (spread.get(word) ?? 0) <= Math.max(1, 0.05 * cases.length);
  const few = (word: string): boolean => !isKnownWord(word) && (spread.get(word) ?? 0) <= Math.max(2, 0.1 * cases.length);
  const many = cases.length >= 4;
  return words.map((own, at) => {
    const people = new Set((cases[at]?.people ?? []).flatMap(wordsOf));
    const ownName = new Set(wordsOf(cases[at]?.name ?? ""));
    const inTitles = new Map<string, number>();
    for (const title of own) for (const word of new Set(title)) inTitles.set(word, (inTitles.get(word) ?? 0) + 1);
    const names = (word: string): boolean =>
      (people.has(word) && !isKnownWord(word)) ||
      (many &&
        ((rare(word) && ownName.has(word)) ||
          (few(word) && own.length >= 4 && (inTitles.get(word) ?? 0) >= Math.max(2, 0.3 * own.length))));
    return own.map((title) => kept(title, names));
  });
}

/** A concept is loose when most titles that have it are also known without it, in as many cases. */
function withoutLoose(words: readonly (readonly (readonly string[])[])[]): readonly (readonly (readonly string[])[])[] {
  const known = new Map<string, Set<number>>();
  for (const [at, own] of words.entries())
    for (const title of own) {
      const key = keyOf(title);
      const set = known.get(key);
      if (set === undefined) known.set(key, new Set([at]));
      else if (set.size < 50) set.add(at);
    }
  const seen = new Map<string, { all: number; loose: number; rests: Set<string> }>();
  const distinct = new Map<string, readonly string[]>();
  for (const own of words) for (const title of own) distinct.set(keyOf(title), [...new Set(title)].sort());
  for (const [key, title] of distinct) {
    if (title.length > 12) continue;
    const cases = known.get(key)?.size ?? 0;
    for (const word of title) {
      if (isConcept(word)) continue;
      const tally = seen.get(word) ?? { all: 0, loose: 0, rests: new Set<string>() };
      seen.set(word, tally);
      tally.all += 1;
      const rests =
        title.length < 2
          ? []
          : [
              title.filter((other) => other !== word),
              ...title
                .filter((other) => other !== word && !isConcept(other))
                .map((other) => title.filter((one) => one !== word && one !== other)),
            ];
      const rest = rests.find((candidate) => candidate.length > 0 && (known.get(candidate.join(" "))?.size ?? 0) >= Math.max(1, cases));
      if (rest === undefined) continue;
      tally.loose += 1;
      tally.rests.add(rest.join(" "));
    }
  }
  const loose = new Set(
    [...seen]
      .filter(
        ([, { all, loose: hits, rests }]) => hits / all >= 0.3 && (rests.size >= 5 || (hits / all >= 0.6 && (rests.size >= 2 || all <= 2))),
      )
      .map(([word]) => word),
  );
  return words.map((own) => own.map((title) => kept(title, (word) => loose.has(word))));
}

function kept(title: readonly string[], isName: (word: string) => boolean): readonly string[] {
  const rest = title.filter((word) => !isName(word));
  return rest.length === 0 ? title : rest;
}

function keyOf(title: readonly string[]): string {
  return [...new Set(title)].sort().join(" ");
}

/** Titles of the same concepts are one task; then the nearest ones are put together, unless they stand side by side in one case. */
function merge(concepts: readonly (readonly (readonly string[])[])[]): Omit<Tasks, "wordsOfCase"> {
  const numbers = new Map<string, number>();
  const meaning: (readonly string[])[] = [];
  const spread: number[] = [];
  const ofCase = concepts.map((own) => {
    const tasks = own.map((title) => {
      const key = title.join(" ");
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, meaning.length);
      meaning.push(title);
      spread.push(0);
      return meaning.length - 1;
    });
    for (const task of new Set(tasks)) spread[task] = (spread[task] ?? 0) + 1;
    return tasks;
  });
  const words = new Map<string, number>();
  const conceptSpread: number[] = [];
  const conceptsOfCase = concepts.map((own) => {
    const all = own.flatMap((title) =>
      title.map((concept) => {
        const known = words.get(concept);
        if (known !== undefined) return known;
        words.set(concept, words.size);
        conceptSpread.push(0);
        return words.size - 1;
      }),
    );
    for (const concept of new Set(all)) conceptSpread[concept] = (conceptSpread[concept] ?? 0) + 1;
    return all;
  });
  const weight = (concept: string): number =>
    Math.log((concepts.length + 1) / ((conceptSpread[words.get(concept) ?? -1] ?? 0) + 0.5)) + 0.3;
  const root = united(meaning, spread, ofCase, weight);
  // Named anew from 0, so that vectors stay short.
  const final = new Map<number, number>();
  const finalMeaning: (readonly string[])[] = [];
  const named = (task: number): number => {
    const top = root(task);
    const known = final.get(top);
    if (known !== undefined) return known;
    final.set(top, final.size);
    finalMeaning.push(meaning[top] ?? []);
    return final.size - 1;
  };
  const renamed = ofCase.map((own) => own.map(named));
  return { ofCase: renamed, conceptsOfCase, count: final.size, conceptCount: words.size, meaning: finalMeaning };
}

function united(
  meaning: readonly (readonly string[])[],
  spread: readonly number[],
  ofCase: readonly (readonly number[])[],
  weight: (concept: string) => number,
): (task: number) => number {
  const byConcept = new Map<string, number[]>();
  const norms = meaning.map((title) => Math.sqrt(title.reduce((sum, concept) => sum + weight(concept) ** 2, 0)));
  for (const [task, title] of meaning.entries()) {
    // Two titles that are near share one of their weightiest words.
    const heavy = title.toSorted((a, b) => weight(b) - weight(a)).slice(0, 2);
    for (const concept of heavy) {
      const list = byConcept.get(concept);
      if (list === undefined) byConcept.set(concept, [task]);
      else list.push(task);
    }
  }
  const casesOf = new Map<number, Set<number>>();
  for (const [at, own] of ofCase.entries()) for (const task of own) casesOf.set(task, (casesOf.get(task) ?? new Set()).add(at));
  const together = (a: number, b: number): number => {
    const [small, large] = [casesOf.get(a) ?? new Set(), casesOf.get(b) ?? new Set()].sort((one, two) => one.size - two.size);
    let both = 0;
    for (const at of small ?? []) if (large?.has(at)) both += 1;
    return both / Math.max(1, small?.size ?? 0);
  };
  const pairs: { a: number; b: number; near: number }[] = [];
  for (const list of byConcept.values()) {
    if (list.length > 400) continue;
    for (const [index, a] of list.entries())
      for (const b of list.slice(index + 1)) {
        const near = cosine(meaning[a] ?? [], meaning[b] ?? [], weight) / ((norms[a] ?? 1) * (norms[b] ?? 1));
        if (near >= 0.72) pairs.push({ a: Math.min(a, b), b: Math.max(a, b), near });
      }
  }
  pairs.sort((one, two) => two.near - one.near || (spread[two.a] ?? 0) - (spread[one.a] ?? 0) || one.a - two.a || one.b - two.b);
  const parent = meaning.map((_, index) => index);
  const members = meaning.map((_, index) => [index]);
  const root = (task: number): number => {
    let top = task;
    while (parent[top] !== top) top = parent[top] ?? top;
    return top;
  };
  for (const { a, b } of pairs) {
    const [one, two] = [root(a), root(b)];
    if (one === two) continue;
    const [left, right] = [members[one] ?? [], members[two] ?? []];
    // Against chains: on average the two groups must be near, and they must not be two steps of the same case.
    let sum = 0;
    for (const x of left.slice(0, 12))
      for (const y of right.slice(0, 12)) sum += cosine(meaning[x] ?? [], meaning[y] ?? [], weight) / ((norms[x] ?? 1) * (norms[y] ?? 1));
    if (sum / (Math.min(12, left.length) * Math.min(12, right.length)) < 0.6 || together(a, b) > 0.3) continue;
    const [top, under] = (spread[one] ?? 0) >= (spread[two] ?? 0) ? [one, two] : [two, one];
    parent[under] = top;
    members[top] = [...left, ...right];
  }
  return root;
}

function cosine(a: readonly string[], b: readonly string[], weight: (concept: string) => number): number {
  let sum = 0;
  for (const concept of a) if (b.includes(concept)) sum += weight(concept) ** 2;
  return sum;
}
