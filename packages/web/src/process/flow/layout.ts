import dagre from "@dagrejs/dagre";
import type { FlowEdge, FlowNode } from "@rondo/core/process";

/** An edge may say that only one of two compared flows has it. */
export type MarkedEdge = FlowEdge & { readonly mark?: "added" | "removed" | null };
export type Placed = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (FlowNode & { readonly x: number; readonly y: number; readonly width: number; readonly height: number })[];
  readonly edges: readonly (MarkedEdge & { readonly points: readonly Point[]; readonly at: Point | null })[];
};
type Point = { readonly x: number; readonly y: number };

const sizes: Readonly<Record<string, readonly [number, number]>> = {
  start: [28, 28],
  end: [28, 28],
  merge: [16, 16],
  join: [72, 8],
  close: [16, 16],
  around: [16, 16],
  again: [16, 16],
  sink: [16, 16],
};

export function sizeOf(kind: FlowNode["kind"]): readonly [number, number] {
  return sizes[kind] ?? [208, 60];
}

type Flow = { readonly nodes: readonly FlowNode[]; readonly edges: readonly MarkedEdge[] };

/** Up to so many nodes are placed at once: in a few frames' time. */
export const atOnce = 150;
/** Longer stretches overrun dagre's recursion, and take it minutes. */
const tooMany = 900;

/** Positions of the flow picture, from top to bottom; x and y are a node's upper left corner, in CSS pixels. */
export function place(flow: Flow): Placed {
  const stretches = stretchesOf(flow);
  return withWays(
    stack(
      stretches.map(({ part }) => placePart(part)),
      stretches.flatMap(({ bridge }) => bridge ?? []),
    ),
    flow,
  );
}

/** The same with a breath between the stretches, so that the page never stands still; null once `isOff`. */
export async function placeInParts(flow: Flow, isOff: () => boolean, tell: (done: number) => void): Promise<Placed | null> {
  const stretches = stretchesOf(flow);
  const placed: Placed[] = [];
  let done = 0;
  for (const { part } of stretches) {
    placed.push(placePart(part));
    done += part.nodes.length;
    tell(done);
    await new Promise((resolve) => setTimeout(resolve));
    if (isOff()) return null;
  }
  return withWays(
    stack(
      placed,
      stretches.flatMap(({ bridge }) => bridge ?? []),
    ),
    flow,
  );
}

type Stretch = { readonly part: Flow; /** The one way on to the next stretch. */ readonly bridge: MarkedEdge | null };

/** A long flow is cut where a single way leads on, in the order of the document: what stands before such a place can be drawn without what comes after. */
function stretchesOf({ nodes, edges: all }: Flow): Stretch[] {
  const edges = all.filter(({ way }) => way === undefined);
  if (nodes.length <= atOnce) return [{ part: { nodes, edges }, bridge: null }];
  const at = new Map(nodes.map(({ id }, index) => [id, index]));
  const ends = edges.map((edge) => ({ edge, from: at.get(edge.from) ?? 0, to: at.get(edge.to) ?? 0 }));
  /** How many ways lead over each gap between two neighbours. */
  const over = Array.from({ length: nodes.length }, () => 0);
  for (const { from, to } of ends) {
    over[Math.min(from, to)] = (over[Math.min(from, to)] ?? 0) + 1;
    over[Math.max(from, to)] = (over[Math.max(from, to)] ?? 0) - 1;
  }
  for (let index = 1; index < over.length; index += 1) over[index] = (over[index] ?? 0) + (over[index - 1] ?? 0);
  const stretches: Stretch[] = [];
  let begin = 0;
  for (let index = 0; index < nodes.length; index += 1) {
    const bridge = over[index] === 1 && index - begin >= atOnce / 2 ? ends.find(({ from, to }) => from <= index && to > index) : undefined;
    if (!bridge && index < nodes.length - 1) continue;
    const [first, last] = [begin, index];
    stretches.push({
      part: {
        nodes: nodes.slice(first, last + 1),
        edges: ends.filter(({ from, to }) => Math.min(from, to) >= first && Math.max(from, to) <= last).map(({ edge }) => edge),
      },
      bridge: bridge?.edge ?? null,
    });
    begin = index + 1;
  }
  return stretches;
}

/** Ways out of order go around at the end side, each in the first lane that is free there. */
function withWays(placed: Placed, { edges }: Flow): Placed {
  const where = new Map(placed.nodes.map((node) => [node.id, node]));
  const lanes: { high: number; low: number }[][] = [];
  const ways = edges.flatMap((edge) => {
    const [from, to] = [where.get(edge.from), where.get(edge.to)];
    if (edge.way === undefined || !from || !to) return [];
    const [start, end] = [from, to].map((node) => ({ x: node.x + node.width, y: node.y + node.height / 2 })) as [Point, Point];
    const [high, low] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
    const beside = placed.nodes.filter((node) => node.y < low + 8 && node.y + node.height > high - 8);
    const free = lanes.findIndex((taken) => taken.every((other) => other.low < high || other.high > low));
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = [...(lanes[lane] ?? []), { high, low }];
    const x = Math.max(...beside.map((node) => node.x + node.width)) + 22 + lane * 14;
    return [{ ...edge, points: [start, { x, y: start.y }, { x, y: end.y }, end], at: { x, y: (start.y + end.y) / 2 } }];
  });
  // Its word stands on it, half of it beyond.
  return ways.length === 0
    ? placed
    : { ...placed, width: Math.max(placed.width, ...ways.map(({ at }) => at.x + 48)), edges: [...placed.edges, ...ways] };
}

/** Stretches below each other, each with its head under the foot of the one before. */
function stack(parts: readonly Placed[], bridges: readonly MarkedEdge[]): Placed {
  const [first, ...rest] = parts;
  if (!first || rest.length === 0) return first ?? { width: 0, height: 0, nodes: [], edges: [] };
  let [top, shift] = [0, 0];
  const moved = parts.map((part, index) => {
    const bridge = bridges[index - 1];
    const before = bridge ? parts[index - 1]?.nodes.find(({ id }) => id === bridge.from) : undefined;
    const head = bridge ? part.nodes.find(({ id }) => id === bridge.to) : undefined;
    if (before && head) shift += before.x + before.width / 2 - head.x - head.width / 2;
    const here = shiftedBy(part, shift, top);
    top += part.height;
    return here;
  });
  const left = Math.min(...moved.flatMap(({ nodes }) => nodes.map(({ x }) => x))) - margin;
  const all = moved.map((part) => shiftedBy(part, -left, 0));
  const nodes = all.flatMap((part) => part.nodes);
  const where = new Map(nodes.map((node) => [node.id, node]));
  const joins = bridges.flatMap((edge) => {
    const [from, to] = [where.get(edge.from), where.get(edge.to)];
    if (!from || !to) return [];
    const x = from.x + from.width / 2;
    const [start, end] = [
      { x, y: from.y + from.height },
      { x: to.x + to.width / 2, y: to.y },
    ];
    return [{ ...edge, points: [start, end], at: edge.label ? { x, y: (start.y + end.y) / 2 } : null }];
  });
  return {
    width: Math.max(...nodes.map(({ x, width }) => x + width)) + margin,
    height: top,
    nodes,
    edges: [...all.flatMap((part) => part.edges), ...joins],
  };
}

function shiftedBy(part: Placed, dx: number, dy: number): Placed {
  const moved = ({ x, y }: Point): Point => ({ x: x + dx, y: y + dy });
  return {
    ...part,
    nodes: part.nodes.map((node) => ({ ...node, ...moved(node) })),
    edges: part.edges.map((edge) => ({ ...edge, points: edge.points.map(moved), at: edge.at && moved(edge.at) })),
  };
}

const margin = 16;

function placePart({ nodes, edges }: Flow): Placed {
  if (nodes.length > tooMany) return placeInOrder({ nodes, edges });
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 44, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const [width, height] = sizeOf(node.kind);
    graph.setNode(node.id, { width, height });
  }
  edges.forEach((edge, index) => graph.setEdge(edge.from, edge.to, { ...labelSize(edge), labelpos: "c" }, String(index)));
  // As in the document: its own search for fewer crossings finds none here, and mirrors the branches.
  dagre.layout(graph, { disableOptimalOrderHeuristic: true });
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

/** One below the other as in the document; ways that don't lead to the next one go around at the side. */
function placeInOrder({ nodes, edges }: Flow): Placed {
  const [wide, gap] = [208, 44];
  let y = margin;
  const placed = nodes.map((node) => {
    const [width, height] = sizeOf(node.kind);
    const here = { ...node, x: margin + (wide - width) / 2, y, width, height };
    y += height + gap;
    return here;
  });
  const at = new Map(placed.map((node, index) => [node.id, { node, index }]));
  const lanes: number[] = [];
  const ways = edges.map((edge) => {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    const [start, end] = [pointAt(from?.node, 1), pointAt(to?.node, 0)];
    if (!from || !to || to.index === from.index + 1)
      return { ...edge, points: [start, end], at: edge.label ? { x: start.x, y: (start.y + end.y) / 2 } : null };
    // The first lane that is free by then.
    const [high, low] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
    const free = lanes.findIndex((until) => until < high);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = low;
    const x = margin + wide + 20 + lane * 12;
    return {
      ...edge,
      points: [start, { x: start.x, y: start.y + 14 }, { x, y: start.y + 14 }, { x, y: end.y - 14 }, { x: end.x, y: end.y - 14 }, end],
      at: edge.label ? { x: start.x, y: start.y + 14 } : null,
    };
  });
  return { width: margin * 2 + wide + 20 + lanes.length * 12, height: y - gap + margin, nodes: placed, edges: ways };
}

function pointAt(node: Placed["nodes"][number] | undefined, side: 0 | 1): Point {
  return node ? { x: node.x + node.width / 2, y: node.y + side * node.height } : { x: 0, y: 0 };
}

function labelSize({ label }: FlowEdge): { width: number; height: number } {
  return label ? { width: Math.min(160, label.length * 7 + 12), height: 18 } : { width: 0, height: 0 };
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
