import { adjacency, topologicalOrder } from "./order.ts";

/**
 * Critical path of a network whose arcs are minimum times between starts; negative ones are maximum times backwards, so arcs
 * may run in circles. Whole numbers of any unit; no calendar. `infeasible` names the nodes of a circle that can't be kept.
 */
export type TimeLagNetwork = {
  readonly durations: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly lag: Int32Array;
};

export type TimeLagSchedule =
  | {
      readonly feasible: true;
      readonly finish: number;
      readonly earlyStart: Int32Array;
      readonly lateStart: Int32Array;
      readonly freeSlack: Int32Array;
    }
  | { readonly feasible: false; readonly circle: readonly number[] };

export function scheduleTimeLags(net: TimeLagNetwork): TimeLagSchedule {
  const size = net.durations.length;
  const early = longest(net, new Int32Array(size), net.from, net.to, net.lag);
  if ("circle" in early) return { feasible: false, circle: early.circle };
  let finish = 0;
  for (let i = 0; i < size; i++) finish = Math.max(finish, early.length[i]! + net.durations[i]!);
  // Backwards the same: the longest way from a node to the project's finish.
  const tail = longest(net, net.durations, net.to, net.from, net.lag);
  if ("circle" in tail) return { feasible: false, circle: tail.circle };
  const lateStart = Int32Array.from(tail.length, (length) => finish - length);
  const freeSlack = Int32Array.from(early.length, (start, i) => lateStart[i]! - start);
  for (let arc = 0; arc < net.from.length; arc++) {
    const from = net.from[arc]!;
    freeSlack[from] = Math.min(freeSlack[from]!, early.length[net.to[arc]!]! - early.length[from]! - net.lag[arc]!);
  }
  return { feasible: true, finish, earlyStart: early.length, lateStart, freeSlack };
}

/** Bellman and Ford with a queue: a node raised as often as there are nodes sits behind a circle that keeps raising it. */
function longest(
  net: TimeLagNetwork,
  floor: Int32Array,
  from: Int32Array,
  to: Int32Array,
  lag: Int32Array,
): { length: Int32Array } | { circle: number[] } {
  const size = net.durations.length;
  const leaving: number[][] = Array.from({ length: size }, () => []);
  for (let arc = 0; arc < from.length; arc++) leaving[from[arc]!]!.push(arc);
  const length = floor.slice();
  const raisedBy = new Int32Array(size).fill(-1);
  const hops = new Int32Array(size);
  const waiting = new Uint8Array(size).fill(1);
  const queue = predecessorsFirst(size, from, to);
  for (let read = 0; read < queue.length; read++) {
    const node = queue[read]!;
    waiting[node] = 0;
    for (const arc of leaving[node]!) {
      const next = to[arc]!;
      if (length[node]! + lag[arc]! <= length[next]!) continue;
      length[next] = length[node]! + lag[arc]!;
      raisedBy[next] = arc;
      hops[next] = hops[node]! + 1;
      if (hops[next] > size) return { circle: circleOf(next, raisedBy, from) };
      if (!waiting[next]) {
        waiting[next] = 1;
        queue.push(next);
      }
    }
  }
  return { length };
}

/** Without circles each node is then looked at once; the nodes of circles come last, in their own order. */
function predecessorsFirst(size: number, from: Int32Array, to: Int32Array): number[] {
  const nothing = new Uint8Array(0);
  const links = { count: from.length, from, to, type: nothing, lag: from, elapsed: nothing };
  const order = [...topologicalOrder(size, links, adjacency(size, links))];
  const ordered = new Uint8Array(size);
  for (const node of order) ordered[node] = 1;
  for (let node = 0; node < size; node++) if (!ordered[node]) order.push(node);
  return order;
}

function circleOf(node: number, raisedBy: Int32Array, from: Int32Array): number[] {
  let at = node;
  const seen = new Set<number>();
  while (!seen.has(at) && raisedBy[at]! >= 0) {
    seen.add(at);
    at = from[raisedBy[at]!]!;
  }
  const circle = [at];
  for (let next = from[raisedBy[at]!]!; next !== at && raisedBy[next]! >= 0; next = from[raisedBy[next]!]!) circle.unshift(next);
  return circle;
}
