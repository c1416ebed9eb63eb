import {
  checkCalendar,
  compileCalendar,
  intersectCalendars,
  roundTheClock,
  type Calendar,
  type CalendarDefinition,
  type Range,
} from "../calendar/index.ts";
import { type Finding, words } from "../kernel/index.ts";
import { constraintType, never, type CrewMember } from "../schedule/index.ts";
import { readMinutes, readMoment } from "./moments.ts";
import type { Plan, PlanTask } from "./plan.ts";

/** Columns of the plan's own tasks, before gates are added. */
export class Rows {
  readonly duration: Int32Array;
  readonly remaining: Int32Array;
  readonly delay: Int32Array;
  readonly constraint: Uint8Array;
  readonly constraintAt: Int32Array;
  readonly deadline: Int32Array;
  readonly actualStart: Int32Array;
  readonly actualFinish: Int32Array;
  readonly manualStart: Int32Array;
  readonly manualFinish: Int32Array;
  readonly stoodStart: Int32Array;
  readonly stoodFinish: Int32Array;
  readonly free: Uint8Array;
  readonly calendar: Uint16Array;
  readonly crews = new Map<number, CrewMember[]>();
  readonly calendars: Calendar[];
  private readonly calendarOf = new Map<string, number>();
  private readonly sharedOf = new Map<string, number>();
  private readonly findings: Finding[];

  constructor(plan: Plan, findings: Finding[], start: number, finish: number) {
    const size = plan.tasks.length;
    const moments = (): Int32Array => new Int32Array(size).fill(never);
    this.findings = findings;
    this.duration = new Int32Array(size);
    this.remaining = new Int32Array(size);
    this.delay = new Int32Array(size);
    this.constraint = new Uint8Array(size);
    this.constraintAt = moments();
    this.deadline = moments();
    this.actualStart = moments();
    this.actualFinish = moments();
    this.manualStart = moments();
    this.manualFinish = moments();
    this.stoodStart = moments();
    this.stoodFinish = moments();
    this.free = new Uint8Array(size);
    this.calendar = new Uint16Array(size);
    const range = horizon(plan, start, finish);
    findings.push(...checkCalendar(plan.calendar, "calendar"));
    this.calendars = [compileCalendar(plan.calendar, range), compileCalendar(roundTheClock, range)];
    for (const [key, definition] of Object.entries(plan.calendars ?? {})) this.addCalendar(key, definition, range);
  }

  read(task: PlanTask, row: number, summary: boolean): void {
    const minutes = (value: number, what: string): number =>
      readMinutes(value, 0, task.id, () => words`${what} “${task.title}”`, this.findings);
    const moment = (text: string | undefined, what: string): number =>
      text === undefined ? never : (readMoment(text, task.id, () => words`${what} of “${task.title}”`, this.findings) ?? never);
    const pause = (task.pauses ?? []).reduce((sum, gap) => sum + Math.max(0, gap.minutes), 0);
    this.duration[row] = summary ? 0 : minutes(task.workingMinutes + pause, "The duration of");
    this.remaining[row] =
      task.remainingMinutes === undefined
        ? this.duration[row]!
        : Math.min(this.duration[row]!, minutes(task.remainingMinutes, "What is left of"));
    if (task.delayMinutes !== undefined) this.delay[row] = minutes(task.delayMinutes, "The levelling delay of");
    this.calendar[row] = task.elapsed ? 1 : this.calendarIndex(task.calendar, task);
    this.deadline[row] = moment(task.deadline, "The deadline");
    const begun = task.started !== undefined || task.finished !== undefined || task.pinned !== undefined;
    const type = task.constraint?.type ?? "ASAP";
    this.constraint[row] = constraintType[type === "ALAP" && begun ? "ASAP" : type]; // what has begun can't be put off
    this.constraintAt[row] = moment(task.constraint?.at, "The constraint");
    if (this.constraint[row]! > constraintType.ALAP && this.constraintAt[row] === never) {
      this.constraint[row] = constraintType.ASAP;
      this.findings.push({
        code: "plan.constraint",
        severity: "error",
        subject: task.id,
        ...words`The constraint ${task.constraint?.type ?? ""} of “${task.title}” has no date; it is not used.`,
      });
    }
    if (summary) return;
    if (task.stood) {
      this.stoodStart[row] = moment(task.stood.start, "The earlier start");
      this.stoodFinish[row] = moment(task.stood.finish, "The earlier finish");
      this.free[row] = task.stood.free ? 1 : 0;
    }
    if (task.finished) {
      this.actualStart[row] = moment(task.finished.start, "The actual start");
      this.actualFinish[row] =
        this.actualStart[row] === never ? never : Math.max(this.actualStart[row]!, moment(task.finished.finish, "The actual finish"));
    } else if (task.started !== undefined) this.actualStart[row] = moment(task.started, "The actual start");
    if (task.pinned && !task.finished) {
      this.manualStart[row] = moment(task.pinned.start, "The pinned start");
      this.manualFinish[row] = moment(task.pinned.finish, "The pinned finish");
    }
    this.readCrew(task, row);
  }

  /** Whose calendars decide when it is done. */
  readCrew(task: PlanTask, row: number): void {
    if (!task.crew || task.crew.length === 0 || task.elapsed) return void this.crews.delete(row);
    this.crews.set(
      row,
      task.crew.map((member) => ({
        calendar: this.shared(
          this.calendarIndex(member.calendar ?? task.calendar, task),
          member.within === undefined ? -1 : this.calendarIndex(member.within, task),
        ),
        minutes: readMinutes(member.minutes, 0, task.id, () => words`${"The work in"} “${task.title}”`, this.findings),
      })),
    );
  }

  /** One task as it would be otherwise. */
  readAgain(task: PlanTask, row: number): void {
    for (const moments of [this.actualStart, this.actualFinish, this.manualStart, this.manualFinish, this.stoodStart, this.stoodFinish])
      moments[row] = never;
    this.delay[row] = this.free[row] = 0;
    this.read(task, row, false);
  }

  private addCalendar(key: string, definition: CalendarDefinition, range: Range): void {
    this.findings.push(...checkCalendar(definition, key));
    this.calendarOf.set(key, this.calendars.push(compileCalendar(definition, range)) - 1);
  }

  /** Where both calendars work; compiled once for each pair. */
  private shared(a: number, b: number): number {
    if (b < 0 || a === b) return a;
    const key = `${a}\n${b}`;
    const known = this.sharedOf.get(key) ?? this.calendars.push(intersectCalendars(this.calendars[a]!, this.calendars[b]!)) - 1;
    this.sharedOf.set(key, known);
    return known;
  }

  private calendarIndex(key: string | undefined, task: PlanTask): number {
    if (key === undefined) return 0;
    const index = this.calendarOf.get(key);
    if (index !== undefined) return index;
    this.findings.push({
      code: "plan.calendar_unknown",
      severity: "error",
      subject: task.id,
      ...words`“${task.title}” names a calendar that the plan does not have; the plan's own is used.`,
    });
    return 0;
  }
}

/** Repeating exceptions are expanded over the years that the plan can reach, at most 60. */
function horizon(plan: Plan, start: number, finish: number): Range {
  const year = 525_600;
  let reach = year;
  for (const task of plan.tasks) reach += Math.max(0, task.elapsed ? task.workingMinutes : task.workingMinutes * 5);
  for (const link of plan.links) reach += Math.max(0, link.lag.minutes * 5);
  const span = Math.min(60 * year, Number.isFinite(reach) ? reach : 60 * year);
  return {
    from: Math.min(start, finish === never ? start : finish - span) - 5 * year,
    to: Math.max(start, finish) + span,
  };
}
