import { fillIn, type Step } from "../../process/index.ts";
import type { Impasse, Move } from "../move.ts";
import { known } from "../placed.ts";
import type { Turn } from "../turn.ts";

/**
 * What a kind of step does when a token arrives: `waits` stays, `passes` goes on at once, moves take its place, and where
 * it cannot be done there is an incident.
 */
export type Outcome = "waits" | "passes" | readonly Move[] | Impasse;

export type WorkKind<S extends Step> = {
  readonly activate: (turn: Turn, step: S, token: number) => Outcome;
};

export function personFor(turn: Turn, role: string | null): string | null {
  return role !== null && Object.hasOwn(turn.state.people, role) ? (turn.state.people[role] ?? null) : null;
}

/** The text with `{{key}}` replaced by the field's answer; a field without one leaves nothing. */
export function filledIn(text: string, turn: Turn, place?: number): string {
  return fillIn(text, turn.graph.definition.fields, known(turn, place));
}
