/** The value below which the share `q` of sorted values lies, between neighbours by proportion; NaN of none. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * q;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** A quantile, where there is at least one value beyond it to be expected: of 80 % from five on, of 95 % from twenty on. */
export function carried(sorted: ArrayLike<number>, share: number): number | null {
  return sorted.length < Math.round(1 / (1 - share)) ? null : quantile(sorted, share);
}
