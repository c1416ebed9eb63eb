import type { Links } from "./network.ts";

/** Links by node, both ways (compressed rows): `outLinks[outAt[i]] … outLinks[outAt[i + 1]]` leave node i. */
export type Adjacency = {
  readonly outAt: Int32Array;
  readonly outLinks: Int32Array;
  readonly inAt: Int32Array;
  readonly inLinks: Int32Array;
};

export function adjacency(size: number, links: Links): Adjacency {
  const outAt = new Int32Array(size + 1);
  const inAt = new Int32Array(size + 1);
  for (let link = 0; link < links.count; link++) {
    outAt[links.from[link]! + 1]!++;
    inAt[links.to[link]! + 1]!++;
  }
  for (let node = 0; node < size; node++) {
    outAt[node + 1]! += outAt[node]!;
    inAt[node + 1]! += inAt[node]!;
  }
  const outLinks = new Int32Array(links.count);
  const inLinks = new Int32Array(links.count);
  const outNext = outAt.slice(0, size);
  const inNext = inAt.slice(0, size);
  for (let link = 0; link < links.count; link++) {
    outLinks[outNext[links.from[link]!]!++] = link;
    inLinks[inNext[links.to[link]!]!++] = link;
  }
  return { outAt, outLinks, inAt, inLinks };
}

/** Kahn's order of the nodes, predecessors first; shorter than `size` when links run in a loop. */
export function topologicalOrder(size: number, links: Links, next: Adjacency): Int32Array {
  const waiting = new Int32Array(size);
  const order = new Int32Array(size);
  let filled = 0;
  for (let node = 0; node < size; node++) {
    waiting[node] = next.inAt[node + 1]! - next.inAt[node]!;
    if (waiting[node] === 0) order[filled++] = node;
  }
  for (let read = 0; read < filled; read++) {
    const node = order[read]!;
    for (let at = next.outAt[node]!; at < next.outAt[node + 1]!; at++) {
      const to = links.to[next.outLinks[at]!]!;
      if (--waiting[to]! === 0) order[filled++] = to;
    }
  }
  return order.subarray(0, filled);
}
