import { formatWall, parseWall, type Calendar } from "../../calendar/index.ts";
import { type Finding, words } from "../../kernel/index.ts";
import { schedulePlan, type Plan, type PlanEntry, type PlanTask, type ScheduledPlan } from "../../plan/index.ts";
import { constraintType, nodeKind } from "../../schedule/index.ts";
import { Random } from "../random.ts";
import { Bookings } from "./bookings.ts";
import { crewPlan, thousandths, tooFew, type Crewed } from "./crewed.ts";
import { putLate } from "./late.ts";
import { movesOf, type Move } from "./moves.ts";
import { Placer } from "./placer.ts";
import type { Staffing } from "./staffing.ts";

/** `passes` is how many orders may be tried; the first is the latest-start rule. */
export type PlanLimits = {
  readonly seed: number;
  readonly passes: number;
  shouldStop(): boolean;
  /** Hears of every better finish; of a plan scheduled from its finish, of every better start. */
  onBetter?(reaches: string): void;
};

export type LevelledPlan = {
  readonly plan: Plan;
  readonly scheduled: ScheduledPlan;
  /** The finish if nobody could be overloaded: no levelled plan ends earlier. */
  readonly unlevelledFinish: string;
  /** The same of the start: no plan levelled from its finish begins later. */
  readonly unlevelledStart: string;
  readonly moves: readonly Move[];
  readonly findings: readonly Finding[];
  readonly passes: number;
};

/**
 * Moves tasks whose people are taken, so that nobody is asked for more than there is of them: later, or in a plan scheduled from
 * its finish earlier. Places that nobody has yet are given to somebody with the role; tasks that may be interrupted are done in
 * pieces. Started, pinned and hard-dated tasks stay.
 */
export function levelPlan(given: Plan, staffing: Staffing, limits: PlanLimits): LevelledPlan {
  const plan = undelayed(given);
  const before = schedulePlan(plan);
  const asItWas = (findings: readonly Finding[]): LevelledPlan => ({
    plan,
    scheduled: before,
    unlevelledFinish: before.finish,
    unlevelledStart: before.start,
    moves: [],
    findings: [...before.findings, ...findings],
    passes: 0,
  });
  const crewed = crewPlan(plan, staffing);
  if (crewed === null) return asItWas([circles]);
  const late = crewed.ahead && crewed.built.net.constraint.includes(constraintType.ALAP);
  // Tasks that are as late as possible get a date when anything moves; where all is well they keep what they say.
  if (late && crewed.openings.every((row) => row.length === 0) && overloads(plan, staffing, crewed, before.entries).length === 0)
    return asItWas(crewed.findings);
  const { best, passes } = bestOrder(crewed, limits);
  const placer = late ? besidesTheLate(crewed, best) : best;
  if (late) putLate(crewed, placer);
  const levelled = placed(plan, crewed, placer);
  const scheduled = schedulePlan(levelled);
  return {
    plan: levelled,
    scheduled,
    unlevelledFinish: before.finish,
    unlevelledStart: before.start,
    moves: movesOf({ plan, staffing, crewed, placer, before, after: scheduled, levelled }),
    findings: [
      ...scheduled.findings,
      ...crewed.findings,
      ...left(plan, crewed, placer),
      ...overloads(plan, staffing, crewed, scheduled.entries, placer),
    ],
    passes,
  };
}

/** An earlier levelling is taken back first: its delays and pauses would stay where they are no longer needed. */
function undelayed(plan: Plan): Plan {
  const free = (task: PlanTask): boolean => task.started === undefined && task.finished === undefined;
  const levelled = (task: PlanTask): boolean =>
    free(task) && (task.delayMinutes !== undefined || (task.interruptible === true && task.pauses !== undefined));
  if (!plan.tasks.some(levelled)) return plan;
  return {
    ...plan,
    tasks: plan.tasks.map((task) => {
      if (!levelled(task)) return task;
      const { pauses, ...rest } = task;
      return { ...rest, delayMinutes: 0, ...(pauses !== undefined && !task.interruptible && { pauses }) };
    }),
  };
}

/** The plan with the dates and pauses that keep it as it was placed. */
function placed(plan: Plan, { built, ahead, needs, followers }: Crewed, placer: Placer): Plan {
  return {
    ...plan,
    ...(followers.rows.size > 0 && { calendars: followers.plan.calendars }),
    tasks: plan.tasks.map((task, row) => {
      const pieces = placer.pieces.get(row);
      const calendar = built.net.calendars[built.net.calendar[row]!]!;
      const at = ahead ? placer.startOf(row) : placer.finishOf(row);
      return {
        ...task,
        ...(placer.held[row] && { constraint: { type: ahead ? ("SNET" as const) : ("FNLT" as const), at: formatWall(at) } }),
        ...(pieces && { pauses: pausesBetween(pieces, calendar) }),
        ...(followers.rows.has(row) && followers.crewOf(row, [...needs[row]!, ...(placer.chosen.get(row) ?? []).map(({ need }) => need)])),
      };
    }),
  };
}

function pausesBetween(pieces: readonly (readonly [number, number])[], calendar: Calendar): { after: number; minutes: number }[] {
  let after = 0;
  return pieces.slice(1).map(([from], at) => {
    after += calendar.between(...pieces[at]!);
    return { after, minutes: calendar.between(pieces[at]![1], from) };
  });
}

/** Latest starts first; then that with noise, and the best so far with a stretch of it shuffled. Stops when links alone reach no less far. */
function bestOrder(crewed: Crewed, limits: PlanLimits): { best: Placer; passes: number } {
  const { net } = crewed.built;
  const { dates, start, finish } = crewed.unlevelled;
  const { ahead } = crewed;
  const random = new Random(limits.seed);
  let [best, trial] = [new Placer(crewed), new Placer(crewed)];
  // Gates and finishes of summaries hold nobody: they are passed as soon as they can be.
  const key = (node: number, value: number): number => (net.kind[node] === nodeKind.task ? value : -4e9);
  const rules = ahead
    ? [dates.lateStart, dates.lateFinish]
    : [dates.earlyFinish.map((value) => -value), dates.earlyStart.map((value) => -value)];
  const [from, least] = ahead ? [start, finish] : [-finish, -start];
  const tell = (): void => limits.onBetter?.(formatWall(Math.abs(best.reach)));
  let rule = Float64Array.from(rules[0]!, (late, node) => key(node, late));
  best.run(rule);
  tell();
  const span = Math.max(1, least - from);
  const keys = new Float64Array(net.size);
  let passes = 1;
  for (let since = 0; passes < limits.passes && since < 40 && best.reach > least && !limits.shouldStop(); passes++) {
    if (passes === 1) rule = Float64Array.from(rules[1]!, (late, node) => key(node, late));
    const noise = passes === 1 ? 0 : span * (0.02 + 0.3 * random.unit());
    const width = (best.reach - from) * (0.1 + 0.4 * random.unit());
    const left = from + random.unit() * (best.reach - from - width);
    const around = passes % 3 !== 1;
    for (let node = 0; node < net.size; node++) {
      const at = ahead ? best.startOf(node) : -best.finishOf(node);
      if (!around) keys[node] = rule[node]! + noise * random.unit();
      else keys[node] = key(node, at >= left && at <= left + width ? at + (random.unit() - 0.5) * width : at);
    }
    trial.run(keys);
    since++;
    if (trial.reach > best.reach || (trial.reach === best.reach && trial.sum >= best.sum)) continue;
    const farther = best.reach;
    [best, trial] = [trial, best];
    if (best.reach === farther) continue;
    since = 0;
    tell();
  }
  return { best, passes };
}

/** What is to be as late as possible leaves the early places to the rest, where the plan ends no later for it. */
function besidesTheLate(crewed: Crewed, best: Placer): Placer {
  const { net } = crewed.built;
  const later = new Placer(crewed);
  later.run(
    Float64Array.from(best.dates.earlyStart, (at, node) =>
      net.kind[node] !== nodeKind.task ? -4e9 : net.constraint[node] === constraintType.ALAP ? 4e9 + at : at,
    ),
  );
  return later.reach <= best.reach ? later : best;
}

/** Places that nobody was left for, because whoever could take them took another one of the same task. */
function left(plan: Plan, { openings }: Crewed, placer: Placer): Finding[] {
  return openings.flatMap((row, at): Finding[] => {
    const taken = placer.chosen.get(at) ?? [];
    if (row.length === taken.length) return [];
    return [...Map.groupBy(row, ({ role }) => role)].flatMap(([role, wanted]) => {
      const there = taken.filter((one) => one.role === role).length;
      return there < wanted.length ? [tooFew(plan.tasks[at]!.title, { task: plan.tasks[at]!.id, role }, wanted.length, there)] : [];
    });
  });
}

/** Whoever is still asked for more than there is: by tasks that can't be moved. */
function overloads(plan: Plan, { people }: Staffing, crewed: Crewed, entries: readonly PlanEntry[], placer?: Placer): Finding[] {
  const loads = people.map(() => new Bookings());
  crewed.needs.forEach((named, row) => {
    if (crewed.built.tree.summary[row] || crewed.built.inactive[row]) return;
    const { start, finish } = entries[row]!;
    const needs = [...named, ...(placer?.chosen.get(row) ?? []).map(({ need }) => need)];
    const pieces = placer?.pieces.get(row) ?? [[parseWall(start) ?? 0, parseWall(finish) ?? 0] as const];
    for (const { person, units } of needs) for (const [from, to] of pieces) loads[person]!.book(from, to, units);
  });
  return people.flatMap((person, at): Finding[] => {
    const [first] = loads[at]!.over(thousandths(person.units));
    if (!first) return [];
    const [from, to] = [formatWall(first.from), formatWall(first.to)].map((text) => text.replace("T", " "));
    return [
      {
        code: "level.overloaded",
        severity: "warning",
        subject: person.id,
        params: { person: person.name, from: from!, to: to!, percent: first.used / 10 },
        ...words`${person.name} is asked for ${first.used / 10}% from ${from ?? ""} to ${to ?? ""}, by tasks that are begun, pinned, held by a hard date or take more than there is.`,
      },
    ];
  });
}

const circles: Finding = {
  code: "level.loop",
  severity: "error",
  subject: "plan",
  params: {},
  ...words`Links run in a loop; remove one of them, then level.`,
};
