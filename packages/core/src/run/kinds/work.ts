import { fillIn, type Step } from "../../process/index.ts";
import type { Turn } from "../turn.ts";

/** What a kind of step that can wait does when a token arrives: `waits` stays, `passes` goes on at once. */
export type WorkKind<S extends Step> = {
  readonly activate: (turn: Turn, step: S, token: number) => "waits" | "passes";
};

export function personFor(turn: Turn, role: string | null): string | null {
  return role !== null && Object.hasOwn(turn.state.people, role) ? (turn.state.people[role] ?? null) : null;
}

/** The text with `{{key}}` replaced by the field's answer; a field without one leaves nothing. */
export function filledIn(text: string, turn: Turn): string {
  return fillIn(text, turn.graph.definition.fields, turn.state.data);
}
