import type { Action } from "@rondo/core/run";

/** A call that a run's action step ordered; the subject is the action. `attempts` is the fence: only the last one's outcome counts. */
export type OrderedCall = {
  readonly workspaceId: string;
  readonly subjectId: string;
  readonly runId: string;
  readonly act: Extract<Action, { do: "http" }>;
  readonly attempts: number;
};
