import { aroundNode, reach, type Step } from "../process/index.ts";
import { attachedTo } from "./attached.ts";
import { withdraw } from "./finish.ts";
import type { Move } from "./move.ts";
import type { Block } from "./state.ts";
import { find } from "./tree.ts";
import type { Turn } from "./turn.ts";

/**
 * Has the run go on at another step. Everything alive in the outermost step around `from` that does not hold the target
 * too is given up; on the way to the target blocks begin again, with the branches beside the target finished. Null where
 * no way leads there.
 */
export function goTo(
  turn: Turn,
  from: { readonly step: string; readonly in: number | undefined; readonly token: number },
  to: string,
  reason?: string,
): Move[] | null {
  const { places, steps } = turn.graph;
  const [here, there] = [places.get(from.step), places.get(to)];
  const way = here === undefined || there === undefined ? null : reach(here, there, steps);
  const spot = here?.[way?.level ?? 0];
  if (way === null || spot === undefined || there === undefined) return null;
  const isGone = (node: string): boolean => {
    const at = places.get(turn.node(node).step ?? "")?.[way.level];
    return at?.block === spot.block && at.index === spot.index;
  };
  /** The place, outside all that is given up, in which something is. */
  const climb = (place: number | undefined): number | undefined => {
    let at = place;
    for (let block = find(turn.state, at); block !== undefined && isGone(block.step); block = find(turn.state, at)) at = block.in;
    return at;
  };
  const base = climb(from.in);
  const gone = (turn.state.blocks ?? []).filter((block) => isGone(block.step) && climb(block.in) === base);
  const tokens = turn.state.tokens.filter((token) => token.id === from.token || (isGone(token.node) && climb(token.in) === base));
  withdraw(turn, tokens, [], "");
  const alive = new Set(turn.state.tokens.map(({ id }) => id));
  const opened: Block[] = [];
  let next = turn.state.next;
  let place = base;
  const open = (block: Omit<Block, "id" | "in">): void => {
    opened.push({ id: next, ...(place !== undefined && { in: place }), ...block });
    place = next++;
  };
  for (const { owner, branch } of there.slice(way.level + 1)) {
    const step = turn.step(owner);
    if (hasAround(step)) open({ step: aroundNode(step.id), ...again(turn, step, place) });
    if (step.kind === "parallel") open({ step: step.id, arrived: step.branches.flatMap(({ id }) => (id === branch ? [] : [id])) });
    else if (step.kind === "race") open({ step: step.id, won: branch ?? "" });
    else if (step.kind === "repeat") open({ step: step.id, round: 1 });
    else if (step.kind === "group") open({ step: step.id });
  }
  const token = next;
  const target = turn.step(to);
  turn.record({
    type: "run.returned",
    step: to,
    from: from.step,
    tokens: tokens.map(({ id }) => id).filter((id) => alive.has(id)),
    gone: gone.map(({ id }) => id),
    opened,
    token,
    node: hasAround(target) ? aroundNode(to) : to,
    in: place ?? null,
    ...(reason !== undefined && { reason }),
  });
  return [{ token, to: hasAround(target) ? aroundNode(to) : to, finishes: null }];
}

export function hasAround(step: Step): boolean {
  return step.lock !== undefined || (step.attached?.length ?? 0) > 0;
}

/** What is attached begins anew; what cannot be reckoned any more is left out rather than stop a return. */
function again(turn: Turn, step: Step, place: number | undefined): Pick<Block, "due" | "listens"> {
  const attached = attachedTo(turn, step, place);
  return "code" in attached ? {} : attached;
}
