import type { Calendar } from "../calendar/index.ts";

/** A task that is no summary. Worth is what it was thought to cost, in money or in minutes. Moments are wall-clock minutes. */
export type ValuedTask = {
  readonly id: string;
  /** As it was frozen; as it is now where nothing was. */
  readonly start: number;
  readonly finish: number;
  readonly worth: number;
  /** From 0 to 1, and since when it is 1. */
  readonly done: number;
  readonly doneAt: number | null;
};

/** What was really spent, and when. */
export type Spent = { readonly at: number; readonly amount: number };

export type EarnedValue = {
  /** Budget at completion: what all of it is worth. */
  readonly bac: number;
  readonly pv: number;
  readonly ev: number;
  readonly ac: number;
  readonly sv: number;
  readonly cv: number;
  /** Null where there is nothing to divide by. */
  readonly spi: number | null;
  readonly cpi: number | null;
  readonly eac: number;
  readonly etc: number;
  readonly vac: number;
  /** How well the rest must go for the budget to hold; null where nothing is left of it. */
  readonly tcpi: number | null;
};

/**
 * Earned value as the standard has it (PMI, Practice Standard for Earned Value Management): what should be done by `now` (worth
 * spread evenly over the working time of its dates), what is, and what it took. `budget` stands in for BAC in VAC and TCPI.
 */
export function earnedValue(
  tasks: readonly ValuedTask[],
  spent: readonly Spent[],
  calendar: Calendar,
  now: number,
  budget: number | null = null,
): EarnedValue {
  const sum = (value: (task: ValuedTask) => number): number => Math.round(tasks.reduce((total, task) => total + value(task), 0));
  const bac = sum((task) => task.worth);
  const pv = sum((task) => task.worth * plannedShare(task, calendar, now));
  const ev = sum((task) => task.worth * task.done);
  const ac = Math.round(spent.reduce((total, one) => total + (one.at <= now ? one.amount : 0), 0));
  const cpi = ac > 0 ? ev / ac : null;
  // As it went until now it goes on; before anything was earned or spent, the rest costs what it was thought to.
  const eac = cpi !== null && cpi > 0 ? Math.round(bac / cpi) : ac + bac - ev;
  const left = (budget ?? bac) - ac;
  return {
    bac,
    pv,
    ev,
    ac,
    sv: ev - pv,
    cv: ev - ac,
    spi: pv > 0 ? ev / pv : null,
    cpi,
    eac,
    etc: eac - ac,
    vac: (budget ?? bac) - eac,
    tcpi: left > 0 ? (bac - ev) / left : null,
  };
}

/** How much of a task should be done by then, from 0 to 1. */
export function plannedShare({ start, finish }: Pick<ValuedTask, "start" | "finish">, calendar: Calendar, at: number): number {
  if (at >= finish) return 1;
  const length = calendar.between(start, finish);
  return at <= start || length <= 0 ? 0 : calendar.between(start, at) / length;
}

export type CurvePoint = { readonly at: number; readonly pv: number; readonly ev: number | null; readonly ac: number | null };

/** The three sums week by week, from the first task to the last; what was earned and spent ends at `now`. Half-done work counts only now: when it was half done is not known. */
export function earnedCurve(tasks: readonly ValuedTask[], spent: readonly Spent[], calendar: Calendar, now: number): CurvePoint[] {
  if (tasks.length === 0) return [];
  const first = Math.min(...tasks.map((task) => task.start));
  const last = Math.max(now, ...tasks.map((task) => task.finish));
  const step = weekMinutes * Math.max(1, Math.ceil((last - first) / weekMinutes / mostPoints));
  const moments = new Set<number>([now].filter((at) => at > first));
  for (let at = first; at < last; at += step) moments.add(at);
  moments.add(last);
  return [...moments]
    .toSorted((a, b) => a - b)
    .map((at) => {
      const pv = Math.round(tasks.reduce((sum, task) => sum + task.worth * plannedShare(task, calendar, at), 0));
      if (at > now) return { at, pv, ev: null, ac: null };
      const share = (task: ValuedTask): number => (at === now ? task.done : task.doneAt !== null && task.doneAt <= at ? 1 : 0);
      return {
        at,
        pv,
        ev: Math.round(tasks.reduce((sum, task) => sum + task.worth * share(task), 0)),
        ac: Math.round(spent.reduce((sum, one) => sum + (one.at <= at ? one.amount : 0), 0)),
      };
    });
}

const weekMinutes = 7 * 1440;
const mostPoints = 60;
