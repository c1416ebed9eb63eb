import dagre from "@dagrejs/dagre";
import type { FlowEdge, FlowNode } from "@rondo/core/process";

/** An edge may say that only one of two compared flows has it. */
export type MarkedEdge = FlowEdge & { readonly mark?: "added" | "removed" | null };
export type Placed = { readonly width: number; readonly height: number; readonly nodes: readonly (FlowNode & { readonly x: number; readonly y: number; readonly width: number; readonly height: number })[]; readonly edges: readonly (MarkedEdge & { readonly points: readonly Point[]; readonly at: Point | null })[] };
type Point = { readonly x: number; readonly y: number };

const sizes: Readonly<Record<string, readonly [number, number]>> = { start: [28, 28], end: [28, 28], merge: [16, 16], join: [72, 8], close: [16, 16], around: [16, 16], again: [16, 16], sink: [16, 16] };

export function sizeOf(kind: FlowNode["kind"]): readonly [number, number] {
  return sizes[kind] ?? [208, 60];
}

/** Positions of the flow picture, from top to bottom; x and y are a node's upper left corner, in CSS pixels. */
export function place({ nodes, edges }: { readonly nodes: readonly FlowNode[]; readonly edges: readonly MarkedEdge[] }): Placed {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 44, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const [width, height] = sizeOf(node.kind);
    graph.setNode(node.id, { width, height });
  }
  edges.forEach((edge, index) => graph.setEdge(edge.from, edge.to, { width: edge.label ? Math.min(160, edge.label.length * 7 + 12) : 0, height: edge.label ? 18 : 0, labelpos: "c" }, String(index)));
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const [width, height] = sizeOf(node.kind);
      const { x, y } = graph.node(node.id) as { x: number; y: number };
      return { ...node, x: x - width / 2, y: y - height / 2, width, height };
    }),
    edges: edges.map((edge, index) => {
      const { points, x, y } = graph.edge(edge.from, edge.to, String(index)) as { points: Point[]; x?: number; y?: number };
      return { ...edge, points, at: edge.label && x !== undefined && y !== undefined ? { x, y } : null };
    }),
  };
}

/** A path through points with rounded corners, as SVG. */
export function pathThrough(points: readonly Point[], radius = 12): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x},${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    const before = index === 0 ? first : (rest[index - 1] as Point);
    if (!next) path += `L${point.x},${point.y}`;
    else {
      const enter = towards(point, before, radius);
      const leave = towards(point, next, radius);
      path += `L${enter.x},${enter.y}Q${point.x},${point.y} ${leave.x},${leave.y}`;
    }
  });
  return path;
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(0.5, distance / length);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
