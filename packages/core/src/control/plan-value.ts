import { compileCalendar, parseWall } from "../calendar/index.ts";
import type { Plan, ScheduledPlan } from "../plan/index.ts";
import { earnedValue, plannedShare, type EarnedValue, type Spent, type ValuedTask } from "./earned-value.ts";

/** What a plan says of money beside its dates, in hundredths of its currency. A summary has only what it costs itself. */
export type PlanMoney = {
  readonly currency: string | null;
  /** Until when work and spending are told: wall clock. */
  readonly statusDate: string | null;
  readonly tasks: readonly TaskMoney[];
};

export type TaskMoney = {
  readonly task: string;
  readonly cost: number;
  /** Null: nothing is said of what was spent. */
  readonly actualCost: number | null;
  /** From 0 to 1. */
  readonly done: number;
  /** Dates and worth as they were frozen. */
  readonly baseline: {
    readonly start: string | null;
    readonly finish: string | null;
    readonly cost: number | null;
    readonly minutes: number | null;
  } | null;
};

/** Of one task: what it costs, and how much of that was to be done, is done, and was spent. In hundredths, or minutes of work. */
export type TaskValue = {
  readonly cost: number;
  readonly planned: number | null;
  readonly earned: number | null;
  readonly actual: number | null;
};

export type PlanValue = {
  readonly unit: "money" | "minutes";
  readonly currency: string | null;
  readonly at: string | null;
  /** What all of it costs now, what it did in the baseline, and what was spent. */
  readonly cost: number;
  readonly baselineCost: number | null;
  readonly actualCost: number;
  readonly earned: EarnedValue | null;
  /** Tasks of which something is done and nobody says what it took: taken to have cost what was planned. */
  readonly assumed: number;
  /** By row of the plan; a summary is the sum of what is inside it and its own. */
  readonly rows: readonly TaskValue[];
};

/**
 * Costs and earned value of a computed plan: in money where anything costs some, else in minutes of work. Planned by the baseline's
 * dates and costs, or where nothing was frozen by today's. Null where the plan says neither what anything costs, nor what was frozen
 * or done by when.
 */
export function planValue(
  plan: Plan,
  scheduled: ScheduledPlan,
  money: PlanMoney,
  statusDate: string | null = money.statusDate,
): PlanValue | null {
  const rowOf = new Map(plan.tasks.map((task, row) => [task.id, row]));
  const said = new Map(money.tasks.map((one) => [one.task, one]));
  const paid = money.tasks.some((one) => one.cost > 0 || (one.baseline?.cost ?? 0) > 0 || (one.actualCost ?? 0) > 0);
  const tracked = statusDate !== null && money.tasks.some((one) => one.done > 0 || one.baseline !== null);
  if (!paid && !tracked) return null;
  const at = statusDate === null ? null : parseWall(statusDate);
  const calendar = compileCalendar(plan.calendar, rangeOf(scheduled, money, at));
  const values = scheduled.entries.flatMap((entry, row) => {
    const one = said.get(entry.id) ?? { task: entry.id, cost: 0, actualCost: null, done: 0, baseline: null };
    if ((entry.summary && !(paid && one.cost > 0)) || plan.tasks[row]!.inactive) return [];
    return [valueOf(entry, one, plan.tasks[row]!.workingMinutes, paid, at)];
  });
  const spent: Spent[] = values.map(({ actual }) => ({ at: at ?? 0, amount: actual }));
  const sums = plan.tasks.map(() => ({ cost: 0, planned: 0, earned: 0, actual: 0 }));
  for (const value of values)
    for (let row = rowOf.get(value.id); row !== undefined; row = rowOf.get(plan.tasks[row]!.parent ?? "")) {
      const sum = sums[row]!;
      sum.cost += value.cost;
      sum.actual += value.actual;
      if (at === null) continue;
      sum.planned += value.worth * plannedShare(value, calendar, at);
      sum.earned += value.worth * value.done;
    }
  return {
    unit: paid ? "money" : "minutes",
    currency: paid ? money.currency : null,
    at: statusDate,
    cost: values.reduce((sum, value) => sum + value.cost, 0),
    baselineCost: money.tasks.some((one) => one.baseline !== null) ? values.reduce((sum, value) => sum + value.worth, 0) : null,
    actualCost: Math.round(values.reduce((sum, value) => sum + value.actual, 0)),
    earned: at === null ? null : earnedValue(values, spent, calendar, at),
    assumed: values.filter((value) => value.assumed).length,
    rows: sums.map((sum) => ({
      cost: sum.cost,
      planned: at === null ? null : Math.round(sum.planned),
      earned: at === null ? null : Math.round(sum.earned),
      actual: Math.round(sum.actual),
    })),
  };
}

function valueOf(
  entry: ScheduledPlan["entries"][number],
  one: TaskMoney,
  minutes: number,
  paid: boolean,
  at: number | null,
): ValuedTask & { cost: number; actual: number; assumed: boolean } {
  const cost = paid ? one.cost : minutes;
  const { baseline } = one;
  const worth = (paid ? baseline?.cost : baseline?.minutes) ?? cost;
  const start = parseWall(baseline?.start ?? entry.start) ?? 0;
  const finish = Math.max(start, parseWall(baseline?.finish ?? entry.finish) ?? start);
  const assumed = one.actualCost === null && one.done > 0 && cost > 0;
  const actual = paid ? (one.actualCost ?? cost * one.done) : minutes * one.done;
  return { id: entry.id, start, finish, worth, done: one.done, doneAt: one.done >= 1 ? at : null, cost, actual, assumed: paid && assumed };
}

function rangeOf(scheduled: ScheduledPlan, money: PlanMoney, at: number | null): { from: number; to: number } {
  const moments = [
    scheduled.start,
    scheduled.finish,
    ...money.tasks.flatMap((one) => [one.baseline?.start ?? null, one.baseline?.finish ?? null]),
  ]
    .flatMap((text) => (text === null ? [] : (parseWall(text) ?? [])))
    .concat(at ?? []);
  const week = 7 * 1440;
  return { from: moments.reduce((a, b) => Math.min(a, b)) - week, to: moments.reduce((a, b) => Math.max(a, b)) + week };
}
