import type { Graph } from "./graph.ts";

/** Whether one can get from a node to another in one step or more: rows of bits, closed by Warshall's method a word at a time. */
export function reachability({ size, weight }: Graph): (from: number, to: number) => boolean {
  const words = (size + 31) >>> 5;
  const bits = new Int32Array(size * words);
  for (let from = 0; from < size; from += 1)
    for (let to = 0; to < size; to += 1) if (weight[from * size + to]! > 0) bits[from * words + (to >>> 5)]! |= 1 << (to & 31);
  for (let through = 0; through < size; through += 1) {
    const mask = 1 << (through & 31);
    const word = through >>> 5;
    for (let from = 0; from < size; from += 1) {
      if ((bits[from * words + word]! & mask) === 0) continue;
      for (let at = 0; at < words; at += 1) bits[from * words + at]! |= bits[through * words + at]!;
    }
  }
  return (from, to) => (bits[from * words + (to >>> 5)]! & (1 << (to & 31))) !== 0;
}
