import { compile, type Definition } from "../../process/index.ts";
import type { FlowGraph, FlowKind } from "./from-flow.ts";

const kinds: Readonly<Record<string, FlowKind>> = { start: "start", end: "end", work: "task", choice: "exclusive", merge: "exclusive", split: "parallel", join: "parallel" };

/**
 * What a revision allows, as a flow: its steps by title. A rejected approval leads back to the step it names (or ends the
 * run), as often as it is rejected.
 */
export function flowGraphOf(definition: Definition): FlowGraph {
  const graph = compile(definition);
  const nodes: FlowGraph["nodes"][number][] = [];
  const edges: FlowGraph["edges"][number][] = [];
  /** Where a node is left: behind the approval there is a choice between going on and going back. */
  const exits = new Map<string, string>();
  const ends = [...graph.nodes.values()].filter(({ kind }) => kind === "end").map(({ id }) => id);
  for (const node of graph.nodes.values()) {
    const step = node.step === null ? undefined : graph.steps.get(node.step);
    nodes.push({ id: node.id, kind: kinds[node.kind]!, label: step?.title ?? "" });
    if (node.kind !== "work" || step?.kind !== "approval") continue;
    const decided = `${node.id} decided`;
    nodes.push({ id: decided, kind: "exclusive", label: "" });
    edges.push({ from: node.id, to: decided });
    exits.set(node.id, decided);
    const back = step.returnTo === null ? ends : [graph.returns.get(step.id)?.target].filter((target) => target !== undefined);
    for (const target of back) edges.push({ from: decided, to: target });
  }
  for (const node of graph.nodes.values()) for (const { from, to } of node.out) edges.push({ from: exits.get(from) ?? from, to });
  return { nodes, edges };
}
