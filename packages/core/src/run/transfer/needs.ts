import { aroundNode, type Graph, type GraphNode, type Step } from "../../process/index.ts";
import { hasAround } from "../return.ts";
import type { Block } from "../state.ts";

/** What must be around a token: the block that a step opens, what is attached to it, one item of a for-each. */
export type Need = {
  readonly node: string;
  readonly step: string;
  readonly type: "around" | "own" | "item";
  /** The handler whose steps the token is in; only what interrupts has its place here. */
  readonly handler: string | null;
};

/** How deep in its step a token stands: before it as a whole, at it, or in what goes on inside it. */
export type Depth = "before" | "at" | "inside";

/** A place of a graph: what must be around it, outermost first, and in which list of steps each of those (and at last it itself) stands. */
export type Spot = { readonly needs: readonly Need[]; readonly ways: readonly string[]; readonly order: readonly number[] };

/** What a token needs around it to stand at a step: the other half of what `openBlock` and `startHandler` do. */
export function spotOf(graph: Graph, step: string, depth: Depth): Spot {
  const location = graph.places.get(step) ?? [];
  const needs: Need[] = [];
  const ways: string[] = [];
  let way = "";
  const need = (one: Need): void => {
    needs.push(one);
    ways.push(way);
    way = "";
  };
  for (const { owner, branch } of location.slice(1)) {
    const holder = graph.steps.get(owner ?? "");
    if (holder === undefined) continue;
    const handler = holder.attached?.find(({ id }) => id === branch);
    if (handler === undefined) {
      if (hasAround(holder)) need({ node: aroundNode(holder.id), step: holder.id, type: "around", handler: null });
      if (isHeld(holder)) need({ node: holder.id, step: holder.id, type: "own", handler: null });
      if (holder.kind === "each") need({ node: holder.id, step: holder.id, type: "item", handler: null });
      // The ways of a decision are parts of the way it stands in.
      if (isHeld(holder)) way = `${holder.id}/${branch}`;
    } else {
      if (handler.interrupting) need({ node: aroundNode(holder.id), step: holder.id, type: "around", handler: handler.id });
      way = `${holder.id}/${handler.id}`;
    }
  }
  const own = graph.steps.get(step);
  if (own !== undefined && depth !== "before" && hasAround(own)) need({ node: aroundNode(step), step, type: "around", handler: null });
  if (depth === "inside") need({ node: step, step, type: "own", handler: null });
  return { needs, ways: [...ways, way], order: location.map(({ index }) => index) };
}

/** The part that a block of a run plays. */
export function partOf(graph: Graph, block: Block): { readonly step: string; readonly type: Need["type"] } {
  const step = graph.nodes.get(block.step)?.step ?? "";
  return { step, type: block.step === aroundNode(step) ? "around" : block.item === undefined ? "own" : "item" };
}

/** Where a token stands in its step; null at a node that only the graph knows, such as where ways meet. */
export function depthOf(node: GraphNode, seated: boolean): Depth | null {
  if (node.step === null) return null;
  if (node.id === aroundNode(node.step)) return "before";
  if (node.id === node.step) return seated ? "inside" : "at";
  return node.kind === "again" ? "inside" : null;
}

function isHeld(step: Step): boolean {
  return step.kind !== "decision" && "branches" in step;
}
