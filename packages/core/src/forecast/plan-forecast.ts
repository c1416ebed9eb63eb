import { formatWall, parseWall } from "../calendar/index.ts";
import { type Finding, words } from "../kernel/index.ts";
import { Random } from "../levelling/random.ts";
import { buildNetwork, type Built } from "../plan/build.ts";
import type { Plan } from "../plan/index.ts";
import { adjacency, constraintType, never, nodeKind, topologicalOrder, type CrewMember, type Network } from "../schedule/index.ts";
import { emptyDates } from "../schedule/dates.ts";
import { forwardPass } from "../schedule/forward.ts";
import { learnDurations, neededTasks, normal, ProjectShift, type DurationModel, type Finished } from "./durations.ts";
import { histogram, quantile } from "./quantile.ts";

/** A task's own range in minutes: nine times of ten it takes more than `low`, nine of ten less than `high`. */
export type TaskRange = { readonly task: string; readonly low: number; readonly high: number };

export type PlanForecast = {
  readonly p50: string | null;
  readonly p80: string | null;
  readonly p95: string | null;
  readonly histogram: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  readonly basis: {
    readonly runs: number;
    readonly finishedTasks: number;
    readonly projects: number;
    readonly ranges: number;
    /** By how much tasks took longer than planned, in the middle: 1.2 = a fifth longer. */
    readonly typicalRatio: number | null;
    /** What the finish hangs on, in how many of the runs. */
    readonly criticalIn: readonly { readonly task: string; readonly share: number }[];
  };
  readonly findings: readonly Finding[];
};

export type ForecastInput = {
  readonly plan: Plan;
  readonly history: readonly Finished[];
  readonly ranges: readonly TaskRange[];
  /** Finished tasks of the plan whose start nobody recorded: how long they took is not known. */
  readonly unmeasured?: ReadonlySet<string>;
  /** How much each promise is stretched for what earlier ones turned out to be worth. */
  readonly stretch?: { readonly p50: number; readonly p80: number; readonly p95: number };
  /** What has not begun by now begins no earlier than now. */
  readonly now?: string;
  readonly runs: number;
  readonly seed: number;
};

/** Share of the work left that may be without a range or a history before nothing is promised. */
const tolerated = 0.1;

/**
 * When a plan will be finished: it is scheduled again and again with durations drawn from the team's own history (or the
 * tasks' ranges), all tasks of a run under one common shift, because what delays one task of a project often delays the others.
 */
export function forecastPlan(input: ForecastInput): PlanForecast {
  const { plan, ranges, seed } = input;
  const built = buildNetwork(plan);
  const now = input.now === undefined ? null : parseWall(input.now);
  if (now !== null) notBefore(built, now);
  const own = finishedOf(built, (row) => input.unmeasured?.has(plan.tasks[row]!.id) !== true);
  const learnt = learnDurations([...input.history, ...own.map((one) => ({ ...one, project: "\u0000own" }))]);
  const rangeOf = new Map(ranges.filter(({ low, high }) => low > 0 && high >= low).map((range) => [range.task, range]));
  const open = openTasks(plan, built);
  const missing = learnt === null ? open.filter((row) => !rangeOf.has(plan.tasks[row]!.id)) : [];
  const work = (rows: readonly number[]): number => rows.reduce((sum, row) => sum + built.net.duration[row]!, 0);
  const next = adjacency(built.net.size, built.net.links);
  const order = topologicalOrder(built.net.size, built.net.links, next);
  const thin = work(missing) > tolerated * work(open) ? [tooThin(own.length + input.history.length, missing.length, open.length)] : [];
  const loop: Finding[] =
    order.length < built.net.size
      ? [
          {
            code: "forecast.loop",
            severity: "error",
            subject: "plan",
            params: {},
            ...words`Links run in a loop; remove one of them first.`,
          },
        ]
      : [];
  const basis = {
    runs: 0,
    finishedTasks: learnt?.count ?? own.length + input.history.length,
    projects: learnt?.projects ?? 0,
    ranges: rangeOf.size,
    typicalRatio: learnt === null ? null : Math.exp(learnt.mean),
    criticalIn: [],
  };
  if (thin.length + loop.length > 0)
    return { p50: null, p80: null, p95: null, histogram: [], basis, findings: [...built.findings, ...thin, ...loop] };
  // Plans of any size in about the same time: some four million tasks are placed at most.
  const runs = Math.max(100, Math.min(input.runs, Math.round(4_000_000 / Math.max(1, built.net.size))));
  const rowRange = open.map((row) => rangeOf.get(plan.tasks[row]!.id));
  const { finishes, critical } = simulate(built, next, order, open, rowRange, learnt, own, runs, seed);
  const sorted = finishes.map((finish) => Math.max(finish, now ?? finish)).sort();
  const start = Math.max(built.net.start, now ?? built.net.start, ...latestActual(built));
  const stretched = (share: number, stretch: number): string => formatWall(Math.round(start + (quantile(sorted, share) - start) * stretch));
  const stretch = input.stretch ?? { p50: 1, p80: 1, p95: 1 };
  return {
    p50: stretched(0.5, stretch.p50),
    p80: stretched(0.8, stretch.p80),
    p95: stretched(0.95, stretch.p95),
    histogram: histogram(sorted, 40).map(({ from, to, count }) => ({ from: formatWall(from), to: formatWall(to), count })),
    basis: {
      ...basis,
      runs,
      criticalIn: open
        .map((row) => ({ task: plan.tasks[row]!.id, share: critical[row]! / runs }))
        .filter(({ share }) => share > 0)
        .toSorted((a, b) => b.share - a.share)
        .slice(0, 10),
    },
    findings: [...built.findings, ...(learnt === null ? [rangesAlone] : [])],
  };
}

/** The past is no place for what is still to be done. */
function notBefore({ net }: Built, now: number): void {
  for (let row = 0; row < net.size; row++) {
    const type = net.constraint[row];
    if (net.kind[row] !== nodeKind.task || net.actualStart[row] !== never || net.manualStart[row] !== never) continue;
    if (type !== constraintType.ASAP && (type !== constraintType.SNET || net.constraintAt[row]! >= now)) continue;
    net.constraint[row] = constraintType.SNET;
    net.constraintAt[row] = now;
  }
}

function simulate(
  built: Built,
  next: ReturnType<typeof adjacency>,
  order: Int32Array,
  open: readonly number[],
  ranges: readonly (TaskRange | undefined)[],
  learnt: DurationModel | null,
  own: readonly Finished[],
  runs: number,
  seed: number,
): { finishes: Float64Array; critical: Int32Array } {
  const random = new Random(seed);
  const shift = learnt === null ? null : new ProjectShift(learnt, own);
  const members = new Map([...built.net.crews].map(([row, crew]) => [row, crew.map((member) => ({ ...member }))]));
  const net: Network = { ...built.net, duration: built.net.duration.slice(), remaining: built.net.remaining.slice(), crews: members };
  const dates = emptyDates(net.size);
  const finishes = new Float64Array(runs);
  const critical = new Int32Array(net.size);
  for (let run = 0; run < runs; run++) {
    const common = shift === null ? 0 : shift.draw(random);
    const luck = normal(random);
    open.forEach((row, k) => {
      const planned = built.net.duration[row]!;
      const left = built.net.remaining[row]!;
      const range = ranges[k];
      const ratio = range
        ? rangeRatio(range, planned, luck, random)
        : Math.exp(common + learnt!.residuals[random.below(learnt!.residuals.length)]!);
      net.remaining[row] = Math.min(longest, Math.max(1, Math.round(left * ratio)));
      net.duration[row] = planned - left + net.remaining[row]!;
      scaleCrew(members.get(row), built.net.crews.get(row), net.duration[row]! / Math.max(1, planned));
    });
    forwardPass(net, next, order, net.start, dates, false);
    let [finish, last] = [net.start, -1];
    for (let row = 0; row < net.size; row++)
      if (net.kind[row] === nodeKind.task && dates.earlyFinish[row]! > finish) [finish, last] = [dates.earlyFinish[row]!, row];
    finishes[run] = finish;
    for (let steps = 0; last >= 0 && steps <= net.size; steps++) {
      critical[last]!++;
      const link = dates.driver[last]!;
      last = link >= 0 ? net.links.from[link]! : -1;
    }
  }
  return { finishes, critical };
}

const longest = 50_000_000;

/** Three tenths of a range's variance are common to the project's tasks, as is usual; ranges say nothing of it themselves. */
function rangeRatio({ low, high }: TaskRange, planned: number, luck: number, random: Random): number {
  const spread = Math.log(high / low) / (2 * 1.2816);
  return (Math.sqrt(low * high) / Math.max(1, planned)) * Math.exp(spread * (Math.sqrt(0.3) * luck + Math.sqrt(0.7) * normal(random)));
}

function scaleCrew(crew: CrewMember[] | undefined, planned: readonly CrewMember[] | undefined, ratio: number): void {
  planned?.forEach((member, k) => (crew![k] = { calendar: member.calendar, minutes: Math.max(1, Math.round(member.minutes * ratio)) }));
}

/** Tasks whose duration is still open. */
function openTasks(plan: Plan, { net, inactive }: Built): number[] {
  return plan.tasks.flatMap((_, row) =>
    net.kind[row] === nodeKind.task && net.actualFinish[row] === never && net.duration[row]! > 0 && inactive[row] === 0 ? [row] : [],
  );
}

/** The plan's own finished tasks: what they took on their calendars against what was planned. */
function finishedOf({ net }: Built, isMeasured: (row: number) => boolean): Finished[] {
  const found: Finished[] = [];
  for (let row = 0; row < net.size; row++) {
    if (net.kind[row] !== nodeKind.task || net.actualFinish[row] === never || net.duration[row]! <= 0 || !isMeasured(row)) continue;
    const actual = net.calendars[net.calendar[row]!]!.between(net.actualStart[row]!, net.actualFinish[row]!);
    if (actual > 0) found.push({ project: "", planned: net.duration[row]!, actual });
  }
  return found;
}

function latestActual({ net }: Built): number[] {
  let last: number = never;
  for (let row = 0; row < net.size; row++) if (net.actualFinish[row] !== never) last = Math.max(last, net.actualFinish[row]!);
  return [last];
}

function tooThin(finished: number, missing: number, open: number): Finding {
  return {
    code: "forecast.thin",
    severity: "error",
    subject: "plan",
    params: { finished, needed: neededTasks, missing, open },
    ...words`Too little is known to promise a date: ${finished} finished tasks to learn from, at least ${neededTasks} are needed; and ${missing} of ${open} open tasks have no range of their own.`,
  };
}

const rangesAlone: Finding = {
  code: "forecast.ranges_unchecked",
  severity: "warning",
  subject: "plan",
  params: {},
  ...words`The forecast rests on the ranges that were given; there is no history yet to check them against, and people's ranges are usually too narrow.`,
};
