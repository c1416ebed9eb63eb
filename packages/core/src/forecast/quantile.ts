/** The promised shares of a forecast: an even chance, a good one, and near certainty. */
export const promises = [0.5, 0.8, 0.95] as const;

/** The value that a share of the sorted ones does not pass, between neighbours in proportion. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = Math.max(0, Math.min(1, share)) * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low);
}

/** Up to `most` bars of equal width. */
export function histogram(sorted: ArrayLike<number>, most: number): { from: number; to: number; count: number }[] {
  const [first, last] = [sorted[0]!, sorted[sorted.length - 1]!];
  const width = Math.max(1, Math.ceil((last - first + 1) / most));
  const bars = Array.from({ length: Math.floor((last - first) / width) + 1 }, (_, bar) => ({
    from: first + bar * width,
    to: first + (bar + 1) * width,
    count: 0,
  }));
  for (let i = 0; i < sorted.length; i++) bars[Math.floor((sorted[i]! - first) / width)]!.count++;
  return bars;
}
