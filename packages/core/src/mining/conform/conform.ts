import type { EventLog } from "../log/event-log.ts";
import { traceOf, type Variants } from "../log/variants.ts";
import type { Aligner, Alignment } from "./alignment.ts";
import { type DeviationKind, deviationsIn } from "./deviations.ts";

export type Deviation = {
  readonly kind: DeviationKind;
  readonly activity: string;
  readonly count: number;
  readonly cases: readonly string[];
};

export type Conformance = {
  /** The mean over traces of 1 − cost / (events + shortest performance). */
  readonly fitness: number;
  /** The same of the log as one: 1 − all costs / all worst costs. */
  readonly logFitness: number;
  readonly fitTraces: number;
  readonly traces: number;
  readonly deviations: readonly Deviation[];
  /** Traces for which the model has no end that can be reached; they count for nothing above. */
  readonly givenUp: number;
  /** Traces whose best reading was not surely found, and what the fitness is at most. */
  readonly unsure: { readonly traces: number; readonly fitnessAtMost: number };
};

/** Replays a log on a model, once for each variant. */
export function conform(log: EventLog, variants: Variants, aligner: Aligner): Conformance {
  const alignments = alignVariants(log, variants, aligner);
  const byVariant = casesOf(variants);
  let [sum, cost, worst, fits, done, unsure, best] = [0, 0, 0, 0, 0, 0, 0];
  const found = new Map<string, { kind: DeviationKind; activity: string; count: number; cases: string[] }>();
  alignments.forEach((alignment, variant) => {
    if (alignment === null) return;
    const count = variants.counts[variant]!;
    const length = traceOf(log, variants.example[variant]!).length;
    const most = length + aligner.shortest;
    done += count;
    sum += count * (most === 0 ? 1 : 1 - alignment.cost / most);
    best += count * (most === 0 ? 1 : 1 - (alignment.least ?? alignment.cost) / most);
    if (alignment.least !== undefined) unsure += count;
    cost += count * alignment.cost;
    worst += count * most;
    if (alignment.cost === 0) {
      fits += count;
      return;
    }
    const inCases = byVariant[variant]!.map((each) => log.cases[each]!);
    for (const { kind, activity, times } of deviationsIn(alignment)) {
      const key = `${kind} ${activity}`;
      let deviation = found.get(key);
      if (deviation === undefined) found.set(key, (deviation = { kind, activity, count: 0, cases: [] }));
      deviation.count += times * count;
      for (const name of inCases) deviation.cases.push(name);
    }
  });
  return {
    fitness: done === 0 ? 1 : sum / done,
    logFitness: worst === 0 ? 1 : 1 - cost / worst,
    fitTraces: fits,
    traces: log.cases.length,
    deviations: [...found.values()].sort((a, b) => b.count - a.count || (a.activity < b.activity ? -1 : 1)),
    givenUp: log.cases.length - done,
    unsure: { traces: unsure, fitnessAtMost: done === 0 ? 1 : best / done },
  };
}

export function alignVariants(log: EventLog, variants: Variants, aligner: Aligner): (Alignment | null)[] {
  return Array.from(variants.example, (example) =>
    aligner.align(Array.from(traceOf(log, example), (activity) => log.activities[activity]!)),
  );
}

function casesOf({ counts, ofCase }: Variants): number[][] {
  const found: number[][] = Array.from({ length: counts.length }, () => []);
  ofCase.forEach((variant, each) => found[variant]!.push(each));
  return found;
}
