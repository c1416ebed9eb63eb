import { type Comparison, enough, normalQuantile, warningsOf } from "./compare.ts";

/**
 * Whether a share changed (runs on time, done again, completed): the difference after − before with Newcombe's interval,
 * which is made of Wilson's and holds for few runs too, though not for one or two: 1 of 1 beside 0 of 3 would be evidence. There
 * is evidence when the interval leaves nothing in doubt.
 */
export function compareShares(
  before: readonly boolean[],
  after: readonly boolean[],
  { confidence = 0.95, otherMix = false }: { confidence?: number; otherMix?: boolean } = {},
): Comparison {
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const [x, y] = [shareOf(before, z), shareOf(after, z)];
  const shift = y.share - x.share;
  const interval = enough(before, after)
    ? { low: shift - Math.hypot(y.share - y.low, x.high - x.share), high: shift + Math.hypot(y.high - y.share, x.share - x.low) }
    : null;
  return {
    verdict: interval === null ? "no evidence" : interval.low > 0 ? "more" : interval.high < 0 ? "less" : "no evidence",
    shift,
    interval,
    relative: x.share > 0 ? shift / x.share : null,
    before: { count: before.length, typical: x.share },
    after: { count: after.length, typical: y.share },
    warnings: warningsOf(before.length, after.length, otherMix),
  };
}

/** Wilson's interval of a share that was seen in so many. */
export function wilson(share: number, n: number, z = normalQuantile(0.975)): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: (centre - half) / (1 + (z * z) / n), high: (centre + half) / (1 + (z * z) / n) };
}

function shareOf(values: readonly boolean[], z: number): { share: number; low: number; high: number } {
  const share = values.length === 0 ? Number.NaN : values.filter(Boolean).length / values.length;
  return { share, ...wilson(share, values.length, z) };
}
