import type { Operator } from "../tree/tree.ts";
import { type Graph, Groups } from "./graph.ts";
import { reachability } from "./reach.ts";

/** A way to divide the activities: places in the graph's list. For a loop the body comes first. */
export type Cut = { readonly kind: Operator; readonly groups: readonly (readonly number[])[] };

/** The first cut that the graph allows, in the Inductive Miner's order; null where it allows none. */
export function findCut(graph: Graph): Cut | null {
  return choiceCut(graph) ?? sequenceCut(graph) ?? parallelCut(graph) ?? loopCut(graph);
}

function choiceCut({ size, weight }: Graph): Cut | null {
  const groups = new Groups(size);
  for (let from = 0; from < size; from += 1) for (let to = 0; to < size; to += 1) if (weight[from * size + to]! > 0) groups.join(from, to);
  const list = groups.list();
  return list.length > 1 ? { kind: "choice", groups: list } : null;
}

/**
 * Groups that follow one another: two that reach each other, or where neither reaches the other, are one. What is left is
 * a line. Then groups are joined that can only be skipped together.
 */
function sequenceCut(graph: Graph): Cut | null {
  const { size } = graph;
  const reaches = reachability(graph);
  const groups = new Groups(size);
  for (let a = 0; a < size; a += 1) for (let b = a + 1; b < size; b += 1) if (reaches(a, b) === reaches(b, a)) groups.join(a, b);
  const line = groups.list();
  if (line.length < 2) return null;
  line.sort((a, b) => (reaches(a[0]!, b[0]!) ? -1 : 1));
  const joined = joinSkippedTogether(graph, line);
  return joined.length > 1 ? { kind: "sequence", groups: joined } : null;
}

/**
 * Around a group that can be skipped, its neighbours that never occur without it join it (the stricter sequence of Leemans'
 * thesis, 6.1): a, b of "both or neither" become one optional block rather than two.
 */
function joinSkippedTogether({ size, weight, starts, ends }: Graph, line: readonly number[][]): number[][] {
  const count = line.length;
  const groupOf = new Int32Array(size);
  line.forEach((group, at) => group.forEach((node) => (groupOf[node] = at)));
  /** The earliest group from which one comes straight into each, and the latest into which one goes; outside counts. */
  const from = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const to = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const edges: [number, number][] = [];
  for (let node = 0; node < size; node += 1) {
    const group = groupOf[node]!;
    if (starts[node]! > 0) edges.push([-1, group]);
    if (ends[node]! > 0) edges.push([group, count]);
    for (let next = 0; next < size; next += 1)
      if (weight[node * size + next]! > 0 && groupOf[next] !== group) edges.push([group, groupOf[next]!]);
  }
  for (const [a, b] of edges) {
    if (b < count) from[b] = Math.min(from[b]!, a);
    if (a >= 0) to[a] = Math.max(to[a]!, b);
  }
  const owner = Int32Array.from({ length: count }, (_, at) => at);
  for (let pivot = 0; pivot < count; pivot += 1) {
    if (!edges.some(([a, b]) => a < pivot && b > pivot)) continue;
    for (let at = pivot - 1; at >= 0 && to[at]! <= pivot; at -= 1) owner[at] = pivot;
    for (let at = pivot + 1; at < count && from[at]! >= pivot; at += 1) owner[at] = pivot;
  }
  const groups = new Groups(count);
  owner.forEach((pivot, at) => {
    for (let between = Math.min(pivot, at); between <= Math.max(pivot, at); between += 1) groups.join(at, between);
  });
  return groups.list().map((members) => members.flatMap((at) => line[at]!));
}

/** Groups of which every two activities follow each other both ways; each must be able to begin and to end. */
function parallelCut({ size, weight, starts, ends }: Graph): Cut | null {
  const groups = new Groups(size);
  for (let a = 0; a < size; a += 1)
    for (let b = a + 1; b < size; b += 1) if (!(weight[a * size + b]! > 0 && weight[b * size + a]! > 0)) groups.join(a, b);
  const list = groups.list();
  if (list.length < 2) return null;
  const begins = (group: readonly number[]): boolean => group.some((node) => starts[node]! > 0);
  const finishes = (group: readonly number[]): boolean => group.some((node) => ends[node]! > 0);
  const whole = list.filter((group) => begins(group) && finishes(group));
  const onlyBegin = list.filter((group) => begins(group) && !finishes(group));
  const onlyFinish = list.filter((group) => !begins(group) && finishes(group));
  let rest = list.filter((group) => !begins(group) && !finishes(group));
  while (onlyBegin.length > 0 && onlyFinish.length > 0) whole.push([...onlyBegin.shift()!, ...onlyFinish.shift()!]);
  rest = [...rest, ...onlyBegin, ...onlyFinish];
  if (whole.length === 0) return null;
  whole[0] = [...whole[0]!, ...rest.flat()];
  return whole.length > 1 ? { kind: "parallel", groups: whole.map((group) => group.toSorted((a, b) => a - b)) } : null;
}

/**
 * What begins and ends is the body. A component of the rest is a way back only if it is entered from endings alone, from
 * all of them wherever from one, and left for beginnings alone, again all; else it belongs to the body.
 */
function loopCut({ size, weight, starts, ends }: Graph): Cut | null {
  const edge = (a: number, b: number): boolean => weight[a * size + b]! > 0;
  const nodes = Array.from({ length: size }, (_, at) => at);
  const body = nodes.filter((node) => starts[node]! > 0 || ends[node]! > 0);
  const beginnings = nodes.filter((node) => starts[node]! > 0);
  const endings = nodes.filter((node) => ends[node]! > 0);
  const inBody = new Set(body);
  const groups = new Groups(size);
  for (const a of nodes) for (const b of nodes) if (edge(a, b) && !inBody.has(a) && !inBody.has(b)) groups.join(a, b);
  const back: number[][] = [];
  for (const group of groups.list()) {
    if (inBody.has(group[0]!)) continue;
    const isWayBack = group.every(
      (node) =>
        body.every((other) => !edge(other, node) || ends[other]! > 0) &&
        body.every((other) => !edge(node, other) || starts[other]! > 0) &&
        (!endings.some((other) => edge(other, node)) || endings.every((other) => edge(other, node))) &&
        (!beginnings.some((other) => edge(node, other)) || beginnings.every((other) => edge(node, other))),
    );
    if (isWayBack) back.push(group);
    else body.push(...group);
  }
  return back.length > 0 ? { kind: "loop", groups: [body.sort((a, b) => a - b), ...back] } : null;
}
