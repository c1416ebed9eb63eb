import { groupAlike } from "./families.ts";
import { averageLinkage } from "./linkage.ts";
import { lookAlikesOf, type Noise, type Planted, score, type Traces, trigrams } from "./look-alikes.fixture.ts";

/** Means over the seeds, told with the worst and with what letters alone give at their best cut; of the first seed alone unless proving. */
export function measured(
  title: string,
  traces: Traces,
  noise: Noise,
  seeds: readonly number[],
  proving: boolean,
): { ari: number; precision: number; says: string } {
  const planted = seeds.slice(0, proving ? seeds.length : 1).map((seed) => lookAlikesOf(traces, seed, noise));
  const scores = planted.map((own) => score(own.truth, found(own)));
  const all = (key: "ari" | "precision" | "recall"): string => {
    const values = scores.map((one) => one[key]);
    return `${mean(values).toFixed(3)} (worst ${Math.min(...values).toFixed(3)})`;
  };
  const letters = planted.slice(0, proving ? 3 : 1).map((own) => lettersAlone(own, proving));
  return {
    ari: mean(scores.map((one) => one.ari)),
    precision: mean(scores.map((one) => one.precision)),
    says: `${title}, seeds ${seeds.slice(0, planted.length).join(" ")}: adjusted Rand ${all("ari")}, pair precision ${all("precision")}, recall ${all("recall")}; trigrams ${mean(letters).toFixed(3)}`,
  };
}

/** By the place of each case the name of its group. */
export function found({ cases }: Planted): string[] {
  const labels = cases.map(() => "");
  for (const [name, group] of groupAlike(cases).groups.entries()) for (const member of group.members) labels[member] = String(name);
  return labels;
}

/** The trigram baseline at its best cut, which it could not know. */
export function lettersAlone({ cases, truth }: Planted, proving: boolean): number {
  const alike = trigrams(cases);
  const scores = (proving ? [0.2, 0.25, 0.3, 0.35, 0.4, 0.45] : [0.35]).map((cut) => {
    const labels = cases.map(() => "");
    for (const [name, group] of averageLinkage(cases.length, alike, cut).entries())
      for (const member of group) labels[member] = String(name);
    return score(truth, labels).ari;
  });
  return Math.max(...scores);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
