import type { Graph } from "../process/index.ts";
import type { RunEvent } from "./event.ts";
import { block } from "./state-change.ts";
import type { RunState } from "./state.ts";
import { around, itemsAt } from "./tree.ts";

/** The state with the moment at which a step ended, where others count from it: in the run, and in each item it is in. */
export function withEnd(graph: Graph, state: RunState, event: RunEvent): RunState {
  if (!("step" in event) || typeof event.step !== "string" || !ends.has(event.type) || !graph.counted.has(event.step)) return state;
  const end = { [event.step]: event.at };
  const place = "token" in event ? state.tokens.find(({ id }) => id === event.token)?.in : undefined;
  const inRun: RunState = { ...state, ended: { ...state.ended, ...end } };
  return itemsAt(state, place).reduce((at, { id }) => block(at, id, (item) => ({ ...item, ended: { ...item.ended, ...end } })), inRun);
}

/** When a step last ended, as seen from a place: of a for-each that both are in, in the same item; null: it has not. */
export function endOf(graph: Graph, state: RunState, step: string, place: number | undefined): number | null {
  const owners = new Set(graph.places.get(step)?.map(({ owner }) => owner));
  const shared = around(state, place).find((one) => one.item !== undefined && owners.has(graph.nodes.get(one.step)?.step ?? null));
  return (shared ?? state).ended?.[step] ?? null;
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
