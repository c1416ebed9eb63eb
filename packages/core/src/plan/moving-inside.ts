/** Where a task is to stand: inside which other, after which sibling (null: first; left out: last). */
export type Place = { readonly parentId: string | null; readonly afterId?: string | null | undefined };

/** A task of a tree, as far as moving goes. */
type Row = { readonly parentId: string | null; readonly open: boolean };

/** Of moves that are made one after the other those that can be: an open task goes into an open one, and never into what is inside itself. */
export function movesThatHold(
  rows: ReadonlyMap<string, Row>,
  moves: readonly { readonly id: string; readonly place: Place }[],
): Map<string, Place> {
  const parents = new Map<string, string | null>();
  const above = (id: string): string | null => (parents.has(id) ? (parents.get(id) ?? null) : (rows.get(id)?.parentId ?? null));
  const holds = new Map<string, Place>();
  for (const { id, place } of moves) {
    if (rows.get(id)?.open !== true) continue;
    if (place.parentId !== null && rows.get(place.parentId)?.open !== true) continue;
    if (isInside(place.parentId, id, above)) continue;
    parents.set(id, place.parentId);
    holds.set(id, place);
  }
  return holds;
}

function isInside(at: string | null, id: string, above: (id: string) => string | null): boolean {
  const seen = new Set<string>();
  for (let one = at; one !== null && !seen.has(one); one = above(one)) {
    if (one === id) return true;
    seen.add(one);
  }
  return false;
}
