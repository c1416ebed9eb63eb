import type { Plan } from "./model.ts";

/** What a change moves: for a preview before the drop, and for the sentence after it. */
export type Moves = {
  /** Tasks whose dates differ, without summaries (they only follow) and without the one that was changed. */
  readonly others: number;
  readonly moved: ReadonlyMap<string, { readonly start: string; readonly finish: string }>;
  readonly finishBefore: string;
  readonly finishAfter: string;
};

export function movesBetween(before: Plan, after: Plan, changedId: string | null = null): Moves {
  const known = new Map(before.entries.map((entry) => [entry.taskId, entry]));
  const moved = new Map<string, { start: string; finish: string }>();
  let others = 0;
  for (const entry of after.entries) {
    const old = known.get(entry.taskId);
    if (!old || (old.start === entry.start && old.finish === entry.finish)) continue;
    moved.set(entry.taskId, { start: entry.start, finish: entry.finish });
    if (!entry.summary && entry.taskId !== changedId) others += 1;
  }
  return { others, moved, finishBefore: before.finish, finishAfter: after.finish };
}
