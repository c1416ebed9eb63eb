import type { Answer } from "../api/index.ts";
import type { Tone } from "../ui/index.ts";

export type Handover = Answer<"GET /handovers/:h">;
export type Taker = Pick<Handover["to"], "kind" | "id" | "name">;

/** Waiting for the receiver is the state in which somebody must act. */
export const toneOf: Readonly<Record<Handover["state"], Tone>> = { planned: "plain", offered: "act", accepted: "accent", returned: "act" };

export function acceptedCount(handover: Handover): number {
  return handover.items.filter((item) => item.accepted !== null).length;
}
