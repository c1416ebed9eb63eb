import { quantile } from "../mining/index.ts";

export type Comparison = {
  readonly verdict: "less" | "more" | "no evidence";
  /** By how much a value after is typically larger than one before (Hodges–Lehmann). */
  readonly shift: number;
  /** The interval of the stated confidence; null where a side has too few values to give one. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** The shift as a share of the median before. */
  readonly relative: number | null;
  /** How many values there are on a side, and their median or, of yes and no, the share of yes. */
  readonly before: { readonly count: number; readonly typical: number };
  readonly after: { readonly count: number; readonly typical: number };
  readonly warnings: readonly ("few before" | "few after" | "other mix")[];
};

/** Fewer than this on a side, and a real change is easily missed and its size uncertain. */
export const few = 20;
/**
 * Fewer than this on a side, and there is neither interval nor evidence. Of 3 and 3 values even the widest interval that
 * their differences give holds the truth in nine of ten cases only, and of 1 and any number never surely enough (Mann and
 * Whitney's table begins at 4 and 4); from 6 and 6 on the normal approximation keeps its rate with ties too.
 */
export const least = 6;
/** More pairs than this add nothing to the estimate that a reader could see. */
const mostPairs = 1_500;

/**
 * Whether a measure changed. Ranks, because durations have long tails; `confidence` is both that of the interval and 1 −
 * the rate at which "no change" is called a change. `mix` gives what kind each value is of (variant, product, team): when
 * the kinds are distributed otherwise after the change, the difference may be theirs.
 */
export function compare(
  before: readonly number[],
  after: readonly number[],
  { confidence = 0.95, mix }: { confidence?: number; mix?: { before: readonly string[]; after: readonly string[] } } = {},
): Comparison {
  const [x, y] = [Float64Array.from(before).sort(), Float64Array.from(after).sort()];
  const [thinX, thinY] = [thinned(x), thinned(y)];
  const differences = pairs(thinX, thinY);
  const shift = quantile(differences, 0.5);
  const median = quantile(x, 0.5);
  // Test and interval count the same pairs, so that they agree.
  const rejected = enough(x, y) ? Math.floor(rejectedShare(x, y, confidence) * differences.length) : -1;
  const larger = largerAfter(thinX, thinY);
  return {
    verdict: larger <= rejected ? "less" : differences.length - larger <= rejected ? "more" : "no evidence",
    shift,
    interval: rejected < 0 ? null : { low: differences[rejected]!, high: differences[differences.length - 1 - rejected]! },
    relative: median > 0 ? shift / median : null,
    before: { count: x.length, typical: median },
    after: { count: y.length, typical: quantile(y, 0.5) },
    warnings: warningsOf(x.length, y.length, mix !== undefined && otherMix(mix.before, mix.after)),
  };
}

export function enough(before: ArrayLike<unknown>, after: ArrayLike<unknown>): boolean {
  return Math.min(before.length, after.length) >= least;
}

export function warningsOf(before: number, after: number, mixed: boolean): Comparison["warnings"] {
  return [
    ...(before < few ? ["few before" as const] : []),
    ...(after < few ? ["few after" as const] : []),
    ...(mixed ? ["other mix" as const] : []),
  ];
}

/** Pairs in which the value after is the larger, ties as half. */
function largerAfter(x: Float64Array, y: Float64Array): number {
  let [below, upTo, sum] = [0, 0, 0];
  for (const value of y) {
    while (below < x.length && x[below]! < value) below += 1;
    upTo = Math.max(upTo, below);
    while (upTo < x.length && x[upTo]! <= value) upTo += 1;
    sum += below + (upTo - below) / 2;
  }
  return sum;
}

/** So small a share of the pairs on one side is too rare when nothing changed (Mann–Whitney, two-sided, corrected for ties). */
function rejectedShare(x: Float64Array, y: Float64Array, confidence: number): number {
  const [n, m] = [x.length, y.length];
  const all = Float64Array.of(...x, ...y).sort();
  let ties = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to] === all[from]) to += 1;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  return 0.5 - (0.5 + normalQuantile(1 - (1 - confidence) / 2) * Math.sqrt(Math.max(0, variance))) / (n * m);
}

function thinned(sorted: Float64Array): Float64Array {
  if (sorted.length <= mostPairs) return sorted;
  return Float64Array.from({ length: mostPairs }, (_, at) => quantile(sorted, (at + 0.5) / mostPairs));
}

function pairs(x: Float64Array, y: Float64Array): Float64Array {
  const found = new Float64Array(x.length * y.length);
  let at = 0;
  for (const before of x) for (const after of y) found[at++] = after - before;
  return found.sort();
}

/** Chi-square on the kinds, rare ones together, at one in a hundred. */
export function otherMix(before: readonly string[], after: readonly string[]): boolean {
  const counts = new Map<string, [number, number]>();
  for (const [side, kinds] of [before, after].entries())
    for (const kind of kinds) {
      const found = counts.get(kind) ?? [0, 0];
      found[side]! += 1;
      counts.set(kind, found);
    }
  const total = before.length + after.length;
  if (before.length === 0 || after.length === 0) return false;
  const share = before.length / total;
  const rows: [number, number][] = [];
  const rest: [number, number] = [0, 0];
  for (const row of counts.values()) {
    const least = (row[0] + row[1]) * Math.min(share, 1 - share);
    if (least >= 5) rows.push(row);
    else {
      rest[0] += row[0];
      rest[1] += row[1];
    }
  }
  if ((rest[0] + rest[1]) * Math.min(share, 1 - share) >= 5) rows.push(rest);
  if (rows.length < 2) return false;
  const chi = rows.reduce((sum, [a, b]) => {
    const [expectA, expectB] = [(a + b) * share, (a + b) * (1 - share)];
    return sum + (a - expectA) ** 2 / expectA + (b - expectB) ** 2 / expectB;
  }, 0);
  // Wilson and Hilferty's cube root makes chi-square normal.
  const freedom = rows.length - 1;
  const z = (Math.cbrt(chi / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
  return 1 - normal(z) < 0.01;
}

/** The standard normal distribution (Abramowitz and Stegun 7.1.26 for the error function; off by less than 2 in ten million). */
export function normal(z: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(z) / Math.SQRT2));
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp((-z * z) / 2);
  return z >= 0 ? 1 - tail / 2 : tail / 2;
}

/** Its inverse, by halving: 60 steps are as exact as the above. */
export function normalQuantile(p: number): number {
  let [low, high] = [-9, 9];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normal(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
