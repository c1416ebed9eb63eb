import type { Graph, Step } from "../process/index.ts";
import type { Done } from "./state.ts";
import { around, dataAt } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** What is remembered of a step that can be taken back. */
export function recall(turn: Turn, step: Step, place: number | undefined): { undoable?: Done } {
  if (!("undo" in step) || step.undo === null || step.undo === undefined) return {};
  const data = dataAt(turn.state, place);
  const items = around(turn.state, place).flatMap(({ id, item }) => (item === undefined ? [] : [id]));
  return {
    undoable: { step: step.id, ...(data !== turn.state.data && { data }), ...(items.length > 0 && { items: items.reverse() }) },
  };
}

/** Whether a step is another, or stands in it; null: in the run. */
export function isInside(graph: Graph, step: string, of: string | null): boolean {
  if (of === null || step === of) return true;
  return graph.places.get(step)?.some(({ owner }) => owner === of) === true;
}
