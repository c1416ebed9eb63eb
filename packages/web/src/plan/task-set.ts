import type { Place, PlanTask } from "./model.ts";

/** What can be changed of a task in its plan. `owner` goes over the wire as its id. */
export type TaskSet = {
  readonly title?: string;
  readonly owner?: PlanTask["owner"];
  readonly workingMinutes?: number;
  readonly milestone?: boolean;
  readonly notBeforeWall?: string | null;
  readonly deadline?: string | null;
  /** In place of all that was said. */
  readonly planning?: Place["planning"];
  readonly column?: string | null;
};
