import type { Links } from "./network.ts";
import type { Adjacency } from "./order.ts";

/** Links that run in a loop, in order: the last one leads back to where the first begins. */
export type Loop = readonly number[];

/**
 * One loop for each knot of nodes that reach each other (Tarjan's strongly connected components, without recursion), and the
 * links to leave out so that what remains has no loop.
 */
export function findLoops(size: number, links: Links, next: Adjacency): { loops: Loop[]; closing: Uint8Array } {
  const component = components(size, links, next);
  const closing = new Uint8Array(links.count);
  const loops: Loop[] = [];
  const told = new Set<number>();
  const state = new Uint8Array(size); // 0 unseen, 1 on the path, 2 done
  const cursor = next.outAt.slice(0, size);
  const path: number[] = []; // links walked
  for (let root = 0; root < size; root++) {
    if (state[root] !== 0) continue;
    let node = root;
    state[node] = 1;
    for (;;) {
      if (cursor[node]! < next.outAt[node + 1]!) {
        const link = next.outLinks[cursor[node]!++]!;
        const to = links.to[link]!;
        if (component[to] !== component[node]) continue;
        if (state[to] === 1) {
          closing[link] = 1;
          if (!told.has(component[node]!)) {
            told.add(component[node]!);
            const from = path.findIndex((walked) => links.from[walked] === to);
            loops.push([...(from < 0 ? [] : path.slice(from)), link]);
          }
        } else if (state[to] === 0) {
          path.push(link);
          node = to;
          state[node] = 1;
        }
        continue;
      }
      state[node] = 2;
      const back = path.pop();
      if (back === undefined) break;
      node = links.from[back]!;
    }
  }
  return { loops, closing };
}

function components(size: number, links: Links, next: Adjacency): Int32Array {
  const component = new Int32Array(size).fill(-1);
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const cursor = next.outAt.slice(0, size);
  const open: number[] = [];
  const path: number[] = [];
  let counter = 0;
  let found = 0;
  for (let root = 0; root < size; root++) {
    if (index[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      if (index[node] === -1) {
        index[node] = low[node] = counter++;
        open.push(node);
      }
      if (cursor[node]! < next.outAt[node + 1]!) {
        const to = links.to[next.outLinks[cursor[node]!++]!]!;
        if (index[to] === -1) path.push(to);
        else if (component[to] === -1) low[node] = Math.min(low[node]!, index[to]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== index[node]) continue;
      for (let member = open.pop()!; ; member = open.pop()!) {
        component[member] = found;
        if (member === node) break;
      }
      found++;
    }
  }
  return component;
}
