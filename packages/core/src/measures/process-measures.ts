import { dayOf, formatDay } from "../calendar/index.ts";
import { carried, quantile } from "../mining/index.ts";
import { compare, type Comparison } from "./compare.ts";
import { type RevisionChange, changesOf, type Hypothesis } from "./changes.ts";
import { type ControlChart, controlChart } from "./control-chart.ts";
import { type Group, groupsOf } from "./groups.ts";
import { elapsedHours, type HoursBetween, type MeasuredRun } from "./measured-run.ts";
import { type OpenRun, outlookOf } from "./outlook.ts";
import type { KeptRecord } from "./promises.ts";
import { type Satisfaction, satisfactionOf } from "./satisfaction.ts";
import { type Spread, spreadOf } from "./spread.ts";

export type StepMeasure = {
  readonly stepId: string;
  readonly title: string;
  readonly done: number;
  readonly openNow: number;
  readonly medianHours: number | null;
  readonly p80Hours: number | null;
  /** Of all the time that runs spent in steps. */
  readonly share: number;
  readonly late: number;
  readonly skipped: number;
  /** Times it was opened again in the same run. */
  readonly again: number;
  readonly approved: number;
  readonly rejected: number;
  /** The share that was done together with others of its kind by the same person, though they come far apart; null below twenty. */
  readonly batched: number | null;
  /** The share that one person did within a minute of its being opened; null below twenty. */
  readonly atOnce: number | null;
  /** Whether it takes longer lately than before, by halves; null below twenty. */
  readonly trend: Comparison["verdict"] | null;
};

export type ProcessMeasures = {
  readonly runs: { readonly running: number; readonly completed: number; readonly rejected: number; readonly cancelled: number };
  /** 80 and 95 % where there are runs enough to know them. */
  readonly leadHours: (Omit<Spread, "p80" | "p95"> & { readonly p80: number | null; readonly p95: number | null }) | null;
  /** Seven days each, the last until now. */
  readonly weeks: readonly {
    readonly from: number;
    readonly until: number;
    readonly started: number;
    readonly finished: number;
    readonly open: number;
  }[];
  readonly control: {
    readonly runs: readonly { readonly id: string; readonly number: number; readonly endedAt: number }[];
    readonly chart: ControlChart;
  } | null;
  readonly steps: readonly StepMeasure[];
  /** Changes of person within a run, on average; null without finished runs. */
  readonly handovers: number | null;
  /** How often in a run work went to somebody and straight back, on average; null without finished runs. */
  readonly bounces: number | null;
  /** Open runs, the oldest first. */
  readonly ageing: readonly OpenRun[];
  /** What became of what was promised of them and of others. */
  readonly promises: KeptRecord;
  /** What those who asked for runs said; null while nobody did. */
  readonly satisfaction: Satisfaction | null;
  /** The same figures for each revision, team and month. */
  readonly groups: readonly Group[];
  /** Each revision that has runs beside the one before it, the newest first. */
  readonly changes: readonly RevisionChange[];
};

const hour = 3_600_000;
const week = 7 * 24 * hour;
/** As many weeks and runs as a picture shows. */
const mostWeeks = 26;
const mostPoints = 60;

export type Told = {
  readonly hypotheses?: readonly Hypothesis[];
  /** Working hours, or as the clock goes. */
  readonly hours?: HoursBetween;
  /** "2026-03": the month that a moment is in, where the people are. */
  readonly monthOf?: (moment: number) => string;
};

/** How a process is going, from its runs. */
export function processMeasures(
  runs: readonly MeasuredRun[],
  now: number,
  { hypotheses = [], hours = elapsedHours, monthOf = (moment) => formatDay(dayOf(Math.floor(moment / 60_000))).slice(0, 7) }: Told = {},
): ProcessMeasures {
  const ended = runs.filter((run) => run.state === "completed" && run.endedAt !== null).sort((a, b) => a.endedAt! - b.endedAt!);
  const leads = ended.map((run) => hours(run.startedAt, run.endedAt!));
  const shown = ended.slice(-mostPoints);
  return {
    runs: {
      running: count(runs, "running"),
      completed: count(runs, "completed"),
      rejected: count(runs, "rejected"),
      cancelled: count(runs, "cancelled"),
    },
    leadHours: leads.length === 0 ? null : leadHoursOf(leads),
    weeks: weeksOf(runs, now),
    control:
      shown.length < 2
        ? null
        : {
            runs: shown.map(({ id, number, endedAt }) => ({ id, number, endedAt: endedAt! })),
            chart: controlChart(leads.slice(-mostPoints)),
          },
    steps: stepsOf(runs, now, hours),
    handovers: ended.length === 0 ? null : ended.reduce((sum, run) => sum + handoversIn(run), 0) / ended.length,
    bounces: ended.length === 0 ? null : ended.reduce((sum, run) => sum + bouncesIn(run), 0) / ended.length,
    ...outlookOf(runs, now, hours),
    satisfaction: satisfactionOf(runs),
    groups: groupsOf(runs, { now, hours, monthOf }),
    changes: changesOf(runs, hypotheses, now, hours),
  };
}

function leadHoursOf(leads: readonly number[]): ProcessMeasures["leadHours"] {
  const sorted = leads.toSorted((a, b) => a - b);
  return { ...spreadOf(leads), p80: carried(sorted, 0.8), p95: carried(sorted, 0.95) };
}

function count(runs: readonly MeasuredRun[], state: MeasuredRun["state"]): number {
  return runs.filter((run) => run.state === state).length;
}

function weeksOf(runs: readonly MeasuredRun[], now: number): ProcessMeasures["weeks"] {
  if (runs.length === 0) return [];
  const first = runs.reduce((least, { startedAt }) => Math.min(least, startedAt), now);
  const weeks = Math.max(1, Math.min(mostWeeks, Math.ceil((now - first) / week)));
  return Array.from({ length: weeks }, (_, at) => {
    const from = now - (weeks - at) * week;
    const until = from + week;
    const within = (moment: number | null): boolean => moment !== null && moment > from && moment <= until;
    return {
      from,
      until,
      started: runs.filter((run) => within(run.startedAt)).length,
      finished: runs.filter((run) => run.state === "completed" && within(run.endedAt)).length,
      open: runs.filter((run) => run.startedAt <= until && (run.endedAt === null || run.endedAt > until)).length,
    };
  });
}

function stepsOf(runs: readonly MeasuredRun[], now: number, between: HoursBetween): StepMeasure[] {
  const found = new Map<
    string,
    { title: string; times: Done[]; openNow: number; late: number; skipped: number; again: number; approved: number; rejected: number }
  >();
  for (const run of runs) {
    const seen = new Set<string>();
    for (const step of run.steps) {
      let known = found.get(step.stepId);
      if (known === undefined)
        found.set(
          step.stepId,
          (known = { title: step.title, times: [], openNow: 0, late: 0, skipped: 0, again: 0, approved: 0, rejected: 0 }),
        );
      known.title = step.title;
      if (seen.has(step.stepId) && step.oneOfSeveral !== true) known.again += 1;
      seen.add(step.stepId);
      if (step.how === "completed")
        known.times.push({
          at: step.closedAt!,
          by: step.by,
          hours: between(step.openedAt, step.closedAt!),
          quick: step.closedAt! - step.openedAt <= minute,
        });
      if (step.how === "skipped") known.skipped += 1;
      if (step.how === null && run.state === "running") known.openNow += 1;
      if (
        step.dueAt !== null &&
        step.how !== "withdrawn" &&
        step.how !== "skipped" &&
        (step.closedAt ?? (run.state === "running" ? now : 0)) > step.dueAt
      )
        known.late += 1;
      if (step.verdict !== null) known[step.verdict] += 1;
    }
  }
  const total = [...found.values()].reduce((sum, { times }) => sum + times.reduce((all, { hours }) => all + hours, 0), 0);
  return [...found]
    .map(([stepId, { title, times, ...rest }]): StepMeasure => {
      const hours = times.toSorted((a, b) => a.at - b.at).map((time) => time.hours);
      const sorted = hours.toSorted((a, b) => a - b);
      return {
        stepId,
        title,
        done: hours.length,
        medianHours: sorted.length === 0 ? null : quantile(sorted, 0.5),
        p80Hours: carried(sorted, 0.8),
        share: total === 0 ? 0 : hours.reduce((all, each) => all + each, 0) / total,
        trend: trendOf(hours),
        batched: batchedOf(times),
        atOnce: atOnceOf(times),
        ...rest,
      };
    })
    .sort((a, b) => b.share - a.share);
}

type Done = {
  readonly at: number;
  readonly hours: number;
  readonly by: string | null;
  /** Within a minute by the clock. */ readonly quick: boolean;
};

const leastDone = 20;
const minute = 60_000;

/** Done within five minutes of another by the same hand, where they come at least an hour apart on average. */
function batchedOf(times: readonly Done[]): number | null {
  if (times.length < leastDone) return null;
  const sorted = times.toSorted((a, b) => a.at - b.at);
  if (sorted.at(-1)!.at - sorted[0]!.at < times.length * hour) return 0;
  const near = (a: Done, b: Done | undefined): boolean => b !== undefined && a.by === b.by && Math.abs(a.at - b.at) <= 5 * minute;
  return sorted.filter((one, at) => near(one, sorted[at - 1]) || near(one, sorted[at + 1])).length / times.length;
}

function atOnceOf(times: readonly Done[]): number | null {
  if (times.length < leastDone) return null;
  const quick = times.filter(({ quick, by }) => by !== null && quick);
  return Math.max(0, ...[...Map.groupBy(quick, ({ by }) => by).values()].map((own) => own.length)) / times.length;
}

function trendOf(hours: readonly number[]): StepMeasure["trend"] {
  const half = Math.floor(hours.length / 2);
  return half < 10 ? null : compare(hours.slice(0, half), hours.slice(half)).verdict;
}

function peopleOf(run: MeasuredRun): (string | null)[] {
  return run.steps
    .filter(({ how, by }) => how === "completed" && by !== null)
    .sort((a, b) => a.closedAt! - b.closedAt!)
    .map(({ by }) => by);
}

function handoversIn(run: MeasuredRun): number {
  const people = peopleOf(run);
  return people.filter((by, at) => at > 0 && by !== people[at - 1]).length;
}

function bouncesIn(run: MeasuredRun): number {
  const people = peopleOf(run).filter((by, at, all) => at === 0 || by !== all[at - 1]);
  return people.filter((by, at) => at > 1 && by === people[at - 2]).length;
}
