import type { Graph, Step } from "../process/index.ts";
import type { Done, RunState } from "./state.ts";
import { dataAt, itemsAt } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** What is remembered of a step that can be taken back. */
export function recall(turn: Turn, step: Step, place: number | undefined): { undoable?: Done } {
  if (!("undo" in step) || step.undo === null || step.undo === undefined) return {};
  const data = dataAt(turn.state, place);
  const items = itemsAt(turn.state, place).map(({ id }) => id);
  return { undoable: { step: step.id, ...(data !== turn.state.data && { data }), ...(items.length > 0 && { items }) } };
}

/** What is taken back next from a place; of the for-eachs that it is in, only of its own items. */
export function nextUndoable(graph: Graph, state: RunState, of: string | null, place: number | undefined): Done | undefined {
  const own = itemsAt(state, place).map(({ id, step }) => ({ id, each: graph.nodes.get(step)?.step ?? step }));
  const isOwn = ({ step, items }: Done): boolean =>
    items === undefined || own.every(({ id, each }) => items.includes(id) || !isInside(graph, step, each));
  return state.undoable?.findLast((done) => isInside(graph, done.step, of) && isOwn(done));
}

/** Whether a step is another, or stands in it; null: in the run. */
export function isInside(graph: Graph, step: string, of: string | null): boolean {
  if (of === null || step === of) return true;
  return graph.places.get(step)?.some(({ owner }) => owner === of) === true;
}
