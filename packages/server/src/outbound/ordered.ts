import type { Action } from "@rondo/core/run";

/** A call or mail that a run's action step ordered; the subject is the action. `attempts` is the fence: only the last one's outcome counts. */
export type OrderedCall = {
  readonly workspaceId: string;
  readonly subjectId: string;
  readonly runId: string;
  readonly act: Extract<Action, { do: "http" | "mail" }>;
  readonly attempts: number;
};

/** What leaves the house is done after the commit, and tried again by itself. */
export function goesOutside(act: Action): act is OrderedCall["act"] {
  return act.do === "http" || act.do === "mail";
}
