import { formatWall, parseWall } from "../../calendar/index.ts";
import type { Finding } from "../../kernel/index.ts";
import { schedulePlan, type Plan, type PlanEntry, type ScheduledPlan } from "../../plan/index.ts";
import { nodeKind } from "../../schedule/index.ts";
import { Random } from "../random.ts";
import { Bookings } from "./bookings.ts";
import { crewPlan, thousandths, type Crewed } from "./crewed.ts";
import { Placer } from "./placer.ts";
import type { Staffing } from "./staffing.ts";

/** `passes` is how many orders may be tried; the first is the latest-start rule. */
export type PlanLimits = { readonly seed: number; readonly passes: number; shouldStop(): boolean; onBetter?(finish: string): void };

/** `notBefore` is what to set to keep it there; a task that only follows others that were moved needs nothing. */
export type Move = {
  readonly task: string;
  readonly start: string;
  readonly was: string;
  /** Working minutes from where it was to where it is. */
  readonly delayedBy: number;
  readonly notBefore: string | null;
  readonly reason: string;
};

export type LevelledPlan = {
  readonly plan: Plan;
  readonly scheduled: ScheduledPlan;
  /** The finish if nobody could be overloaded: no levelled plan ends earlier. */
  readonly unlevelledFinish: string;
  readonly moves: readonly Move[];
  readonly findings: readonly Finding[];
  readonly passes: number;
};

/** Puts off tasks whose people are taken, so that nobody is asked for more than there is of them. Started, pinned and hard-dated tasks stay. */
export function levelPlan(given: Plan, staffing: Staffing, limits: PlanLimits): LevelledPlan {
  const plan = undelayed(given);
  const before = schedulePlan(plan);
  const asItWas = (finding: Finding): LevelledPlan => ({
    plan,
    scheduled: before,
    unlevelledFinish: before.finish,
    moves: [],
    findings: [...before.findings, finding],
    passes: 0,
  });
  if (plan.finish !== undefined) return asItWas(fromFinish);
  const crewed = crewPlan(plan, staffing);
  if (crewed === null) return asItWas(circles);
  const { placer, passes } = bestOrder(crewed, limits);
  const notBefore = new Map<string, string>();
  plan.tasks.forEach((task, row) => {
    if (placer.held[row]) notBefore.set(task.id, formatWall(placer.dates.earlyStart[row]!));
  });
  const levelled: Plan = {
    ...plan,
    tasks: plan.tasks.map((task) => {
      const at = notBefore.get(task.id);
      return at === undefined ? task : { ...task, constraint: { type: "SNET" as const, at } };
    }),
  };
  const scheduled = schedulePlan(levelled);
  const moves = movesOf(plan, staffing, crewed, before, scheduled, notBefore);
  return {
    plan: levelled,
    scheduled,
    unlevelledFinish: before.finish,
    moves,
    findings: [...scheduled.findings, ...crewed.findings, ...overloads(plan, staffing, crewed, scheduled.entries)],
    passes,
  };
}

/** An earlier levelling is taken back first: its delays would stay where they are no longer needed. */
function undelayed(plan: Plan): Plan {
  const free = (task: Plan["tasks"][number]): boolean => task.started === undefined && task.finished === undefined;
  return plan.tasks.some((task) => task.delayMinutes !== undefined && free(task))
    ? { ...plan, tasks: plan.tasks.map((task) => (free(task) ? { ...task, delayMinutes: 0 } : task)) }
    : plan;
}

/** Latest starts first; then that with noise, and the best so far with a stretch of it shuffled. Stops when links alone end no earlier. */
function bestOrder(crewed: Crewed, limits: PlanLimits): { placer: Placer; passes: number } {
  const { net } = crewed.built;
  const { dates, start, finish } = crewed.unlevelled;
  const random = new Random(limits.seed);
  let [best, trial] = [new Placer(crewed), new Placer(crewed)];
  // Gates and finishes of summaries hold nobody: they are passed as soon as they can be.
  const key = (node: number, value: number): number => (net.kind[node] === nodeKind.task ? value : -4e9);
  let rule = Float64Array.from(dates.lateStart, (late, node) => key(node, late));
  best.run(rule);
  limits.onBetter?.(formatWall(best.finish));
  const span = Math.max(1, finish - start);
  const keys = new Float64Array(net.size);
  let passes = 1;
  for (let since = 0; passes < limits.passes && since < 40 && best.finish > finish && !limits.shouldStop(); passes++) {
    if (passes === 1) rule = Float64Array.from(dates.lateFinish, (late, node) => key(node, late));
    const noise = passes === 1 ? 0 : span * (0.02 + 0.3 * random.unit());
    const width = (best.finish - start) * (0.1 + 0.4 * random.unit());
    const left = start + random.unit() * (best.finish - start - width);
    const around = passes % 3 !== 1;
    for (let node = 0; node < net.size; node++) {
      const at = best.dates.earlyStart[node]!;
      if (!around) keys[node] = rule[node]! + noise * random.unit();
      else keys[node] = key(node, at >= left && at <= left + width ? at + (random.unit() - 0.5) * width : at);
    }
    trial.run(keys);
    since++;
    if (trial.finish > best.finish || (trial.finish === best.finish && trial.sum >= best.sum)) continue;
    if (trial.finish < best.finish) {
      since = 0;
      limits.onBetter?.(formatWall(trial.finish));
    }
    [best, trial] = [trial, best];
  }
  return { placer: best, passes };
}

function movesOf(
  plan: Plan,
  staffing: Staffing,
  crewed: Crewed,
  before: ScheduledPlan,
  after: ScheduledPlan,
  notBefore: ReadonlyMap<string, string>,
): Move[] {
  const { net, tree, inactive } = crewed.built;
  const byPerson = staffing.people.map((): number[] => []);
  crewed.needs.forEach((needs, row) => needs.forEach(({ person }) => byPerson[person]!.push(row)));
  const finishOf = after.entries.map((entry) => parseWall(entry.finish) ?? 0);
  const title = (row: number): string => `“${plan.tasks[row]!.title}”`;
  return plan.tasks.flatMap((task, row): Move[] => {
    const [was, is] = [before.entries[row]!, after.entries[row]!];
    if (tree.summary[row] || inactive[row] || was.start === is.start) return [];
    const [from, to] = [parseWall(was.start) ?? 0, parseWall(is.start) ?? 0];
    const held = notBefore.get(task.id) ?? null;
    return [
      {
        task: task.id,
        start: is.start,
        was: was.start,
        delayedBy: net.calendars[net.calendar[row]!]!.between(from, to),
        notBefore: held,
        reason: held === null ? followed(plan, is, title) : whoHolds(row, from, to),
      },
    ];
  });

  function whoHolds(row: number, from: number, to: number): string {
    let [latest, holder, name] = [from, -1, ""];
    for (const { person } of crewed.needs[row]!)
      for (const other of byPerson[person]!) {
        if (other === row || finishOf[other]! > to || finishOf[other]! <= latest) continue;
        [latest, holder, name] = [finishOf[other]!, other, staffing.people[person]!.name];
      }
    if (holder >= 0) return `${name} is on ${title(holder)} until ${formatWall(latest).replace("T", " ")}.`;
    const names = crewed.needs[row]!.map(({ person }) => staffing.people[person]!.name).join(" and ");
    return `${names} ${crewed.needs[row]!.length > 1 ? "are" : "is"} taken until ${formatWall(to).replace("T", " ")}.`;
  }
}

function followed(plan: Plan, entry: PlanEntry, title: (row: number) => string): string {
  const { drivenBy } = entry;
  if (drivenBy.kind !== "link") return "What it depends on was moved.";
  const row = plan.tasks.findIndex((task) => task.id === drivenBy.from);
  return `It follows ${title(row)}, which was moved.`;
}

/** Whoever is still asked for more than there is: by tasks that can't be moved. */
function overloads(plan: Plan, { people }: Staffing, crewed: Crewed, entries: readonly PlanEntry[]): Finding[] {
  const loads = people.map(() => new Bookings());
  crewed.needs.forEach((needs, row) => {
    if (crewed.built.tree.summary[row] || crewed.built.inactive[row]) return;
    const { start, finish } = entries[row]!;
    for (const { person, units } of needs) loads[person]!.book(parseWall(start) ?? 0, parseWall(finish) ?? 0, units);
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
        message: `${person.name} is asked for ${first.used / 10} % from ${from} to ${to}, by tasks that are begun, pinned, held by a hard date or take more than there is.`,
      },
    ];
  });
}

const fromFinish: Finding = {
  code: "level.from_finish",
  severity: "warning",
  subject: "plan",
  params: {},
  message: "The plan is scheduled back from its finish; levelling would have to begin earlier, and moves nothing.",
};

const circles: Finding = {
  code: "level.loop",
  severity: "error",
  subject: "plan",
  params: {},
  message: "Links run in a loop; remove one of them, then level.",
};
