import { fold, isEmptyWord } from "./lexicon.ts";

/**
 * The words of a title that could say what is to be done: without addresses, numbers, dates and words that mean nothing.
 * A title made of nothing else keeps what it has: "Phase 2" and "A" are names too.
 */
export function wordsOf(title: string): readonly string[] {
  const plain = title
    .normalize("NFKC")
    .slice(0, 500)
    .replace(/\bhttps?:\/\/\S+|\bwww\.\S+|\S+@\S+\.\S+/g, " ")
    .replace(/['’]s\b/g, "");
  const parts = plain.split(/[^\p{L}\p{N}\p{M}]+/u).filter((part) => part !== "");
  const spoken = parts
    .flatMap((part) => (ideographs.test(part) ? pairsOf(part) : [part]))
    .filter((part) => !/\p{N}/u.test(part))
    .map(fold);
  const words = spoken.filter((word) => word.length > 1 && !isEmptyWord(word));
  // A lone letter is a name where there is little else ("A_ACCEPTED", "b"), an article or an initial otherwise.
  if (words.length <= 1) words.unshift(...spoken.filter((word) => word.length === 1));
  if (words.length > 0) return words;
  return spoken.length > 0 ? spoken : parts.map(fold);
}

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Scripts without spaces: each two neighbouring signs. */
function pairsOf(text: string): string[] {
  const signs = [...text];
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}
