import { rankAmong } from "@rondo/core/kernel";
import type { Tx } from "../database/index.ts";
import { refuse } from "../http/index.ts";
import { type PlaceRow, placesOf, savePositions } from "./store.ts";

/** Deeper trees than this are an accident, and no screen shows them. */
export const depthLimit = 32;

export type Wanted = {
  /** Undefined: where it is. */
  readonly parentId: string | null | undefined;
  /** The sibling before it; null = first; undefined = last, or where it is when the parent stays. */
  readonly afterId: string | null | undefined;
};

/** Where a task (null: a new one) goes: the parent checked, a position among its siblings. Whoever calls holds the plan's lock. */
export async function placeTask(
  tx: Tx,
  projectId: string,
  taskId: string | null,
  wanted: Wanted,
): Promise<{ parent_id: string | null; position: string }> {
  const places = await placesOf(tx, projectId);
  const known = new Map(places.map((place) => [place.task_id, place]));
  const own = taskId === null ? undefined : known.get(taskId);
  const parentId = wanted.parentId === undefined ? (own?.parent_id ?? null) : wanted.parentId;
  if (parentId !== null && parentId !== own?.parent_id) mustTake(parentId, taskId, known, places);
  if (own !== undefined && parentId === own.parent_id && wanted.afterId === undefined)
    return { parent_id: parentId, position: own.position };
  const siblings = places.filter((place) => place.parent_id === parentId && place.task_id !== taskId);
  return { parent_id: parentId, position: await positionAmong(tx, siblings, wanted.afterId) };
}

function mustTake(parentId: string, taskId: string | null, known: ReadonlyMap<string, PlaceRow>, places: readonly PlaceRow[]): void {
  const parent = known.get(parentId);
  if (parent === undefined || parent.deleted) refuse("task_not_found");
  if (parent.closed) refuse("task_closed");
  let depth = 1;
  for (
    let above: PlaceRow | undefined = parent;
    above !== undefined;
    above = above.parent_id === null ? undefined : known.get(above.parent_id)
  ) {
    if (above.task_id === taskId) refuse("tree_loop");
    depth += 1;
  }
  if (depth + heightBelow(taskId, places) > depthLimit) refuse("tree_too_deep", { limit: depthLimit });
}

/** How many levels stand below a task. */
function heightBelow(taskId: string | null, places: readonly PlaceRow[]): number {
  if (taskId === null) return 0;
  let height = 0;
  for (let level = new Set([taskId]); ; height += 1) {
    const below = places.filter((place) => place.parent_id !== null && level.has(place.parent_id)).map((place) => place.task_id);
    if (below.length === 0) return height;
    level = new Set(below);
  }
}

/** A key in its place; where the keys there leave no room any more, all siblings get new ones. */
async function positionAmong(tx: Tx, siblings: readonly PlaceRow[], afterId: string | null | undefined): Promise<string> {
  const at =
    afterId === undefined ? siblings.length : afterId === null ? 0 : siblings.findIndex((sibling) => sibling.task_id === afterId) + 1;
  if (afterId != null && at === 0) refuse("task_not_found");
  const { key, others } = rankAmong(
    siblings.map(({ position }) => position),
    at,
  );
  if (others !== null)
    await savePositions(
      tx,
      siblings.map((sibling, index) => ({ id: sibling.task_id, position: others[index] as string })),
    );
  return key;
}
