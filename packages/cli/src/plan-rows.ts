import type { Plan, ScheduledPlan } from "@rondo/core/plan";

/** A task as `rondo schedule` and `rondo level` print it. Benchmarks count in whole numbers of their own unit. */
export type PlanRow = {
  uid: string | number;
  name: string;
  start: string | number;
  finish: string | number;
  earlyStart: string | number;
  earlyFinish: string | number;
  lateStart: string | number;
  lateFinish: string | number;
  totalSlackMinutes: number;
  freeSlackMinutes: number;
  critical: boolean;
};

export function planRows(plan: Plan, { entries }: ScheduledPlan): PlanRow[] {
  return entries.map((entry, row) => ({
    uid: uidOf(entry.id),
    name: plan.tasks[row]!.title,
    start: seconds(entry.start),
    finish: seconds(entry.finish),
    earlyStart: seconds(entry.earlyStart),
    earlyFinish: seconds(entry.earlyFinish),
    lateStart: seconds(entry.lateStart),
    lateFinish: seconds(entry.lateFinish),
    totalSlackMinutes: entry.totalSlackMinutes,
    freeSlackMinutes: entry.freeSlackMinutes,
    critical: entry.critical,
  }));
}

/** Ids that are numbers in the file are numbers here. */
export function uidOf(id: string): string | number {
  return /^(?:0|[1-9]\d{0,14})$/.test(id) ? Number(id) : id;
}

export function seconds(moment: string): string {
  return `${moment}:00`;
}
