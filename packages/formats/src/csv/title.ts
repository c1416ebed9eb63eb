import { readWhen } from "./dates.ts";
import type { Row } from "./table.ts";

/**
 * The column that most looks like what a row is about, where none is named so (“Invoice”, “Candidate”): filled nearly
 * everywhere, with words in it, seldom twice the same, and more to the left than others. Null where there is none, and
 * where the first row is no row of names.
 */
export function likelyTitle(head: Row, body: readonly Row[], taken: ReadonlySet<number>): number | null {
  const some = body.slice(0, 500);
  if (some.length === 0 || head.cells.some((name) => /^[\d.,:/\s-]+$/.test(name) || readWhen(name, "dayFirst") !== null)) return null;
  let best: { at: number; score: number } | null = null;
  for (const [at, name] of head.cells.entries()) {
    if (name === "" || taken.has(at)) continue;
    const cells = some.map((row) => row.cells[at] ?? "").filter((cell) => cell !== "");
    const worded = cells.filter(
      (cell) => /\p{L}{2}/u.test(cell) && cell.length <= 300 && !/@|:\/\//.test(cell) && readWhen(cell, "dayFirst") === null,
    );
    if (cells.length < some.length * 0.8 || worded.length < cells.length * 0.8) continue;
    const score = new Set(cells).size / cells.length - 0.1 * at;
    if (best === null || score > best.score) best = { at, score };
  }
  return best?.at ?? null;
}
