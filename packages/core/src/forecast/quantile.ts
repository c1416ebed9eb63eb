/** The promised shares of a forecast: an even chance, a good one, and near certainty. */
export const promises = [0.5, 0.8, 0.95] as const;

/** The value that a share of the sorted ones does not pass, between neighbours in proportion. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = Math.max(0, Math.min(1, share)) * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low);
}

/** Up to `most` bars of equal width; the last one reaches on to the latest of all, so that one run in a hundred squeezes no others. */
export function histogram(sorted: ArrayLike<number>, most: number): { from: number; to: number; count: number }[] {
  const [first, last] = [sorted[0]!, sorted[sorted.length - 1]!];
  const end = Math.ceil(quantile(sorted, 0.99));
  const width = Math.max(1, Math.ceil((end - first + 1) / most));
  const bars = Array.from({ length: Math.floor((end - first) / width) + 1 }, (_, bar) => ({
    from: first + bar * width,
    to: first + (bar + 1) * width,
    count: 0,
  }));
  for (let i = 0; i < sorted.length; i++) bars[Math.min(bars.length - 1, Math.floor((sorted[i]! - first) / width))]!.count++;
  const tail = bars.at(-1)!;
  tail.to = Math.max(tail.to, last + 1);
  return bars;
}
