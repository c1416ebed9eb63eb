import { carried, quantile } from "../mining/index.ts";
import { compare, type Comparison } from "./compare.ts";
import type { MeasuredRun, MeasuredStep } from "./measured-run.ts";
import { workAxis } from "./work-axis.ts";

/** A step with what is known of the time between its being opened and done: when it could not be worked, and what was written down as worked. */
export type TimedStep = MeasuredStep & {
  readonly pauses: readonly { readonly from: number; readonly until: number | null }[];
  readonly workedMinutes: number;
};
export type TimedRun = Omit<MeasuredRun, "steps"> & {
  readonly steps: readonly TimedStep[];
  readonly data: Readonly<Record<string, unknown>>;
};

/** One doing of a step, in working minutes: somebody was at it, it waited for somebody, it could not be worked. */
export type Doing = {
  readonly run: string;
  readonly stepId: string;
  readonly title: string;
  readonly by: string | null;
  readonly closedAt: number;
  readonly touch: number;
  readonly queue: number;
  readonly blocked: number;
  readonly measured: boolean;
};

export type StepTimes = {
  readonly stepId: string;
  readonly title: string;
  readonly done: number;
  /** Working hours, on average. */
  readonly touch: number;
  readonly queue: number;
  readonly blocked: number;
  /** Of all the working time that runs waited in a queue. */
  readonly queueShare: number;
  /** The share whose touch time was written down, and not reckoned. */
  readonly measured: number;
  readonly waiting: number;
  readonly oldestHours: number | null;
  /** Whether it queues longer lately than before, by halves; null below twenty. */
  readonly trend: Comparison["verdict"] | null;
};

export type FlowTimes = {
  readonly runs: number;
  readonly leadHours: { readonly p50: number; readonly p80: number | null; readonly mean: number } | null;
  readonly steps: readonly StepTimes[];
  /** Where work queues most; null where it hardly does. */
  readonly constraint: string | null;
  readonly pingPong: readonly { readonly step: string; readonly back: string; readonly times: number; readonly runs: number }[];
  readonly retyped: readonly { readonly first: string; readonly second: string; readonly same: number; readonly runs: number }[];
};

type WorkedBetween = (from: number, to: number) => number;

/** Where the working time of runs goes, on the process's calendar. */
export function flowTimes(runs: readonly TimedRun[], now: number, workedBetween: WorkedBetween): FlowTimes {
  const doings = doingsOf(runs, now, workedBetween);
  const ended = runs.filter((run) => run.state === "completed" && run.endedAt !== null);
  const leads = ended.map((run) => workedBetween(run.startedAt, run.endedAt!) / 60).sort((a, b) => a - b);
  const steps = timesOf(doings, runs, now, workedBetween);
  const [worst] = steps;
  return {
    runs: ended.length,
    leadHours: leads.length === 0 ? null : { p50: quantile(leads, 0.5), p80: carried(leads, 0.8), mean: mean(leads) },
    steps,
    constraint:
      worst !== undefined && worst.done >= 5 && worst.queueShare >= 1 / Math.max(2, steps.length) && worst.queue * 10 >= worst.touch
        ? worst.stepId
        : null,
    pingPong: pingPongIn(runs),
    retyped: retypedIn(runs),
  };
}

/**
 * Every step that was done. Where nobody wrote down how long it took, somebody was at it from the moment it had come to
 * them and they had finished what they did before in this process: at most so long, so that queues are at least so long.
 */
export function doingsOf(runs: readonly TimedRun[], now: number, workedBetween: WorkedBetween): readonly Doing[] {
  const done = runs.flatMap((run) =>
    run.steps.flatMap((step) =>
      step.how === "completed" && step.closedAt !== null ? [{ run: run.id, step, closedAt: step.closedAt }] : [],
    ),
  );
  const moments = done.flatMap(({ step, closedAt }) => [
    step.openedAt,
    closedAt,
    ...step.pauses.flatMap(({ from, until }) => [from, until ?? now]),
  ]);
  const axis = workAxis(moments, workedBetween);
  const free = new Map<string, number>();
  return done
    .sort((a, b) => a.closedAt - b.closedAt || a.step.openedAt - b.step.openedAt)
    .map(({ run, step, closedAt }): Doing => {
      const [opened, closed] = [axis(step.openedAt), axis(closedAt)];
      const blocked = Math.min(
        closed - opened,
        covered(step.pauses.map(({ from, until }) => [Math.max(opened, axis(from)), Math.min(closed, axis(until ?? now))])),
      );
      const begun = Math.max(opened, step.by === null ? opened : (free.get(step.by) ?? opened));
      if (step.by !== null) free.set(step.by, Math.max(closed, free.get(step.by) ?? 0));
      const held = covered(step.pauses.map(({ from, until }) => [Math.max(begun, axis(from)), Math.min(closed, axis(until ?? now))]));
      const measured = step.workedMinutes > 0;
      const touch = Math.min(closed - opened - blocked, measured ? step.workedMinutes : Math.max(0, closed - begun - held));
      return {
        run,
        stepId: step.stepId,
        title: step.title,
        by: step.by,
        closedAt,
        touch,
        queue: Math.max(0, closed - opened - blocked - touch),
        blocked,
        measured,
      };
    });
}

/** How much of a line these stretches cover together. */
function covered(stretches: readonly (readonly [number, number])[]): number {
  let [sum, end] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, until] of stretches.filter(([a, b]) => b > a).sort((a, b) => a[0] - b[0])) {
    sum += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return sum;
}

function timesOf(doings: readonly Doing[], runs: readonly TimedRun[], now: number, workedBetween: WorkedBetween): StepTimes[] {
  const open = Map.groupBy(
    runs.filter(({ state }) => state === "running").flatMap(({ steps }) => steps.filter(({ how }) => how === null)),
    ({ stepId }) => stepId,
  );
  const all = doings.reduce((sum, { queue }) => sum + queue, 0);
  const byStep = Map.groupBy(doings, ({ stepId }) => stepId);
  return [...new Set([...byStep.keys(), ...open.keys()])]
    .map((stepId): StepTimes => {
      const own = byStep.get(stepId) ?? [];
      const waiting = open.get(stepId) ?? [];
      const hours = (of: (doing: Doing) => number): number => (own.length === 0 ? 0 : mean(own.map(of)) / 60);
      const half = Math.floor(own.length / 2);
      const queues = own.map(({ queue }) => queue);
      return {
        stepId,
        title: own.at(-1)?.title ?? waiting[0]?.title ?? "",
        done: own.length,
        touch: hours(({ touch }) => touch),
        queue: hours(({ queue }) => queue),
        blocked: hours(({ blocked }) => blocked),
        queueShare: all === 0 ? 0 : queues.reduce((sum, queue) => sum + queue, 0) / all,
        measured: own.length === 0 ? 0 : own.filter((one) => one.measured).length / own.length,
        waiting: waiting.length,
        oldestHours: waiting.length === 0 ? null : Math.max(...waiting.map(({ openedAt }) => workedBetween(openedAt, now))) / 60,
        trend: half < 10 ? null : compare(queues.slice(0, half), queues.slice(half)).verdict,
      };
    })
    .sort((a, b) => b.queueShare - a.queueShare || b.touch - a.touch);
}

/** Work that went to somebody and came straight back to the step before, by the two steps. */
function pingPongIn(runs: readonly TimedRun[]): FlowTimes["pingPong"] {
  const found = new Map<string, { step: string; back: string; times: number; runs: Set<string> }>();
  for (const run of runs) {
    const done = run.steps.filter(({ how, by }) => how === "completed" && by !== null).sort((a, b) => a.closedAt! - b.closedAt!);
    for (let at = 2; at < done.length; at += 1) {
      const [first, other, again] = [done[at - 2]!, done[at - 1]!, done[at]!];
      if (first.stepId !== again.stepId || first.by !== again.by || other.by === first.by) continue;
      const key = JSON.stringify([first.stepId, other.stepId]);
      const known = found.get(key) ?? { step: first.title, back: other.title, times: 0, runs: new Set<string>() };
      known.times += 1;
      known.runs.add(run.id);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .filter(({ times }) => times >= 3)
    .sort((a, b) => b.times - a.times)
    .slice(0, 10)
    .map((one) => ({ ...one, runs: one.runs.size }));
}

const leastRuns = 10;

/** Fields that are filled in with the same words again and again: one of them is typed for nothing. */
function retypedIn(runs: readonly TimedRun[]): FlowTimes["retyped"] {
  const pairs = new Map<string, { first: string; second: string; same: number; runs: number }>();
  for (const { data } of runs) {
    const told = Object.entries(data).flatMap(([key, value]) => {
      const text = typeof value === "string" ? value.trim().toLowerCase() : typeof value === "number" ? String(value) : "";
      return text.length < 4 ? [] : [[key, text] as const];
    });
    for (const [at, [first, one]] of told.entries())
      for (const [second, other] of told.slice(at + 1)) {
        const key = first < second ? `${first} ${second}` : `${second} ${first}`;
        const known = pairs.get(key) ?? { first, second, same: 0, runs: 0 };
        pairs.set(key, { ...known, runs: known.runs + 1, same: known.same + (one === other ? 1 : 0) });
      }
  }
  return [...pairs.values()]
    .filter(({ same, runs: both }) => both >= leastRuns && same / both >= 0.9)
    .sort((a, b) => b.same - a.same)
    .slice(0, 10);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
