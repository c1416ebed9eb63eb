import type { Problem } from "../problem.ts";

/** A problem for the exact search. The last variable is the makespan: no task ends after it. Arcs may run in circles. */
export type Model = {
  readonly size: number;
  readonly duration: Int32Array;
  readonly horizon: number;
  readonly arcFrom: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcLag: Int32Array;
  readonly outAt: Int32Array;
  readonly out: Int32Array;
  readonly inAt: Int32Array;
  readonly in: Int32Array;
  readonly resources: readonly Resource[];
  /** Tasks that can never go on at the same time, by task. */
  readonly rivals: readonly Int32Array[];
};

/** Tasks that use it, the greatest use first. */
export type Resource = { readonly capacity: number; readonly tasks: Int32Array; readonly use: Int32Array };

export function modelOf({ network, capacities, demands }: Problem): Model {
  const count = network.durations.length;
  const size = count + 1;
  const duration = new Int32Array(size);
  duration.set(network.durations);
  const sinks = Array.from({ length: count }, (_, task) => task);
  const arcFrom = Int32Array.from([...network.from, ...sinks]);
  const arcTo = Int32Array.from([...network.to, ...sinks.map(() => count)]);
  const arcLag = Int32Array.from([...network.lag, ...network.durations]);
  const longest = duration.slice();
  for (let arc = 0; arc < network.from.length; arc++) longest[arcFrom[arc]!] = Math.max(longest[arcFrom[arc]!]!, arcLag[arc]!);
  const [outAt, out] = rowsOf(size, arcFrom);
  const [inAt, into] = rowsOf(size, arcTo);
  const resources = capacities.map((capacity, r): Resource => {
    const tasks = sinks.filter((task) => duration[task]! > 0 && demands[task]![r]! > 0);
    tasks.sort((a, b) => demands[b]![r]! - demands[a]![r]!);
    return { capacity, tasks: Int32Array.from(tasks), use: Int32Array.from(tasks, (task) => demands[task]![r]!) };
  });
  const rivals = sinks.map((task) =>
    Int32Array.from(
      sinks.filter(
        (other) =>
          other !== task &&
          duration[task]! > 0 &&
          duration[other]! > 0 &&
          capacities.some((capacity, r) => demands[task]![r]! + demands[other]![r]! > capacity),
      ),
    ),
  );
  return {
    size,
    duration,
    horizon: longest.reduce((sum, length) => sum + length, 0),
    arcFrom,
    arcTo,
    arcLag,
    outAt,
    out,
    inAt,
    in: into,
    // One that all its tasks together can't fill never holds anything back.
    resources: resources.filter(({ use, capacity }) => use.reduce((sum, wanted) => sum + wanted, 0) > capacity),
    rivals: [...rivals, new Int32Array(0)],
  };
}

function rowsOf(size: number, ends: Int32Array): [Int32Array, Int32Array] {
  const at = new Int32Array(size + 1);
  for (const end of ends) at[end + 1]!++;
  for (let i = 0; i < size; i++) at[i + 1]! += at[i]!;
  const next = at.slice();
  const rows = new Int32Array(ends.length);
  ends.forEach((end, arc) => (rows[next[end]!++] = arc));
  return [at, rows];
}
