import { withdraw } from "./finish.ts";
import type { Block } from "./state.ts";
import { around, inside } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** Something happened to a token: races it is in are decided, and the other branches are given up. */
export function decideRaces(turn: Turn, id: number): void {
  const token = turn.token(id);
  for (const block of around(turn.state, token.in)) {
    const step = turn.step(turn.node(block.step).step);
    if (step.kind !== "race" || block.step !== step.id || block.won !== undefined) continue;
    const branch = branchAt(turn, token.node, step.id);
    if (branch === null) continue;
    turn.record({ type: "race.decided", step: step.id, block: block.id, branch });
    giveUpOthers(turn, block, step.id, branch);
  }
}

function giveUpOthers(turn: Turn, block: Block, step: string, branch: string): void {
  const { tokens, blocks } = inside(turn.state, block.id);
  // A token that has not set out yet stands at the race itself, and is in no branch.
  const isOther = (node: string): boolean => branchAt(turn, node, step) !== branch;
  withdraw(
    turn,
    tokens.filter(({ node }) => isOther(node)),
    blocks.filter((one) => isOther(one.step)),
    step,
  );
}

function branchAt(turn: Turn, node: string, race: string): string | null {
  const step = turn.node(node).step;
  return turn.graph.places.get(step ?? "")?.find(({ owner }) => owner === race)?.branch ?? null;
}
