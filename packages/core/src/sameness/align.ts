import { conceptsOf, stem } from "./lexicon.ts";
import type { Tasks } from "./tasks.ts";

/** What a group usually does, in its usual order: each step by its concepts. */
export type Line = readonly (readonly string[])[];

export function usualLine(members: readonly number[], tasks: Tasks): Line {
  const seen = new Map<number, { count: number; place: number }>();
  for (const member of members) {
    const own = [...new Set(tasks.ofCase[member])];
    for (const [at, task] of own.entries()) {
      const entry = seen.get(task) ?? { count: 0, place: 0 };
      entry.count += 1;
      entry.place += (at + 0.5) / own.length;
      seen.set(task, entry);
    }
  }
  const least = Math.max(members.length >= 4 ? 2 : 1, members.length * 0.2);
  return [...seen]
    .filter(([, { count }]) => count >= least)
    .map(([task, { count, place }]) => ({ task, at: place / count }))
    .sort((a, b) => a.at - b.at || a.task - b.task)
    .slice(0, 60)
    .map(({ task }) => tasks.meaning[task] ?? []);
}

/**
 * How well two lines go side by side, 0 to 1: the best alignment that keeps both orders (Needleman and Wunsch, 1970), where
 * a pair of steps counts by the concepts it shares, over the length of the shorter. Three pairs prove nothing.
 */
export function alongside(a: Line, b: Line, weigh: (concept: string) => number): number {
  if (a.length < 4 || b.length < 4) return 0;
  let row = new Float64Array(b.length + 1);
  let pairs = new Int32Array(b.length + 1);
  for (const left of a) {
    const next = new Float64Array(b.length + 1);
    const nextPairs = new Int32Array(b.length + 1);
    for (const [at, right] of b.entries()) {
      const same = shared(left, right, weigh);
      const taken = (row[at] ?? 0) + same;
      const [up, back] = [row[at + 1] ?? 0, next[at] ?? 0];
      if (same > 0 && taken > up && taken > back) [next[at + 1], nextPairs[at + 1]] = [taken, (pairs[at] ?? 0) + 1];
      else if (up >= back) [next[at + 1], nextPairs[at + 1]] = [up, pairs[at + 1] ?? 0];
      else [next[at + 1], nextPairs[at + 1]] = [back, nextPairs[at] ?? 0];
    }
    [row, pairs] = [next, nextPairs];
  }
  return (pairs[b.length] ?? 0) < 4 ? 0 : (row[b.length] ?? 0) / Math.min(a.length, b.length);
}

/** What stands in most lines ("check") ties two of them together less than what stands in these two alone. */
export function weightsOf(lines: readonly Line[]): (concept: string) => number {
  const spread = new Map<string, number>();
  for (const line of lines) for (const concept of new Set(line.flat())) spread.set(concept, (spread.get(concept) ?? 0) + 1);
  return (concept) => Math.log(1 + lines.length / (spread.get(concept) ?? 1));
}

function shared(a: readonly string[], b: readonly string[], weigh: (concept: string) => number): number {
  const sum = (concepts: readonly string[]): number => concepts.reduce((total, concept) => total + weigh(concept) ** 2, 0);
  const both = sum(a.filter((concept) => b.includes(concept)));
  return both === 0 ? 0 : both / Math.sqrt(sum(a) * sum(b));
}

/** By concept the words in which a group says it, each with its share. */
export type Wording = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function wordingOf(members: readonly number[], tasks: Tasks): Wording {
  const found = new Map<string, Map<string, number>>();
  for (const member of members)
    for (const word of tasks.wordsOfCase[member] ?? [])
      for (const concept of conceptsOf(word)) {
        const words = found.get(concept) ?? new Map<string, number>();
        found.set(concept, words);
        words.set(stem(word), (words.get(stem(word)) ?? 0) + 1);
      }
  return found;
}

/** Of what two groups both speak of, how much they say in other words, 0 to 1: two languages do, two processes of one house do not. */
export function saidOtherwise(a: Wording, b: Wording): number {
  let [other, all] = [0, 0];
  for (const [concept, words] of a) {
    const theirs = b.get(concept);
    if (theirs === undefined) continue;
    const [mine, others] = [sumOf(words), sumOf(theirs)];
    let same = 0;
    for (const [word, count] of words) same += Math.min(count / mine, (theirs.get(word) ?? 0) / others);
    const weight = Math.min(mine, others);
    other += weight * (1 - same);
    all += weight;
  }
  return all === 0 ? 0 : other / all;
}

function sumOf(words: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of words.values()) sum += count;
  return sum;
}
