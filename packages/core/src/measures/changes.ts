import { quantile } from "../mining/index.ts";
import { compare, type Comparison, otherMix } from "./compare.ts";
import type { MeasuredRun } from "./measured-run.ts";
import { compareShares } from "./shares.ts";

/** What a change of the procedure can be meant to change. Times are hours of one run, the others shares of the runs. */
export const changeMeasures = ["leadTime", "firstResponse", "onTime", "again", "completion"] as const;
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
  readonly measures: readonly { readonly measure: ChangeMeasure; readonly unit: "hours" | "share"; readonly found: Comparison }[];
};

const hour = 3_600_000;
/** So many revisions back are compared. */
const mostChanges = 5;

/**
 * Each revision that has runs beside the one before it that has. Only runs count that began long enough ago for 95 % of
 * the earlier ones to have ended by that age, whether they ended or not: otherwise the newer revision would be judged by
 * its quick runs. One that goes on beyond that counts with its age.
 */
export function changesOf(runs: readonly MeasuredRun[], hypotheses: readonly Hypothesis[], now: number): RevisionChange[] {
  const numbers = [...new Set(runs.map(({ revision }) => revision))].sort((a, b) => b - a);
  return numbers
    .slice(0, -1)
    .slice(0, mostChanges)
    .map((to, at) => {
      const from = numbers[at + 1]!;
      return change(
        runs.filter(({ revision }) => revision === from),
        runs.filter(({ revision }) => revision === to),
        { from, to, now, hypothesis: hypotheses.find(({ revision }) => revision === to) },
      );
    });
}

function change(
  before: readonly MeasuredRun[],
  after: readonly MeasuredRun[],
  about: { from: number; to: number; now: number; hypothesis: Hypothesis | undefined },
): RevisionChange {
  const { from, to, now, hypothesis } = about;
  const ripe = ripeAge(before);
  const old = (run: MeasuredRun): boolean => now - run.startedAt >= ripe;
  const [x, y] = [before.filter(old), after.filter(old)];
  const mix = { before: x.map(({ kind }) => kind), after: y.map(({ kind }) => kind) };
  const others = changeMeasures.filter((measure) => measure !== hypothesis?.measure);
  const measures = (hypothesis === undefined ? others : [hypothesis.measure, ...others]).flatMap((measure) => {
    const found = compared(measure, x, y, mix, now);
    return found === null
      ? []
      : [{ measure, unit: measure === "leadTime" || measure === "firstResponse" ? ("hours" as const) : ("share" as const), found }];
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

function ripeAge(runs: readonly MeasuredRun[]): number {
  const leads = runs
    .flatMap((run) => (run.state === "completed" && run.endedAt !== null ? [run.endedAt - run.startedAt] : []))
    .sort((a, b) => a - b);
  return leads.length === 0 ? 0 : quantile(leads, 0.95);
}

function compared(
  measure: ChangeMeasure,
  before: readonly MeasuredRun[],
  after: readonly MeasuredRun[],
  mix: { before: readonly string[]; after: readonly string[] },
  now: number,
): Comparison | null {
  if (measure === "leadTime" || measure === "firstResponse") {
    const hours = (runs: readonly MeasuredRun[]): number[] =>
      runs.flatMap((run) => (measure === "leadTime" ? leadHours(run, now) : firstResponse(run)) ?? []);
    const [x, y] = [hours(before), hours(after)];
    return x.length === 0 || y.length === 0 ? null : compare(x, y, { mix });
  }
  const shares = (runs: readonly MeasuredRun[]): boolean[] => runs.flatMap((run) => kept(measure, run) ?? []);
  const [x, y] = [shares(before), shares(after)];
  return x.length === 0 || y.length === 0 ? null : compareShares(x, y, { otherMix: otherMix(mix.before, mix.after) });
}

function leadHours(run: MeasuredRun, now: number): number | null {
  return run.state === "cancelled" ? null : ((run.endedAt ?? now) - run.startedAt) / hour;
}

/** Until the first step was done. */
function firstResponse(run: MeasuredRun): number | null {
  const first = run.steps.reduce(
    (least, { how, closedAt }) => (how === "completed" && closedAt !== null ? Math.min(least, closedAt) : least),
    Infinity,
  );
  return first === Infinity ? null : (first - run.startedAt) / hour;
}

/** Whether a run is one of those whose share is meant; null where the question does not arise. */
function kept(measure: "onTime" | "again" | "completion", run: MeasuredRun): boolean | null {
  if (measure === "completion") return run.state === "running" ? null : run.state === "completed";
  if (run.state !== "completed") return null;
  if (measure === "again")
    return (
      new Set(run.steps.map(({ stepId }) => stepId)).size < run.steps.length || run.steps.some(({ verdict }) => verdict === "rejected")
    );
  if (run.kept !== undefined) return run.kept;
  const due = run.steps.filter(({ dueAt, how }) => dueAt !== null && how === "completed");
  return due.length === 0 ? null : due.every(({ dueAt, closedAt }) => closedAt! <= dueAt!);
}
