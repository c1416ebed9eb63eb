/** Traces over few activities, equal ones once. Activities are the log's numbers. */
export type SubLog = { readonly traces: readonly Int32Array[]; readonly counts: readonly number[] };

/** Which activity directly follows which, and how often, over the activities that occur; row * size + column. */
export type Graph = {
  readonly activities: readonly number[];
  readonly size: number;
  readonly weight: Float64Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
};

/** Joins equal traces. */
export function subLog(parts: Iterable<readonly [Int32Array, number]>): SubLog {
  const places = new Map<string, number>();
  const traces: Int32Array[] = [];
  const counts: number[] = [];
  for (const [trace, count] of parts) {
    const key = keyOf(trace);
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, traces.push(trace) - 1);
      counts.push(count);
    } else counts[place]! += count;
  }
  return { traces, counts };
}

function keyOf(trace: Int32Array): string {
  let key = "";
  for (const activity of trace) key += String.fromCharCode(activity);
  return key;
}

export function activitiesIn({ traces }: SubLog): number[] {
  const found = new Set<number>();
  for (const trace of traces) for (const activity of trace) found.add(activity);
  return [...found].sort((a, b) => a - b);
}

export function graphOf(log: SubLog, activities: readonly number[]): Graph {
  const size = activities.length;
  const place = new Map(activities.map((activity, at) => [activity, at]));
  const weight = new Float64Array(size * size);
  const starts = new Float64Array(size);
  const ends = new Float64Array(size);
  log.traces.forEach((trace, at) => {
    const count = log.counts[at]!;
    let before = -1;
    for (const activity of trace) {
      const now = place.get(activity)!;
      if (before === -1) starts[now]! += count;
      else weight[before * size + now]! += count;
      before = now;
    }
    if (before !== -1) ends[before]! += count;
  });
  return { activities, size, weight, starts, ends };
}

/**
 * Without what is rare beside the strongest of its kind (Leemans, Fahland, van der Aalst 2013): for each activity the
 * ways on, its ending among them; the ways in at the start; the ways out at the end.
 */
export function withoutRare(graph: Graph, threshold: number): Graph {
  const { size } = graph;
  const weight = graph.weight.slice();
  for (let from = 0; from < size; from += 1) {
    let strongest = graph.ends[from]!;
    for (let to = 0; to < size; to += 1) strongest = Math.max(strongest, weight[from * size + to]!);
    for (let to = 0; to < size; to += 1) if (weight[from * size + to]! < threshold * strongest) weight[from * size + to] = 0;
  }
  return { ...graph, weight, starts: strong(graph.starts, threshold), ends: strong(graph.ends, threshold) };
}

function strong(counts: Float64Array, threshold: number): Float64Array {
  const least = threshold * Math.max(...counts);
  return counts.map((count) => (count < least ? 0 : count));
}

/** Groups of numbers below `size` that are joined, each sorted, in the order of their first. */
export class Groups {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, at) => at);
  }

  find(at: number): number {
    let root = at;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    while (this.#parent[at] !== root) [at, this.#parent[at]] = [this.#parent[at]!, root];
    return root;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.find(a), this.find(b)];
    this.#parent[Math.max(x, y)] = Math.min(x, y);
  }

  list(): number[][] {
    const found = new Map<number, number[]>();
    for (let at = 0; at < this.#parent.length; at += 1) {
      const root = this.find(at);
      const group = found.get(root);
      if (group === undefined) found.set(root, [at]);
      else group.push(at);
    }
    return [...found.values()];
  }
}
