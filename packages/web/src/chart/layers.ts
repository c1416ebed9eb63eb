/** Where nodes of a picture of arrows stand: in which column from the left, and how far down, in rows. */
export type Layers = {
  readonly column: Int32Array;
  readonly row: Float64Array;
  readonly columns: readonly (readonly number[])[];
  readonly rows: number;
  /** The rows in which an arrow crosses the columns between its ends. */ readonly between: (from: number, to: number) => readonly number[];
};

export type Pairs = { readonly from: ArrayLike<number>; readonly to: ArrayLike<number> };

/** Beyond so many places that arrows take on their way, they go straight: laying those out would take longer than one waits. */
const mostBends = 60_000;
const sweeps = 6;

/**
 * Nodes in columns so that every arrow goes to the right (a node stands right after the last it waits for), in an order in
 * which few arrows cross (medians of neighbours, to and fro), each as near to the middle of its neighbours as the others let
 * it. An arrow over several columns keeps a place free in each. What nothing is linked with is not laid out: column −1.
 */
export function layersOf(count: number, { from, to }: Pairs): Layers {
  const links = tidy(count, from, to);
  const column = columnsOf(count, links);
  const graph = withBends(count, links, column);
  const columns = firstOrder(graph);
  for (let sweep = 0; sweep < sweeps; sweep += 1) ordered(columns, sweep % 2 === 0 ? graph.before : graph.after, sweep % 2 === 0);
  const row = placed(columns, graph);
  let rows = 0;
  for (let node = 0; node < count; node += 1) if ((column[node] as number) >= 0) rows = Math.max(rows, (row[node] as number) + 1);
  return {
    column: column.slice(0, count),
    row: row.slice(0, count),
    columns: columns.map((nodes) => nodes.filter((node) => node < count)),
    rows,
    between: (a, b) => (graph.chains.get(a * count + b) ?? nothing).map((node) => row[node] as number),
  };
}

const nothing: readonly number[] = [];

type Links = { readonly from: readonly number[]; readonly to: readonly number[] };

/** Without doubles and arrows to oneself. */
function tidy(count: number, from: ArrayLike<number>, to: ArrayLike<number>): Links {
  const seen = new Set<number>();
  const links: { from: number[]; to: number[] } = { from: [], to: [] };
  for (let link = 0; link < from.length; link += 1) {
    const [a, b] = [from[link] as number, to[link] as number];
    const key = a * count + b;
    if (a === b || seen.has(key)) continue;
    seen.add(key);
    links.from.push(a);
    links.to.push(b);
  }
  return links;
}

function neighbours(count: number, { from, to }: Links): { readonly before: number[][]; readonly after: number[][] } {
  const before: number[][] = Array.from({ length: count }, () => []);
  const after: number[][] = Array.from({ length: count }, () => []);
  from.forEach((node, link) => {
    after[node]?.push(to[link] as number);
    before[to[link] as number]?.push(node);
  });
  return { before, after };
}

/** One after the last that it waits for; a source stands right before what waits for it first. In a loop, which plans don't have, the rest follows in its order. */
function columnsOf(count: number, links: Links): Int32Array {
  const { before, after } = neighbours(count, links);
  const column = new Int32Array(count).fill(-1);
  const open = before.map((list) => list.length);
  const linked = before.map((list, node) => list.length > 0 || (after[node] as number[]).length > 0);
  const queue = linked.flatMap((is, node) => (is && open[node] === 0 ? [node] : []));
  const settle = (node: number) => {
    column[node] = (before[node] as number[]).reduce((most, one) => Math.max(most, (column[one] as number) + 1), 0);
    for (const next of after[node] as number[]) if (--(open[next] as number) === 0) queue.push(next);
  };
  for (let at = 0; at < queue.length; at += 1) settle(queue[at] as number);
  linked.forEach((is, node) => is && column[node] === -1 && settle(node));
  for (const node of queue) {
    const following = after[node] as number[];
    if ((before[node] as number[]).length === 0 && following.length > 0)
      column[node] = Math.max(0, Math.min(...following.map((next) => column[next] as number)) - 1);
  }
  return column;
}

type Graph = {
  readonly column: number[];
  readonly chains: ReadonlyMap<number, readonly number[]>;
  readonly before: number[][];
  readonly after: number[][];
};

/** Arrows over several columns as chains of places in each of them. */
function withBends(count: number, links: Links, column: Int32Array): Graph {
  const columns = [...column];
  const chained: { from: number[]; to: number[] } = { from: [], to: [] };
  const chains = new Map<number, number[]>();
  let bends = 0;
  links.from.forEach(
    (from, link) => void (bends += Math.max(0, (columns[links.to[link] as number] as number) - (columns[from] as number) - 1)),
  );
  links.from.forEach((from, link) => {
    const to = links.to[link] as number;
    let last = from;
    const chain: number[] = [];
    for (let at = (columns[from] as number) + 1; bends <= mostBends && at < (columns[to] as number); at += 1) {
      columns.push(at);
      chained.from.push(last);
      chained.to.push(columns.length - 1);
      last = columns.length - 1;
      chain.push(last);
    }
    chained.from.push(last);
    chained.to.push(to);
    if (chain.length > 0) chains.set(from * count + to, chain);
  });
  return { column: columns, chains, ...neighbours(columns.length, chained) };
}

/** Deep first from the left, so that what belongs together begins together. */
function firstOrder({ column, after, before }: Graph): number[][] {
  const columns: number[][] = [];
  const seen = new Uint8Array(column.length);
  for (let root = 0; root < column.length; root += 1) {
    if (column[root] === -1 || seen[root] || (before[root] as number[]).length > 0) continue;
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen[node]) continue;
      seen[node] = 1;
      (columns[column[node] as number] ??= []).push(node);
      for (const next of (after[node] as number[]).toReversed()) if (!seen[next]) stack.push(next);
    }
  }
  for (let node = 0; node < column.length; node += 1)
    if (!seen[node] && column[node] !== -1) (columns[column[node] as number] ??= []).push(node);
  return Array.from(columns, (nodes) => nodes ?? []);
}

/** Each column in the order of the middles of its neighbours on one side. */
function ordered(columns: number[][], sides: readonly number[][], forward: boolean): void {
  const place = new Float64Array(sides.length);
  for (const nodes of columns) nodes.forEach((node, at) => void (place[node] = at));
  const walk = forward ? columns.keys() : [...columns.keys()].toReversed().values();
  for (const at of walk) {
    const nodes = columns[at] as number[];
    const middle = new Map(nodes.map((node, index) => [node, medianOf(sides[node] as number[], place) ?? index]));
    nodes.sort((a, b) => (middle.get(a) as number) - (middle.get(b) as number) || (place[a] as number) - (place[b] as number));
    nodes.forEach((node, index) => void (place[node] = index));
  }
}

function medianOf(nodes: readonly number[], place: Float64Array): number | null {
  if (nodes.length === 0) return null;
  const places = nodes.map((node) => place[node] as number).toSorted((a, b) => a - b);
  const half = places.length >> 1;
  return places.length % 2 === 1 ? (places[half] as number) : ((places[half - 1] as number) + (places[half] as number)) / 2;
}

/** As near as can be to the middle of the neighbours, with a row for each at least; places of arrows alone need half a row. */
function placed(columns: readonly (readonly number[])[], { before, after, column }: Graph): Float64Array {
  const row = new Float64Array(column.length);
  for (const nodes of columns) nodes.forEach((node, at) => void (row[node] = at));
  for (let sweep = 0; sweep < 2 * sweeps; sweep += 1) {
    const sides = sweep % 2 === 0 ? before : after;
    const walk = sweep % 2 === 0 ? columns : columns.toReversed();
    for (const nodes of walk)
      settleColumn(
        nodes,
        nodes.map((node) => medianOf(sides[node] as number[], row) ?? (row[node] as number)),
        row,
      );
  }
  let least = Infinity;
  for (const nodes of columns) for (const node of nodes) least = Math.min(least, row[node] as number);
  // Whole rows from the top: a node is where a row is.
  for (const nodes of columns) {
    let free = 0;
    for (const node of nodes) {
      row[node] = Math.max(free, Math.round((row[node] as number) - least));
      free = (row[node] as number) + 1;
    }
  }
  return row;
}

/** The places nearest to those wanted that keep the order and a row between: neighbours that want the same are pooled around their mean. */
function settleColumn(nodes: readonly number[], wanted: readonly number[], row: Float64Array): void {
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((want, at) => {
    pools.push({ sum: want - at, count: 1 });
    for (
      let last = pools.at(-1), before = pools.at(-2);
      last && before && before.sum / before.count > last.sum / last.count;
      last = pools.at(-1), before = pools.at(-2)
    ) {
      pools.pop();
      before.sum += last.sum;
      before.count += last.count;
    }
  });
  let at = 0;
  for (const { sum, count } of pools) for (let one = 0; one < count; one += 1, at += 1) row[nodes[at] as number] = sum / count + at;
}
