import type { Return } from "../process/index.ts";
import { enter } from "./advance.ts";
import { withdraw } from "./finish.ts";
import type { Turn } from "./turn.ts";

/** Has an earlier step worked again: everything alive in the region is given up, and one token starts at the target. */
export function returnTo(turn: Turn, from: string, back: Return): void {
  const inside = turn.state.tokens.filter((token) => back.region.has(token.node));
  withdraw(turn, inside);
  const alive = new Set(turn.state.tokens.map((token) => token.id));
  const token = turn.state.next;
  turn.record({
    type: "run.returned",
    step: back.target,
    from,
    tokens: inside.map(({ id }) => id).filter((id) => alive.has(id)),
    token,
    arrived: back.arrived.map(({ node, branch }, index) => ({ token: token + 1 + index, node, branch })),
  });
  enter(turn, token, back.target);
}
