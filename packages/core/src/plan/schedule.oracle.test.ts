import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWall, standardCalendar, weekdayOf, type CalendarDefinition } from "../calendar/index.ts";
import type { ConstraintName, LinkTypeName } from "../schedule/index.ts";
import { night, planArbitrary } from "../schedule/plans.fixture.ts";
import { schedulePlan, type Plan, type PlanLink, type PlanTask } from "./index.ts";

/** A link of leaves, and the plan's link that it is written out of. */
type Written = PlanLink & { readonly written: PlanLink };

/**
 * The slow, obvious scheduler: walks every minute, writes links of summaries out in full, and repeats its rules until nothing
 * changes. It shares no code with the real one but the reading of dates.
 */
class Oracle {
  private readonly plan: Plan;
  private readonly leaves: PlanTask[];
  private readonly links: Written[];
  readonly es = new Map<string, number>();
  readonly ef = new Map<string, number>();
  readonly ls = new Map<string, number>();
  readonly lf = new Map<string, number>();
  private projectStart: number;

  constructor(plan: Plan) {
    this.plan = plan;
    this.projectStart = parseWall(plan.start)!;
    this.leaves = plan.tasks.filter((task) => !plan.tasks.some((other) => other.parent === task.id));
    this.forward(
      false,
      plan.links.flatMap((link) => this.written(link, false)),
    );
    this.links = plan.links.flatMap((link) => this.written(link, true));
    this.forward(false, this.links);
    this.backward();
    if (plan.finish !== undefined) {
      // Backwards first; the project starts when its first task must.
      this.projectStart = Math.min(...this.leaves.map((task) => this.ls.get(task.id)!));
      this.forward(false, this.links);
      // Another leaf of a summary may be its first now.
      this.forward(
        false,
        plan.links.flatMap((link) => this.written(link, true)),
      );
    } else if (plan.tasks.some((task) => task.constraint?.type === "ALAP")) this.forward(true, this.links);
  }

  works(calendar: CalendarDefinition, t: number): boolean {
    const day = Math.floor(t / 1440);
    return calendar.week[weekdayOf(day)]!.some((shift) => shift.from <= t - day * 1440 && t - day * 1440 < shift.to);
  }

  add(task: PlanTask, t: number, minutes: number): number {
    for (let left = minutes; left > 0; t++) if (this.works(this.calendar(task), t)) left--;
    for (let left = minutes; left < 0; t--) if (this.works(this.calendar(task), t - 1)) left++;
    return t;
  }

  between(task: PlanTask, a: number, b: number): number {
    if (b < a) return 0 - this.between(task, b, a);
    let minutes = 0;
    for (let t = a; t < b; t++) if (this.works(this.calendar(task), t)) minutes++;
    return minutes;
  }

  private calendar(task: PlanTask): CalendarDefinition {
    return task.calendar === undefined ? this.plan.calendar : this.plan.calendars![task.calendar]!;
  }

  private snap(task: PlanTask, t: number, step: 1 | -1): number {
    const works = (at: number): boolean => this.works(this.calendar(task), at);
    if (task.workingMinutes === 0 && (works(t) || works(t - 1))) return t;
    while (!works(step === 1 ? t : t - 1)) t += step;
    return t;
  }

  private below(id: string): PlanTask[] {
    const inside = this.plan.tasks.filter((task) => task.parent === id);
    return inside.length === 0 ? this.leaves.filter((task) => task.id === id) : inside.flatMap((task) => this.below(task.id));
  }

  /** A link of summaries as links of leaves. The first leaf of a summary is known only once dates are (`dated`). */
  private written(link: PlanLink, dated: boolean): Written[] {
    const from = this.below(link.from);
    const first = dated ? from.toSorted((a, b) => this.es.get(a.id)! - this.es.get(b.id)!)[0]! : from[0]!;
    const sources = link.type === "FS" || link.type === "FF" ? from : [first];
    return sources.flatMap((source) => this.below(link.to).map((target) => ({ ...link, from: source.id, to: target.id, written: link })));
  }

  private lag(link: PlanLink): number {
    const from = this.leaves.find((task) => task.id === link.from)!;
    return link.lag.kind === "percent" ? Math.round((from.workingMinutes * link.lag.minutes) / 100) : link.lag.minutes;
  }

  private lagged(link: PlanLink, t: number, sign: number): number {
    const to = this.leaves.find((task) => task.id === link.to)!;
    const minutes = sign * this.lag(link);
    return link.lag.kind === "elapsed" ? t + minutes : this.add(to, t, minutes);
  }

  private forward(again: boolean, links: Written[]): void {
    for (const task of this.leaves) this.es.set(task.id, 0).set(task.id, parseWall(this.plan.start)!);
    for (const task of this.leaves) this.ef.set(task.id, parseWall(this.plan.start)!);
    for (let round = 0; round <= this.leaves.length + 1; round++) {
      for (const task of this.leaves) {
        const [start, finish] = this.early(
          task,
          links.filter((link) => link.to === task.id),
          again,
        );
        this.es.set(task.id, start);
        this.ef.set(task.id, finish);
      }
    }
  }

  private early(task: PlanTask, links: Written[], again: boolean): [number, number] {
    const minutes = length(task);
    if (task.pinned) return [parseWall(task.pinned.start)!, this.add(task, parseWall(task.pinned.start)!, minutes)];
    if (task.finished) return [parseWall(task.finished.start)!, parseWall(task.finished.finish)!];
    if (task.started !== undefined) {
      const finish = this.add(task, parseWall(task.started)!, minutes);
      return [parseWall(task.started)!, task.constraint?.type === "FNET" ? Math.max(finish, parseWall(task.constraint.at!)!) : finish];
    }
    const projectStart = this.projectStart;
    const type = task.constraint?.type;
    const date = task.constraint?.at === undefined ? 0 : parseWall(task.constraint.at)!;
    const datesOf = (link: PlanLink): [number, number] => {
      const from = this.leaves.find((other) => other.id === link.from)!;
      const late = again && from.constraint?.type === "ALAP" && type !== "ALAP";
      return late ? [this.ls.get(from.id)!, this.lf.get(from.id)!] : [this.es.get(from.id)!, this.ef.get(from.id)!];
    };
    const bounds = links.map((link) => {
      const [start, finish] = datesOf(link);
      if (link.type === "FS") return this.lagged(link, finish, 1);
      if (link.type === "SS") return this.lagged(link, start, 1);
      if (link.type === "FF") return Math.max(projectStart, this.lagged(link, this.add(task, finish, -minutes), 1));
      return this.lagged(link, this.add(task, start, -minutes), 1);
    });
    let at =
      bounds.length > 0 ? Math.max(...bounds) : type === "SNET" ? date : type === "FNET" ? this.add(task, date, -minutes) : projectStart;
    at = this.snap(task, at, 1);
    if (task.delayMinutes && !(bounds.length === 0 && (type === "SNET" || type === "FNET")))
      at = this.snap(task, at + task.delayMinutes, 1);
    const unconstrained = at;
    if (type === "SNET") at = Math.max(at, date);
    if (type === "FNET") at = Math.max(at, this.add(task, date, -minutes));
    if (type === "SNLT") at = Math.min(at, date);
    if (type === "FNLT") at = Math.min(at, this.add(task, date, -minutes));
    if (type === "MSO") at = date;
    if (type === "MFO") return [this.add(task, this.snap(task, date, -1), -minutes), this.snap(task, date, -1)];
    at = this.snap(task, at, 1);
    const finish = this.add(task, at, minutes);
    // A finish driven by a finish stays there, even at the start of the next period.
    const first = at === unconstrained ? bounds.indexOf(Math.max(...bounds)) : -1;
    // A summary finishes with its last leaf: of one link's leaves that allow the same start, that one.
    const drivers = links.filter((link, i) => first >= 0 && bounds[i] === bounds[first] && link.written === links[first]!.written);
    if (drivers.length > 0 && this.lag(drivers[0]!) === 0 && (drivers[0]!.type === "FF" || drivers[0]!.type === "SF")) {
      const target = Math.max(...drivers.map((link) => datesOf(link)[link.type === "FF" ? 1 : 0]));
      if (target > finish && this.between(task, finish, target) === 0) return [at, target];
    }
    return [at, finish];
  }

  private backward(): void {
    const end =
      this.plan.finish === undefined ? Math.max(...this.leaves.map((task) => this.ef.get(task.id)!)) : parseWall(this.plan.finish)!;
    for (const task of this.leaves) {
      this.lf.set(task.id, end);
      this.ls.set(task.id, end);
    }
    for (let round = 0; round <= this.leaves.length + 1; round++) {
      for (const task of this.leaves) {
        const finish = this.late(task, end);
        this.lf.set(task.id, finish);
        this.ls.set(
          task.id,
          task.finished ? parseWall(task.finished.start)! : this.add(task, finish, -(task.remainingMinutes ?? length(task))),
        );
      }
    }
  }

  private leads(task: PlanTask): boolean {
    return this.plan.links.some((link) => this.below(link.from).includes(task));
  }

  private late(task: PlanTask, end: number): number {
    if (task.finished) return parseWall(task.finished.finish)!;
    const minutes = length(task);
    let at = end;
    for (const link of this.links.filter((link) => link.from === task.id)) {
      const to = this.leaves.find((other) => other.id === link.to)!;
      if (to.finished) continue;
      if (link.type === "FS") at = Math.min(at, this.lagged(link, this.ls.get(to.id)!, -1));
      if (link.type === "FF") at = Math.min(at, this.lagged(link, this.lf.get(to.id)!, -1));
      if (task.started !== undefined) continue;
      // What is pinned can't be moved by who starts with it: it is bound only where that is the last of its chain.
      if (link.type === "SS" && task.pinned) at = Math.min(at, this.leads(to) ? end : this.lf.get(to.id)!);
      else if (link.type === "SS")
        at = Math.min(at, this.add(task, this.lagged(link, this.snap(task, this.ls.get(to.id)!, 1), -1), minutes));
      if (link.type === "SF") at = Math.min(at, this.lagged(link, this.add(task, this.lf.get(to.id)!, minutes), -1));
    }
    const date = task.constraint?.at === undefined ? 0 : parseWall(task.constraint.at)!;
    switch (task.constraint?.type) {
      case "MSO":
        at = this.add(task, date, minutes);
        break;
      case "MFO":
        at = date;
        break;
      case "SNLT":
        at = Math.min(at, this.add(task, date, minutes));
        break;
      case "FNLT":
        at = Math.min(at, date);
        break;
      default:
    }
    if (task.deadline !== undefined) at = Math.min(at, parseWall(task.deadline)!);
    return this.snap(task, at, -1);
  }
}

/** The pauses of a split task are part of its length. */
function length(task: PlanTask): number {
  return task.workingMinutes + (task.pauses ?? []).reduce((sum, pause) => sum + pause.minutes, 0);
}

function agree(plan: Plan): void {
  const { entries } = schedulePlan(plan);
  const slow = new Oracle(plan);
  for (const entry of entries) {
    if (entry.summary) continue;
    const task = plan.tasks.find((task) => task.id === entry.id)!;
    const of = (text: string): number => parseWall(text)!;
    expect([entry.id, of(entry.earlyStart), of(entry.earlyFinish), of(entry.lateFinish)]).toEqual([
      entry.id,
      slow.es.get(task.id),
      slow.ef.get(task.id),
      slow.lf.get(task.id),
    ]);
    if (task.started === undefined) expect([entry.id, of(entry.lateStart)]).toEqual([entry.id, slow.ls.get(task.id)]);
    const finishSlack = slow.between(task, slow.ef.get(task.id)!, slow.lf.get(task.id)!);
    const total =
      task.finished || (task.constraint?.type === "ALAP" && plan.finish === undefined)
        ? 0
        : task.started === undefined
          ? Math.min(finishSlack, slow.between(task, slow.es.get(task.id)!, slow.ls.get(task.id)!))
          : finishSlack;
    expect([entry.id, entry.totalSlackMinutes]).toEqual([entry.id, total]);
  }
}

const proving = process.env["RONDO_PROVE"] === "1";
const runs = Number(process.env["RONDO_RUNS"] ?? (proving ? 1000 : 100));

test("gives the dates and total slack of the slow scheduler on random plans", () => {
  fc.assert(fc.property(planArbitrary, agree), { numRuns: runs });
});

test("from the finish, the first leaf of a summary is the one that begins first then", () => {
  agree({
    start: "2026-03-02T08:00",
    finish: "2026-03-27T17:00",
    calendar: standardCalendar,
    calendars: { night },
    tasks: [
      { id: "S", title: "S", parent: null, workingMinutes: 0 },
      { id: "T0", title: "T0", parent: "S", workingMinutes: 700, calendar: "night", deadline: "2026-03-02T08:00" },
      { id: "T1", title: "T1", parent: "S", workingMinutes: 0 },
      { id: "T2", title: "T2", parent: null, workingMinutes: 0 },
    ],
    links: [{ from: "S", to: "T2", type: "SF", lag: { minutes: 120, kind: "elapsed" } }],
  });
});

test("what finishes with a summary finishes with the last of its leaves, also where both allow the same start", () => {
  agree({
    start: "2026-03-02T08:00",
    calendar: standardCalendar,
    calendars: { night },
    tasks: [
      { id: "S", title: "S", parent: null, workingMinutes: 0 },
      { id: "T0", title: "T0", parent: "S", workingMinutes: 0, constraint: { type: "MSO", at: "2026-03-04T08:00" } },
      { id: "T1", title: "T1", parent: "S", workingMinutes: 0, delayMinutes: 600 },
      { id: "T2", title: "T2", parent: null, workingMinutes: 60, calendar: "night" },
      { id: "T3", title: "T3", parent: null, workingMinutes: 0 },
    ],
    links: [
      { from: "T0", to: "T1", type: "FS", lag: { minutes: 0, kind: "working" } },
      { from: "S", to: "T2", type: "FF", lag: { minutes: 0, kind: "working" } },
    ],
  });
});

const linkTypes: readonly LinkTypeName[] = ["FS", "SS", "FF", "SF"];
const constraints: readonly ConstraintName[] = ["ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"];
type Cell = { type: LinkTypeName; constraint: ConstraintName; calendar: boolean; split: boolean; alap: boolean; fromFinish: boolean };
const both = [false, true];
const cells: readonly Cell[] = linkTypes.flatMap((type) =>
  constraints.flatMap((constraint) =>
    both.flatMap((calendar) =>
      both.flatMap((split) =>
        both.flatMap((alap) => both.map((fromFinish): Cell => ({ type, constraint, calendar, split, alap, fromFinish }))),
      ),
    ),
  ),
);

/** A random plan with a link of this kind between its first two tasks, its successor as the cell says. */
function inCell(plan: Plan, cell: Cell): Plan {
  const unbegun = ({ finished: _, started: __, pinned: ___, ...task }: PlanTask): PlanTask => task;
  const leaves = plan.tasks.filter((task) => task.id !== "S").map((task) => ({ ...task, parent: null }));
  const [first, second = { ...first!, id: "T1" }, ...rest] = cell.fromFinish ? leaves.map(unbegun) : leaves;
  const { constraint: _, ...before } = unbegun(first!);
  const { constraint: __, calendar: ___, pauses: ____, ...after } = unbegun(second);
  const successor: PlanTask = {
    ...after,
    workingMinutes: cell.split ? Math.max(480, after.workingMinutes) : after.workingMinutes,
    ...(cell.calendar ? { calendar: "night" } : {}),
    ...(cell.split ? { pauses: [{ after: 120, minutes: 240 }] } : {}),
    ...(cell.constraint === "ASAP" ? {} : { constraint: { type: cell.constraint, at: "2026-03-05T10:30" } }),
  };
  const links = plan.links.filter(({ from, to }) => from !== "S" && !(from === "T0" && to === "T1"));
  const lag = plan.links[0]?.lag ?? { minutes: 120, kind: "working" as const };
  const { finish: _____, ...open } = plan;
  return {
    ...open,
    ...(cell.fromFinish ? { finish: "2026-03-27T17:00" } : {}),
    tasks: [{ ...before, ...(cell.alap ? { constraint: { type: "ALAP" as const } } : {}) }, successor, ...rest],
    links: [...links, { from: "T0", to: "T1", type: cell.type, lag }],
  };
}

test("agrees with it in every cell of link type, constraint, calendar, split, as late as possible and from the finish", () => {
  const seed = Number(process.env["RONDO_SEED"] ?? 20_260_302);
  // All 512 cells twice when proving; else each field of the table in the four ways that differ most.
  const wanted = proving ? [...cells, ...cells] : cells.filter((cell) => cell.calendar === cell.split && cell.alap === cell.fromFinish);
  const covered = new Map<string, number>();
  fc.sample(planArbitrary, { seed, numRuns: wanted.length }).forEach((plan, index) => {
    const cell = wanted[index]!;
    try {
      agree(inCell(plan, cell));
    } catch (error) {
      throw new Error(`seed ${seed}, plan ${index}, ${JSON.stringify(cell)}`, { cause: error });
    }
    const key = `${cell.constraint} ${cell.type}`;
    covered.set(key, (covered.get(key) ?? 0) + 1);
  });
  if (proving) {
    console.log(`${wanted.length} plans, seed ${seed}; each field holds every calendar × split × late predecessor × from the finish:`);
    console.table(
      Object.fromEntries(
        constraints.map((name) => [name, Object.fromEntries(linkTypes.map((type) => [type, covered.get(`${name} ${type}`)]))]),
      ),
    );
  }
  expect(covered.size).toBe(linkTypes.length * constraints.length);
  expect(Math.min(...covered.values())).toBe(wanted.length / 32);
});
