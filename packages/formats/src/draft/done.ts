import type { HistoryDraft, ListDraft } from "./project.ts";

/**
 * Whether a list's name says that what stands in it is finished. Whole names only ("Done", "Done 2015-06", "✅ Erledigt"):
 * "Done by Friday?" or "To be completed" is not. Languages: those of the exports at hand and their neighbours.
 */
export function namesDone(listName: string): boolean {
  const words = listName
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, " ")
    .replace(/\b\d[\d\s]*\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return doneNames.has(words);
}

const doneNames = new Set([
  "done",
  "all done",
  "completed",
  "complete",
  "finished",
  "closed",
  "resolved",
  "shipped",
  "erledigt",
  "fertig",
  "abgeschlossen",
  "terminé",
  "fait",
  "hecho",
  "terminado",
  "fatto",
  "completato",
  "klaar",
  "gedaan",
  "färdig",
  "klart",
  "完了",
  "完成",
  "できたこと",
  "готово",
]);

/** The last time it was marked done or moved to where it stands. */
export function completionMoment(history: readonly HistoryDraft[], list: ListDraft | undefined): string | null {
  const moments = history.filter(
    (entry) =>
      entry.kind === "completed" ||
      ((entry.kind === "moved" || entry.kind === "created") && list?.done === true && entry.to === list.sourceId),
  );
  return moments.at(-1)?.at ?? null;
}
