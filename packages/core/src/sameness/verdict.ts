import { type Told, words } from "../kernel/index.ts";

export type Kind = "process" | "project" | "unclear";

/** What speaks for a process (positive weight) or for a project (negative), in the words of the two kinds of work. */
export type Feature =
  | "repeats"
  | "sameOrder"
  | "sameHands"
  | "steady"
  | "walks"
  | "recorded"
  | "arrives"
  | "sameTitles"
  | "requested"
  | "written"
  | "unlike"
  | "depends"
  | "ends"
  | "single";

/** Published, and adjustable by a workspace. A verdict is the logistic of the sum of weight × value. */
export const featureWeights: Readonly<Record<Feature, number>> = {
  repeats: 4,
  sameOrder: 0.8,
  sameHands: 0.5,
  steady: 0.5,
  walks: 3,
  recorded: 4,
  arrives: 1.4,
  sameTitles: 3,
  requested: 1.5,
  written: 2.5,
  unlike: -1.8,
  depends: -1.2,
  ends: -0.8,
  single: -0.4,
};

/** What it `says` is null where there is nothing to tell of it. */
export type Evidence = { readonly feature: Feature; readonly value: number; readonly says: Told | null };

export type Verdict = {
  readonly kind: Kind;
  /** That it is of this kind, 0.5 to 0.99. */
  readonly confidence: number;
  /** What spoke for the kind first, the strongest first; then what spoke against it. */
  readonly reasons: readonly Told[];
  readonly evidence: readonly (Evidence & { readonly weight: number })[];
};

export function judge(evidence: readonly Evidence[], weights: Readonly<Record<Feature, number>> = featureWeights): Verdict {
  const weighed = evidence.filter(({ value }) => value > 0).map((own) => ({ ...own, weight: weights[own.feature] }));
  const score = weighed.reduce((sum, { value, weight }) => sum + value * weight, 0);
  const chance = 1 / (1 + Math.exp(-score));
  const kind: Kind = chance >= 0.6 ? "process" : chance <= 0.4 ? "project" : "unclear";
  const sign = score >= 0 ? 1 : -1;
  const effect = ({ value, weight }: (typeof weighed)[number]): number => sign * value * weight;
  const sorted = weighed.toSorted((a, b) => effect(b) - effect(a));
  return {
    kind,
    confidence: Math.round(Math.min(0.99, Math.max(chance, 1 - chance)) * 100) / 100,
    reasons: sorted.flatMap((own) =>
      own.says === null ? [] : kind !== "unclear" && effect(own) < 0 ? words`Against it: ${own.says}` : own.says,
    ),
    evidence: sorted,
  };
}
