import dagre from "@dagrejs/dagre";
import type { FlowEdge, FlowNode } from "@rondo/core/process";

export type Placed = { readonly nodes: readonly (FlowNode & { readonly x: number; readonly y: number; readonly width: number; readonly height: number })[]; readonly edges: readonly FlowEdge[] };

const sizes: Readonly<Record<string, readonly [number, number]>> = { start: [28, 28], end: [28, 28], merge: [16, 16], join: [72, 8] };

export function sizeOf(kind: FlowNode["kind"]): readonly [number, number] {
  return sizes[kind] ?? [208, 60];
}

/** Positions of the flow picture, from top to bottom; x and y are a node's upper left corner, in CSS pixels. */
export function place({ nodes, edges }: { readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] }): Placed {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 44, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const [width, height] = sizeOf(node.kind);
    graph.setNode(node.id, { width, height });
  }
  edges.forEach((edge, index) => graph.setEdge(edge.from, edge.to, { width: edge.label ? Math.min(160, edge.label.length * 7 + 12) : 0, height: edge.label ? 18 : 0, labelpos: "c" }, String(index)));
  dagre.layout(graph);
  return {
    nodes: nodes.map((node) => {
      const [width, height] = sizeOf(node.kind);
      const { x, y } = graph.node(node.id) as { x: number; y: number };
      return { ...node, x: x - width / 2, y: y - height / 2, width, height };
    }),
    edges,
  };
}
