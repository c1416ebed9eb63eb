import type { Family } from "./family.ts";

/** Less sure than this it may be no one work at all: below it a verdict is unclear, too. */
export const sureEnough = 0.6;

export type Stake = Pick<Family, "frequency" | "impact" | "confidence">;

/** Hours a month, as far as it is sure that all of it is one work. */
export function hoursAtStake({ frequency, impact, confidence }: Stake): number {
  return frequency * impact * confidence;
}

/** What to fix first: the most hours; what is not sure enough comes after all that is, whatever its hours. */
export function firstToFix(a: Stake, b: Stake): number {
  return Number(b.confidence >= sureEnough) - Number(a.confidence >= sureEnough) || hoursAtStake(b) - hoursAtStake(a);
}
