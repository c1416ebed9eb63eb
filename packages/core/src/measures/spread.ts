import { quantile } from "../mining/index.ts";

export type Spread = { readonly count: number; readonly p50: number; readonly p80: number; readonly p95: number; readonly mean: number };

/** How long most take: the half, four of five, nineteen of twenty. */
export function spreadOf(values: Iterable<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  return {
    count: sorted.length,
    p50: quantile(sorted, 0.5),
    p80: quantile(sorted, 0.8),
    p95: quantile(sorted, 0.95),
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  };
}
