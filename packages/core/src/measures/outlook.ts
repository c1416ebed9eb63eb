import type { HoursBetween, MeasuredRun } from "./measured-run.ts";
import { type KeptRecord, keptRecord, type Passage, replay, type Told } from "./promises.ts";
import type { Promise3, Standing } from "./remaining.ts";

export type OpenRun = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly step: string | null;
  readonly ageHours: number;
  readonly remainingHours: Promise3 | null;
};

const hour = 3_600_000;

/** Open runs with what like ones still needed, and whether such promises were kept so far. Each step that opened is a moment at which one was made. */
export function outlookOf(
  runs: readonly MeasuredRun[],
  now: number,
  hours: HoursBetween,
): { readonly ageing: OpenRun[]; readonly promises: KeptRecord } {
  const begin = runs.reduce((least, { startedAt }) => Math.min(least, startedAt), now);
  const axis = (moment: number): number => hours(begin, moment);
  const standingAt = (run: MeasuredRun, at: number): Standing => ({
    state: run.steps[at]!.stepId,
    ageMillis: hours(run.startedAt, run.steps[at]!.openedAt) * hour,
    step: at,
  });
  const passages = runs
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((run): Passage => ({
      places: run.steps.map((step, at) => ({ at: axis(step.openedAt), standing: standingAt(run, at) })),
      endedAt: run.endedAt === null ? null : axis(run.endedAt),
      gaveUp: run.state === "cancelled",
    }));
  const told: Told[] = [];
  const remaining = replay(passages, axis(now), (one) => told.push(one));
  const promised = (run: MeasuredRun): { step: string | null; remainingHours: Promise3 | null } => {
    const at = run.steps.findLastIndex(({ how }) => how === null);
    const step = run.steps[at];
    if (step === undefined) return { step: null, remainingHours: null };
    const elapsed = (since: number): number => axis(now) - since;
    return { step: step.title, remainingHours: remaining.promise(standingAt(run, at), elapsed, hours(step.openedAt, now)) };
  };
  return {
    ageing: runs
      .filter(({ state }) => state === "running")
      .map((run) => ({ id: run.id, number: run.number, title: run.title, ageHours: hours(run.startedAt, now), ...promised(run) }))
      .sort((a, b) => b.ageHours - a.ageHours),
    promises: keptRecord(passages, told, axis(now)),
  };
}
