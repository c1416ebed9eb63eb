/**
 * Average linkage: two groups are as alike as their members are on average, the most alike are joined first, down to `cut`.
 * By chains of nearest neighbours (F. Murtagh, 1983), which needs every pair once: n² numbers. Ties go to the lower index.
 */
export function averageLinkage(count: number, alike: (a: number, b: number) => number, cut: number): readonly (readonly number[])[] {
  const near = new Float32Array(count * count);
  for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) near[a * count + b] = near[b * count + a] = alike(a, b);
  const sizes = new Float64Array(count).fill(1);
  const alive = new Set<number>(Array.from({ length: count }, (_, index) => index));
  const joins: { a: number; b: number; at: number }[] = [];
  let chain: number[] = [];
  while (alive.size > 1) {
    if (chain.length === 0) chain = [first(alive)];
    const top = chain.at(-1) ?? 0;
    const before = chain.at(-2) ?? -1;
    let best = before;
    let value = before < 0 ? -1 : (near[top * count + before] ?? 0);
    for (const other of alive) {
      if (other === top) continue;
      const here = near[top * count + other] ?? 0;
      if (here > value) [best, value] = [other, here];
    }
    // Nothing that is still free is near enough: whatever is on the chain stays as it is.
    if (value < cut) {
      alive.delete(top);
      chain.pop();
      continue;
    }
    if (best !== before) {
      chain.push(best);
      continue;
    }
    chain.length -= 2;
    joins.push({ a: best, b: top, at: value });
    const [left, right] = [sizes[best] ?? 1, sizes[top] ?? 1];
    for (const other of alive) {
      if (other === best || other === top) continue;
      const mean = (left * (near[best * count + other] ?? 0) + right * (near[top * count + other] ?? 0)) / (left + right);
      near[best * count + other] = near[other * count + best] = mean;
    }
    sizes[best] = left + right;
    alive.delete(top);
  }
  return groups(count, joins);
}

function groups(count: number, joins: readonly { a: number; b: number }[]): readonly (readonly number[])[] {
  const parent = Array.from({ length: count }, (_, index) => index);
  const root = (index: number): number => {
    let top = index;
    while (parent[top] !== top) top = parent[top] ?? top;
    return top;
  };
  for (const { a, b } of joins) parent[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
  const found = new Map<number, number[]>();
  for (let index = 0; index < count; index += 1) {
    const top = root(index);
    const list = found.get(top);
    if (list === undefined) found.set(top, [index]);
    else list.push(index);
  }
  return [...found.values()];
}

function first(alive: ReadonlySet<number>): number {
  for (const index of alive) return index;
  return 0;
}
