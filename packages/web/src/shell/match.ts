/**
 * How well what was typed fits a label: null if not at all, else higher is better. Every typed word must start a word
 * of the label or be its letters in order; starts of words count most ("gd" finds "Go to day").
 */
export function matchScore(typed: string, label: string, also = ""): number | null {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 0;
  const text = plain(label);
  const more = plain(also);
  let total = 0;
  for (const word of words) {
    const score = Math.max(wordScore(word, text), more ? wordScore(word, more) - 5 : 0);
    if (score <= 0) return null;
    total += score;
  }
  return total - text.length / 100;
}

function wordScore(word: string, text: string): number {
  if (text.startsWith(word)) return 40;
  if (text.split(/[\s/·-]+/).some((part) => part.startsWith(word))) return 30;
  if (text.includes(word)) return 20;
  const initials = text
    .split(/[\s/·-]+/)
    .map((part) => part[0] ?? "")
    .join("");
  if (initials.includes(word)) return 15;
  return word.length > 2 && inOrder(word, text) ? 8 : 0;
}

function inOrder(word: string, text: string): boolean {
  let at = 0;
  for (const char of text) if (char === word[at]) at += 1;
  return at === word.length;
}

/** Without case and accents, so that "oberflache" finds "Oberfläche". */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
