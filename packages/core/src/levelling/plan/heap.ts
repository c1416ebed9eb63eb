/** A heap of nodes, the least key first and of equal keys the least node, in an array that its caller keeps. */
export function push(heap: Int32Array, count: number, node: number, keys: Float64Array): void {
  let at = count;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (before(heap[above]!, node, keys)) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = node;
}

/** Takes the first out; `count` are left. */
export function pop(heap: Int32Array, count: number, keys: Float64Array): void {
  const node = heap[count]!;
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= count) break;
    if (child + 1 < count && before(heap[child + 1]!, heap[child]!, keys)) child++;
    if (before(node, heap[child]!, keys)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = node;
}

function before(a: number, b: number, keys: Float64Array): boolean {
  return keys[a]! < keys[b]! || (keys[a] === keys[b] && a < b);
}
