import type { Token } from "./state.ts";
import type { Turn } from "./turn.ts";

/** Gives open work to whoever is in a role; the server chooses where a rule of the step, a team or an absence has a say. */
export function reassignTo(turn: Turn, token: Token & { readonly task: string }, role: string): void {
  const person = Object.hasOwn(turn.state.people, role) ? (turn.state.people[role] ?? null) : null;
  turn.record({ type: "step.reassigned", token: token.id, step: token.node, task: token.task, person });
  turn.effect({ type: "assignTask", task: token.task, step: token.node, person, role });
}
