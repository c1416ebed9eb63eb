import { spreadRanks } from "@rondo/core/kernel";
import type { TaskDraft } from "@rondo/formats/draft";

export type Placed = { readonly task: TaskDraft; readonly parent: string | null; readonly rank: string };
export type Tree = {
  readonly placed: readonly Placed[];
  /** How many tasks hung under themselves or too deep, and stand at the top now. */ readonly loops: number;
};

/** As deep as a plan nests by hand, less two for checklists and their items. */
const deepest = 30;

/** Tasks with parents first, each with its place among its siblings. A parent that isn't there, or leads round in a circle, is none. */
export function treeOf(tasks: readonly TaskDraft[]): Tree {
  const known = new Map(tasks.map((task) => [task.sourceId, task]));
  const depth = new Map<string, number>();
  let loops = 0;
  const depthOf = (task: TaskDraft): number => {
    const chain: TaskDraft[] = [];
    const seen = new Set<string>();
    let at: TaskDraft | undefined = task;
    while (at !== undefined && !depth.has(at.sourceId) && !seen.has(at.sourceId)) {
      seen.add(at.sourceId);
      chain.push(at);
      at = at.parent === null ? undefined : known.get(at.parent);
    }
    let level = at === undefined ? 0 : depth.get(at.sourceId) !== undefined ? (depth.get(at.sourceId) as number) + 1 : -1;
    if (level === -1) {
      level = 0; // a circle: the one it was found from stands at the top
      loops += 1;
    }
    for (const one of chain.reverse()) {
      if (level > deepest) {
        loops += 1;
        level = 0;
      }
      depth.set(one.sourceId, level);
      level += 1;
    }
    return depth.get(task.sourceId) as number;
  };
  const parents = new Map(tasks.map((task) => [task.sourceId, depthOf(task) === 0 ? null : task.parent]));
  const children = Map.groupBy(tasks, (task) => parents.get(task.sourceId) ?? null);
  const placed: Placed[] = [];
  const open: { parent: string | null; task: TaskDraft; rank: string }[] = [];
  const push = (parent: string | null): void => {
    const siblings = children.get(parent) ?? [];
    const ranks = spreadRanks(siblings.length);
    for (let at = siblings.length - 1; at >= 0; at -= 1) open.push({ parent, task: siblings[at] as TaskDraft, rank: ranks[at] as string });
  };
  push(null);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    placed.push(next);
    push(next.task.sourceId);
  }
  return { placed, loops };
}
