import { formatWall } from "../calendar/index.ts";
import type { Finding } from "../kernel/index.ts";
import { constraintType, driver, never, place, schedule, type ConstraintName, type Schedule } from "../schedule/index.ts";
import { buildNetwork, type Built } from "./build.ts";
import { loopFinding, tasksOf } from "./loops.ts";
import type { DrivenBy, Plan, PlanEntry } from "./plan.ts";
import { rollUp, rollUpPlaces, type Rolled } from "./rollup.ts";

/** `entries` stand in the order of `plan.tasks`. Findings of severity error name what was left out to compute the rest. */
export type ScheduledPlan = {
  readonly start: string;
  readonly finish: string;
  readonly entries: readonly PlanEntry[];
  readonly findings: readonly Finding[];
};

/** Dates, slack and what drives each task, for the whole plan. Total: a broken plan gives findings, never an exception. */
export function schedulePlan(plan: Plan): ScheduledPlan {
  const built = buildNetwork(plan);
  const result = schedule(built.net);
  const findings = [
    ...built.findings,
    ...result.loops.slice(0, 20).map((loop) => loopFinding(tasksOf(plan, built.owner, built.net.links, loop))),
  ];
  const rolled = rollUp(built, result);
  const names = new Map<number, string>();
  const text = (minutes: number): string => {
    const known = names.get(minutes) ?? formatWall(minutes);
    names.set(minutes, known);
    return known;
  };
  const entries = plan.tasks.map((task, row) => ({
    id: task.id,
    start: text(rolled.start[row]!),
    finish: text(rolled.finish[row]!),
    earlyStart: text(rolled.earlyStart[row]!),
    earlyFinish: text(rolled.earlyFinish[row]!),
    lateStart: text(rolled.lateStart[row]!),
    lateFinish: text(rolled.lateFinish[row]!),
    workingMinutes: built.tree.summary[row]
      ? built.net.calendars[0]!.between(rolled.start[row]!, rolled.finish[row]!)
      : task.workingMinutes,
    totalSlackMinutes: rolled.total[row]!,
    freeSlackMinutes: rolled.free[row]!,
    critical: rolled.critical[row] === 1,
    summary: built.tree.summary[row] === 1 || task.heading === true,
    drivenBy: drivenBy(plan, built, result, rolled, row),
  }));
  return {
    start: formatWall(Math.min(result.start, ...topStart(rolled, built))),
    finish: formatWall(result.finish),
    entries,
    findings,
  };
}

/** Starts and finishes by row, in minutes: what a preview of a change asks for many times a second. */
export type PlacedPlan = { readonly finish: number; readonly starts: Int32Array; readonly finishes: Int32Array };

/** The dates that `schedulePlan` would give, and nothing else. */
export function placePlan(plan: Plan): PlacedPlan {
  const built = buildNetwork(plan);
  const placed = place(built.net);
  if (placed) {
    const { start, finish } = rollUpPlaces(built, placed.dates);
    return { finish: placed.finish, starts: start, finishes: finish };
  }
  const result = schedule(built.net);
  const { start, finish } = rollUp(built, result);
  return { finish: result.finish, starts: start, finishes: finish };
}

function topStart(rolled: Rolled, built: Built): number[] {
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < built.tree.parent.length; row++) if (built.tree.parent[row]! < 0) first = Math.min(first, rolled.start[row]!);
  return [first];
}

const constraintNames = Object.keys(constraintType) as ConstraintName[];

function drivenBy(plan: Plan, built: Built, result: Schedule, rolled: Rolled, row: number): DrivenBy {
  const { net, owner, planLink } = built;
  if (built.tree.summary[row] || plan.tasks[row]!.heading) return { kind: "children" };
  if (rolled.late[row]) return { kind: net.finish === never ? "asLateAsPossible" : "projectFinish" };
  if (net.actualFinish[row] !== never) return { kind: "finished" };
  let node = row;
  for (let step = result.dates.driver[node]!; step >= 0; step = result.dates.driver[node]!) {
    const link = planLink[step]!;
    if (link >= 0) return { kind: "link", link, from: plan.links[link]!.from };
    node = net.links.from[step]!; // through the gate of a summary to what holds that
  }
  switch (result.dates.driver[node]) {
    case driver.actual:
      return { kind: "started" };
    case driver.standing:
      return { kind: "standing" };
    case driver.manual:
      return { kind: "pinned" };
    case driver.constraint:
      return {
        kind: "constraint",
        type: constraintNames[net.constraint[node]!]!,
        at: formatWall(net.constraintAt[node]!),
        of: plan.tasks[owner[node]!]!.id,
      };
    default:
      return { kind: "projectStart" };
  }
}
