/**
 * The grams of each word to look for: those of `search_grams` in the database, but the last word may still be being typed, so the one
 * that says where it ends is left out. `form` is what `search_form` made of the query.
 */
export function gramsOf(form: string): string[][] {
  const words = form.split(" ").filter((word) => word !== "");
  return words.map((word, index) => {
    const letters = [" ", ...word, " "];
    const all = [...new Set(letters.slice(2).map((_, at) => letters.slice(at, at + 3).join("")))];
    return index === words.length - 1 && all.length > 1 ? all.slice(0, -1) : all;
  });
}

/**
 * A letter that was missed, doubled or swapped spoils three grams of a word; two in five must still be there. Of three
 * letters nothing is left then: so short a query is taken at its word.
 */
export function leastOf(grams: readonly string[]): number {
  if (grams.length <= 3) return Math.max(1, grams.length);
  return Math.max(1, Math.ceil(grams.length * 0.4));
}

/**
 * Better first: the very words, then their beginning, then somewhere inside, then what shares most; open before closed. Of
 * those that have the words, what holds work goes before the work in it: one process, not its fifty runs.
 */
export function rankOf(
  form: string,
  found: { readonly form: string; readonly score: number; readonly closed: boolean; readonly kind?: string },
): number {
  const place = found.form === form ? 3 : found.form.startsWith(form) ? 2 : ` ${found.form}`.includes(` ${form}`) ? 1 : 0;
  const holds = place > 0 && found.kind !== "task" && found.kind !== "run" ? 500 : 0;
  return place * 1_000 + holds + found.score * 2 - (found.closed ? 1 : 0);
}
