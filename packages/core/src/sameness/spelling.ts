import { isKnownWord, knownWords } from "./lexicon.ts";

/**
 * Mistyped words and what they mean: a rare word that is one slip (two in long words) away from one that is written much
 * more often, or that the lexicon knows. Found by leaving letters out on both sides, so that not every pair is compared.
 */
export function repairs(counts: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const frequency = (word: string): number => Math.max(counts.get(word) ?? 0, knownWords.has(word) ? 4 : 0);
  const frequent = [...counts]
    .filter(([word, count]) => (count >= 2 || word.length >= 7) && word.length >= 4 && !knownWords.has(word))
    .map(([word]) => word);
  lexical ??= byShortened([...knownWords].filter((word) => word.length >= 4));
  const known = lexical;
  const own = byShortened(frequent);
  const found = new Map<string, string>();
  for (const [word, count] of counts) {
    if (word.length < 4 || word.length > 30 || isKnownWord(word)) continue;
    let best: { word: string; score: number } | null = null;
    const seen = new Set<string>();
    for (const key of shortened(word)) {
      for (const good of [...(own.get(key) ?? []), ...(known.get(key) ?? [])]) {
        if (seen.has(good)) continue;
        seen.add(good);
        if (good === word || !outweighs(word, count, good, frequency(good)) || Math.abs(good.length - word.length) > 2) continue;
        const slips = distance(word, good);
        if (slips > (Math.min(word.length, good.length) >= 8 ? 2 : 1)) continue;
        const score = frequency(good) / 10 ** (slips * 2);
        if (best === null || score > best.score) best = { word: good, score };
      }
    }
    if (best !== null) found.set(word, best.word);
  }
  return found;
}

/** The better known of two words wins; of two long ones that are equally rare, the first in the alphabet does. */
function outweighs(word: string, count: number, good: string, frequency: number): boolean {
  if (frequency >= Math.max(2, count * (word.length >= 6 ? 2 : 4))) return true;
  return Math.min(word.length, good.length) >= 7 && (frequency > count || (frequency === count && good < word));
}

/** The lexicon never changes, so its words are cut up once. */
let lexical: ReadonlyMap<string, readonly string[]> | null = null;

function byShortened(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const word of words)
    for (const key of shortened(word)) {
      const list = found.get(key);
      if (list === undefined) found.set(key, [word]);
      else list.push(word);
    }
  return found;
}

/** The word, and the word with each one letter left out; long ones with two. */
function shortened(word: string): Set<string> {
  const once = new Set<string>([word]);
  for (let at = 0; at < word.length; at += 1) once.add(word.slice(0, at) + word.slice(at + 1));
  if (word.length < 8 || word.length > 14) return once;
  const twice = new Set(once);
  for (const short of once) for (let at = 0; at < short.length; at += 1) twice.add(short.slice(0, at) + short.slice(at + 1));
  return twice;
}

/** Damerau-Levenshtein with neighbours changing places. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, (before[j - 2] ?? 0) + 1);
      next[j] = value;
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
