import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWall, standardCalendar, weekdayOf, type CalendarDefinition } from "../calendar/index.ts";
import type { ConstraintName, LinkTypeName } from "../schedule/index.ts";
import { schedulePlan, type Plan, type PlanLink, type PlanTask } from "./index.ts";

/**
 * The slow, obvious scheduler: walks every minute, writes links of summaries out in full, and repeats its rules until nothing
 * changes. It shares no code with the real one but the reading of dates.
 */
class Oracle {
  private readonly plan: Plan;
  private readonly leaves: PlanTask[];
  private readonly links: PlanLink[];
  readonly es = new Map<string, number>();
  readonly ef = new Map<string, number>();
  readonly ls = new Map<string, number>();
  readonly lf = new Map<string, number>();

  constructor(plan: Plan) {
    this.plan = plan;
    this.leaves = plan.tasks.filter((task) => !plan.tasks.some((other) => other.parent === task.id));
    this.forward(
      false,
      plan.links.flatMap((link) => this.written(link, false)),
    );
    this.links = plan.links.flatMap((link) => this.written(link, true));
    this.forward(false, this.links);
    this.backward();
    if (plan.tasks.some((task) => task.constraint?.type === "ALAP")) this.forward(true, this.links);
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
    return inside.length === 0
      ? this.leaves.filter((task) => task.id === id)
      : inside.flatMap((task) => this.below(task.id));
  }

  /** A link of summaries as links of leaves. The first leaf of a summary is known only once dates are (`dated`). */
  private written(link: PlanLink, dated: boolean): PlanLink[] {
    const from = this.below(link.from);
    const first = dated ? from.toSorted((a, b) => this.es.get(a.id)! - this.es.get(b.id)!)[0]! : from[0]!;
    const sources = link.type === "FS" || link.type === "FF" ? from : [first];
    return sources.flatMap((source) =>
      this.below(link.to).map((target) => ({ ...link, from: source.id, to: target.id })),
    );
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

  private forward(again: boolean, links: PlanLink[]): void {
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

  private early(task: PlanTask, links: PlanLink[], again: boolean): [number, number] {
    const minutes = task.workingMinutes;
    if (task.finished) return [parseWall(task.finished.start)!, parseWall(task.finished.finish)!];
    if (task.started !== undefined) {
      const finish = this.add(task, parseWall(task.started)!, minutes);
      return [
        parseWall(task.started)!,
        task.constraint?.type === "FNET" ? Math.max(finish, parseWall(task.constraint.at!)!) : finish,
      ];
    }
    const projectStart = parseWall(this.plan.start)!;
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
      bounds.length > 0
        ? Math.max(...bounds)
        : type === "SNET"
          ? date
          : type === "FNET"
            ? this.add(task, date, -minutes)
            : projectStart;
    at = this.snap(task, at, 1);
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
    const drivers = at === unconstrained ? links.filter((_, i) => bounds[i] === Math.max(...bounds)).slice(0, 1) : [];
    for (const link of drivers) {
      if (this.lag(link) !== 0 || (link.type !== "FF" && link.type !== "SF")) continue;
      const target = datesOf(link)[link.type === "FF" ? 1 : 0];
      if (target > finish && this.between(task, finish, target) === 0) return [at, target];
    }
    return [at, finish];
  }

  private backward(): void {
    const end = Math.max(...this.leaves.map((task) => this.ef.get(task.id)!));
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
          task.finished
            ? parseWall(task.finished.start)!
            : this.add(task, finish, -(task.remainingMinutes ?? task.workingMinutes)),
        );
      }
    }
  }

  private late(task: PlanTask, end: number): number {
    if (task.finished) return parseWall(task.finished.finish)!;
    const minutes = task.workingMinutes;
    let at = end;
    for (const link of this.links.filter((link) => link.from === task.id)) {
      const to = this.leaves.find((other) => other.id === link.to)!;
      if (to.finished) continue;
      if (link.type === "FS") at = Math.min(at, this.lagged(link, this.ls.get(to.id)!, -1));
      if (link.type === "FF") at = Math.min(at, this.lagged(link, this.lf.get(to.id)!, -1));
      if (task.started !== undefined) continue;
      if (link.type === "SS")
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

const night: CalendarDefinition = {
  week: [
    [{ from: 1320, to: 1440 }],
    [
      { from: 0, to: 360 },
      { from: 1320, to: 1440 },
    ],
    [{ from: 0, to: 360 }],
    [],
    [{ from: 600, to: 900 }],
    [],
    [],
  ],
  exceptions: [],
};
const moment = fc
  .tuple(fc.integer({ min: 2, max: 13 }), fc.constantFrom("08:00", "10:30", "12:00", "17:00", "23:00"))
  .map(([day, time]) => `2026-03-${String(day).padStart(2, "0")}T${time}`);
const constraints: ConstraintName[] = ["ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"];
const half = { minLength: 0, maxLength: 9 } as const;

const taskArbitrary = fc.record({
  minutes: fc.constantFrom(0, 60, 240, 480, 700, 960),
  calendar: fc.constantFrom("", "", "night"),
  constraint: fc.option(fc.record({ type: fc.constantFrom(...constraints), at: moment }), { freq: 3 }),
  deadline: fc.option(moment, { freq: 6 }),
  progress: fc.constantFrom("none", "none", "none", "none", "started", "finished"),
  startedAt: moment,
});

/** Tasks 0 to n − 1; the first two may stand inside a summary. Links lead from lower to higher numbers, so that nothing loops. */
const planArbitrary: fc.Arbitrary<Plan> = fc
  .record({
    tasks: fc.array(taskArbitrary, { minLength: 1, maxLength: 6 }),
    links: fc.array(
      fc.record({
        a: fc.nat(6),
        b: fc.nat(6),
        type: fc.constantFrom<LinkTypeName>("FS", "SS", "FF", "SF"),
        minutes: fc.constantFrom(0, 0, 120, 480, -240, -480),
        kind: fc.constantFrom("working" as const, "working" as const, "elapsed" as const, "percent" as const),
      }),
      half,
    ),
    grouped: fc.boolean(),
  })
  .map(({ tasks, links, grouped }) => {
    const size = tasks.length;
    const summary = grouped && size > 2;
    const name = (index: number): string => (summary && index === size ? "S" : `T${index}`);
    const planTasks = tasks.map((task, index): PlanTask => {
      const start = task.startedAt;
      const end = `${start.slice(0, 8)}${String(Number(start.slice(8, 10)) + 1).padStart(2, "0")}T12:00`;
      return {
        id: `T${index}`,
        title: `T${index}`,
        parent: summary && index < 2 ? "S" : null,
        workingMinutes: task.minutes,
        ...(task.calendar === "" ? {} : { calendar: task.calendar }),
        // What has begun can't be put off: it is never as late as possible.
        ...(task.constraint && !(task.constraint.type === "ALAP" && task.progress !== "none")
          ? { constraint: task.constraint }
          : {}),
        ...(task.deadline ? { deadline: task.deadline } : {}),
        ...(task.progress === "finished"
          ? { finished: { start, finish: end } }
          : task.progress === "started"
            ? { started: start }
            : {}),
      };
    });
    const planLinks = links.flatMap(({ a, b, type, minutes, kind }): PlanLink[] => {
      // The summary S holds T0 and T1: links lead from it to the later ones only.
      const [low, high] = [Math.min(a % size, b % size), Math.max(a % size, b % size)];
      const from = summary && low < 2 && high >= 2 && a % 2 === 0 ? size : low;
      if (low === high || (from === size && kind === "percent")) return [];
      return [
        {
          from: name(from),
          to: name(high),
          type,
          lag: { minutes: kind === "percent" ? Math.sign(minutes) * 50 : minutes, kind },
        },
      ];
    });
    return {
      start: "2026-03-02T08:00",
      calendar: standardCalendar,
      calendars: { night },
      tasks: summary ? [{ id: "S", title: "S", parent: null, workingMinutes: 0 }, ...planTasks] : planTasks,
      links: planLinks,
    };
  });

test("gives the dates and total slack of the slow scheduler on random plans", () => {
  fc.assert(
    fc.property(planArbitrary, (plan) => {
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
        if (task.started === undefined)
          expect([entry.id, of(entry.lateStart)]).toEqual([entry.id, slow.ls.get(task.id)]);
        const finishSlack = slow.between(task, slow.ef.get(task.id)!, slow.lf.get(task.id)!);
        const total =
          task.finished || task.constraint?.type === "ALAP"
            ? 0
            : task.started === undefined
              ? Math.min(finishSlack, slow.between(task, slow.es.get(task.id)!, slow.ls.get(task.id)!))
              : finishSlack;
        expect([entry.id, entry.totalSlackMinutes]).toEqual([entry.id, total]);
      }
    }),
    { numRuns: Number(process.env["RONDO_RUNS"] ?? 150) },
  );
});
