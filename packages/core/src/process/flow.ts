import { compile } from "./compile.ts";
import type { Definition, Step } from "./definition.ts";
import type { GraphNode, NodeKind } from "./graph.ts";
import { aroundNode } from "./kinds/index.ts";

/** A node of the flow picture: a step, or one of the gateways and events around them. */
export type FlowNode = {
  readonly id: string;
  readonly kind: Step["kind"] | "around" | Exclude<NodeKind, Opening>;
  readonly title: string;
  readonly stepId: string | null;
};

type Opening = "work" | "choice" | "split" | "open";

/** Whether a node stands for its step; else it is one of those around it. */
function isOpeningOf(node: GraphNode): boolean {
  return node.kind === "work" || node.kind === "choice" || node.kind === "split" || (node.kind === "open" && node.id === node.step);
}

export type FlowEdge = {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Taken only sometimes and out of order: after a rejection, or to where a step says that the run goes on. */
  readonly way?: "rejected" | "goto";
};

/** The picture of a definition, without positions: what the run will travel. A draft with errors has one too. */
export function flowOf(definition: Definition): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const origins = new Map<string, string>();
  const graph = compile({ ...definition, steps: distinct(definition.steps, origins) });
  const nodes = [...graph.nodes.values()].map((node): FlowNode => {
    const step = node.step === null ? undefined : graph.steps.get(node.step);
    const isOpening = isOpeningOf(node);
    return {
      id: node.id,
      kind: isOpening ? (step?.kind ?? "task") : node.kind === "open" ? "around" : (node.kind as Exclude<NodeKind, Opening>),
      title: isOpening ? (step?.title ?? "") : "",
      stepId: node.step === null ? null : (origins.get(node.step) ?? node.step),
    };
  });
  const edges = [...graph.nodes.values()].flatMap((node) => node.out.map(({ from, to, label }): FlowEdge => ({ from, to, label })));
  const ways = nodes.flatMap(({ id, kind, stepId }): FlowEdge[] => {
    const step = kind === "approval" || kind === "goto" ? graph.steps.get(stepId ?? "") : undefined;
    const target = step?.kind === "approval" ? step.returnTo : step?.kind === "goto" ? step.to : null;
    const to = target === null ? undefined : [aroundNode(target), target].find((node) => graph.nodes.has(node));
    return to === undefined ? [] : [{ from: id, to, label: "", way: kind === "goto" ? "goto" : "rejected" }];
  });
  return { nodes, edges: [...edges, ...ways] };
}

/** The same steps with ids used once; `origins` gets the id each renamed one had. */
function distinct(steps: readonly Step[], origins: Map<string, string>, used: Set<string> = new Set()): Step[] {
  return steps.map((step) => {
    let id = step.id;
    for (let n = 2; used.has(id); n += 1) id = `${step.id}~${n}`;
    used.add(id);
    if (id !== step.id) origins.set(id, step.id);
    const inside = <B extends { readonly steps: readonly Step[] }>(branch: B): B => ({
      ...branch,
      steps: distinct(branch.steps, origins, used),
    });
    return {
      ...step,
      id,
      ...("branches" in step && { branches: step.branches.map(inside) }),
      ...(step.attached !== undefined && {
        attached: step.attached
          .map(inside)
          .map((handler, index, all) =>
            all.findIndex((one) => one.id === handler.id) === index ? handler : { ...handler, id: `${handler.id}~${index}` },
          ),
      }),
    } as Step;
  });
}
