/** One forecast as it was shown, and what came of it (null: not known yet). Values are in one unit, such as days from when it was made. */
export type Shown = {
  readonly madeAt: number;
  readonly p50: number;
  readonly p80: number;
  readonly p95: number;
  readonly actual: number | null;
  /** When the outcome was known, on the clock of `madeAt`. */
  readonly knownAt: number | null;
};

export type Calibration = {
  /** How many outcomes are known. */
  readonly count: number;
  /** The share of outcomes within each promised value; null without outcomes. */
  readonly kept: { readonly p50: number; readonly p80: number; readonly p95: number } | null;
  /** By how much to widen each promise from now on: 1 = as it is. */
  readonly stretch: { readonly p50: number; readonly p80: number; readonly p95: number };
};

const pace = 0.2;

/**
 * The record of what was promised against what happened, and the correction that follows from it (adaptive conformal inference;
 * Gibbs and Candès 2021): each outcome beyond a promise widens it, each within narrows it a little, so that in the long run it is
 * kept as often as it says. Outcomes count in the order in which they became known.
 */
export function calibrate(shown: readonly Shown[]): Calibration {
  const known = shown
    .filter((one): one is Shown & { actual: number; knownAt: number } => one.actual !== null && one.knownAt !== null)
    .toSorted((a, b) => a.knownAt - b.knownAt);
  const stretch = { p50: 1, p80: 1, p95: 1 };
  const kept = { p50: 0, p80: 0, p95: 0 };
  for (const one of known)
    for (const [key, share] of [
      ["p50", 0.5],
      ["p80", 0.8],
      ["p95", 0.95],
    ] as const) {
      const missed = one.actual > one[key];
      if (!missed) kept[key] += 1 / known.length;
      stretch[key] = adapt(stretch[key], missed, share);
    }
  return { count: known.length, kept: known.length === 0 ? null : kept, stretch };
}

/** The next stretch after an outcome beyond (`missed`) or within what was promised for `share` of them. */
export function adapt(stretch: number, missed: boolean, share: number): number {
  return Math.min(8, Math.max(0.25, stretch * Math.exp(pace * ((missed ? 1 : 0) - (1 - share)))));
}
