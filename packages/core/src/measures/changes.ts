import { quantile } from "../mining/index.ts";
import { compare, type Comparison, otherMix } from "./compare.ts";
import { elapsedHours, type HoursBetween, type MeasuredRun } from "./measured-run.ts";
import { counts, firstResponse, leadHours, type Share } from "./run-figures.ts";
import { compareShares } from "./shares.ts";

/** What a change of the procedure can be meant to change. Times are hours of one run, satisfaction is 1 to 5, the others are shares of the runs. */
export const changeMeasures = ["leadTime", "firstResponse", "onTime", "again", "completion", "satisfaction"] as const;
export type ChangeMeasure = (typeof changeMeasures)[number];
export type Aim = "less" | "more";

/** What somebody hoped a revision would do: one measure, and which way. */
export type Hypothesis = { readonly revision: number; readonly measure: ChangeMeasure; readonly aim: Aim };

export type RevisionChange = {
  readonly from: number;
  readonly to: number;
  /** Runs left out because they began so lately that of their like not nearly all had ended by this age. */
  readonly young: number;
  /** Of the measure of the hypothesis; null without one. */
  readonly outcome: "as hoped" | "the opposite" | "no evidence" | null;
  /** That of the hypothesis first. */
  readonly measures: readonly {
    readonly measure: ChangeMeasure;
    readonly unit: Unit;
    readonly found: Comparison;
    /** Of the values on a side, so many are ages of runs that go on, and grow with them. */
    readonly open: { readonly before: number; readonly after: number };
  }[];
};

type Unit = "hours" | "share" | "score";

const unitOf: Readonly<Record<ChangeMeasure, Unit>> = {
  leadTime: "hours",
  firstResponse: "hours",
  onTime: "share",
  again: "share",
  completion: "share",
  satisfaction: "score",
};

/** So many revisions back are compared. */
const mostChanges = 5;

/**
 * Each revision that has runs beside the one before it that has. Only runs count that began long enough ago for 95 % of
 * the earlier ones to have ended by that age, whether they ended or not: otherwise the newer revision would be judged by
 * its quick runs. One that goes on beyond that counts with its age.
 */
export function changesOf(
  runs: readonly MeasuredRun[],
  hypotheses: readonly Hypothesis[],
  now: number,
  hours: HoursBetween = elapsedHours,
): RevisionChange[] {
  const numbers = [...new Set(runs.map(({ revision }) => revision))].sort((a, b) => b - a);
  return numbers
    .slice(0, -1)
    .slice(0, mostChanges)
    .map((to, at) => {
      const from = numbers[at + 1]!;
      return change(
        runs.filter(({ revision }) => revision === from),
        runs.filter(({ revision }) => revision === to),
        { from, to, now, hours, hypothesis: hypotheses.find(({ revision }) => revision === to) },
      );
    });
}

function change(
  before: readonly MeasuredRun[],
  after: readonly MeasuredRun[],
  about: { from: number; to: number; now: number; hours: HoursBetween; hypothesis: Hypothesis | undefined },
): RevisionChange {
  const { from, to, now, hours, hypothesis } = about;
  const ripe = ripeAge(before);
  const old = (run: MeasuredRun): boolean => now - run.startedAt >= ripe;
  const [x, y] = [before.filter(old), after.filter(old)];
  const mix = { before: x.map(({ kind }) => kind), after: y.map(({ kind }) => kind) };
  const others = changeMeasures.filter((measure) => measure !== hypothesis?.measure);
  const measures = (hypothesis === undefined ? others : [hypothesis.measure, ...others]).flatMap((measure) => {
    const found = compared(measure, x, y, mix, valueOf(now, hours));
    return found === null
      ? []
      : [{ measure, unit: unitOf[measure], found, open: measure === "leadTime" ? { before: openOf(x), after: openOf(y) } : noneOpen }];
  });
  const hoped = measures.find(({ measure }) => measure === hypothesis?.measure)?.found.verdict;
  return {
    from,
    to,
    measures,
    young: before.length + after.length - x.length - y.length,
    outcome:
      hypothesis === undefined
        ? null
        : hoped === undefined || hoped === "no evidence"
          ? "no evidence"
          : hoped === hypothesis.aim
            ? "as hoped"
            : "the opposite",
  };
}

const noneOpen = { before: 0, after: 0 };

function openOf(runs: readonly MeasuredRun[]): number {
  return runs.filter(({ state, endedAt }) => state === "running" && endedAt === null).length;
}

function ripeAge(runs: readonly MeasuredRun[]): number {
  const leads = runs
    .flatMap((run) => (run.state === "completed" && run.endedAt !== null ? [run.endedAt - run.startedAt] : []))
    .sort((a, b) => a - b);
  return leads.length === 0 ? 0 : quantile(leads, 0.95);
}

type ValueOf = (measure: Exclude<ChangeMeasure, Share>, run: MeasuredRun) => number | null;

function valueOf(now: number, hours: HoursBetween): ValueOf {
  return (measure, run) =>
    measure === "leadTime" ? leadHours(run, now, hours) : measure === "firstResponse" ? firstResponse(run, hours) : (run.score ?? null);
}

function compared(
  measure: ChangeMeasure,
  before: readonly MeasuredRun[],
  after: readonly MeasuredRun[],
  mix: { before: readonly string[]; after: readonly string[] },
  value: ValueOf,
): Comparison | null {
  if (measure === "onTime" || measure === "again" || measure === "completion") {
    const shares = (runs: readonly MeasuredRun[]): boolean[] => runs.flatMap((run) => counts(measure, run) ?? []);
    const [x, y] = [shares(before), shares(after)];
    return x.length === 0 || y.length === 0 ? null : compareShares(x, y, { otherMix: otherMix(mix.before, mix.after) });
  }
  const values = (runs: readonly MeasuredRun[]): number[] => runs.flatMap((run) => value(measure, run) ?? []);
  const [x, y] = [values(before), values(after)];
  return x.length === 0 || y.length === 0 ? null : compare(x, y, { mix });
}
