import type { Graph } from "../process/index.ts";
import type { RunEvent } from "./event.ts";
import type { RunState } from "./state.ts";

/** The state with the moment at which a step ended, where others count from it. */
export function withEnd(graph: Graph, state: RunState, event: RunEvent): RunState {
  if (!("step" in event) || typeof event.step !== "string" || !ends.has(event.type) || !graph.counted.has(event.step)) return state;
  return { ...state, ended: { ...state.ended, [event.step]: event.at } };
}

const ends: ReadonlySet<RunEvent["type"]> = new Set<RunEvent["type"]>([
  "step.completed",
  "step.skipped",
  "approval.approved",
  "approval.rejected",
  "wait.ended",
  "action.done",
  "data.set",
  "project.finished",
]);
