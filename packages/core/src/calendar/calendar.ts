import { type DayPattern } from "./pattern.ts";
import { minutesPerDay } from "./wall.ts";

/**
 * Compiled working time: one pattern id per day, a prefix sum of working minutes, and the patterns' minute tables, so that
 * every question is O(1) whatever the distance (a day-walking calendar is what makes other schedulers slow). The first and last
 * seven days of the tables are plain weeks; days outside the tables repeat them, by whole weeks. Times are wall-clock minutes.
 *
 * *Work* is the number of working minutes since the tables' first day; it is negative before it.
 */
export class Calendar {
  readonly firstDay: number;
  readonly days: number;
  readonly patterns: readonly DayPattern[];
  readonly patternIds: Uint16Array;
  /** Working minutes before each day of the table, and after the last. */
  private readonly before: Int32Array;
  private readonly weekWork: number;
  private readonly total: number;
  private readonly firstMinute: number;
  private readonly span: number;
  /** First day whose work reaches past each block of `blockWork` minutes: the guess that makes the inverse O(1). */
  private readonly blockDay: Int32Array;
  private readonly blockWork: number;

  constructor(firstDay: number, patternIds: Uint16Array, patterns: readonly DayPattern[]) {
    this.firstDay = firstDay;
    this.patternIds = patternIds;
    this.patterns = patterns;
    this.days = patternIds.length;
    this.firstMinute = firstDay * minutesPerDay;
    this.span = this.days * minutesPerDay;
    this.before = new Int32Array(this.days + 1);
    for (let day = 0; day < this.days; day++) this.before[day + 1] = this.before[day]! + patterns[patternIds[day]!]!.work;
    this.total = this.before[this.days]!;
    this.weekWork = this.before[7]!;
    this.blockWork = Math.max(1, Math.floor(this.total / this.days));
    this.blockDay = new Int32Array(Math.floor(this.total / this.blockWork) + 1);
    for (let block = 0, day = 0; block < this.blockDay.length; block++) {
      while (day < this.days - 1 && this.before[day + 1]! <= block * this.blockWork) day++;
      this.blockDay[block] = day;
    }
  }

  /** Working minutes before `t`. */
  workAt(t: number): number {
    let at = t - this.firstMinute;
    let folded = 0;
    if (at < 0 || at >= this.span) {
      const weeks = at < 0 ? Math.floor(at / 10_080) : Math.floor((at - this.span) / 10_080) + 1;
      at -= weeks * 10_080;
      folded = weeks * this.weekWork;
    }
    const day = Math.trunc(at / minutesPerDay);
    return this.before[day]! + this.patterns[this.patternIds[day]!]!.workBefore[at - day * minutesPerDay]! + folded;
  }

  /** The minute in which working minute number `work` begins: a start. */
  startAt(work: number): number {
    let left = work;
    let shift = this.firstMinute;
    if (left < 0 || left >= this.total) {
      const weeks = left < 0 ? Math.floor(left / this.weekWork) : Math.floor((left - this.total) / this.weekWork) + 1;
      left -= weeks * this.weekWork;
      shift += weeks * 10_080;
    }
    let day = this.blockDay[Math.trunc(left / this.blockWork)]!;
    while (this.before[day + 1]! <= left) day++;
    return shift + day * minutesPerDay + this.patterns[this.patternIds[day]!]!.minuteOf[left - this.before[day]!]!;
  }

  /** The moment at which `work` minutes have been worked: a finish. */
  finishAt(work: number): number {
    return this.startAt(work - 1) + 1;
  }

  /** First working minute at or after `t`: where a start snaps to. */
  next(t: number): number {
    return this.startAt(this.workAt(t));
  }

  /** `t` inside or at the end of working time, else the last end before it: where a finish snaps to. */
  prev(t: number): number {
    return this.finishAt(this.workAt(t));
  }

  /** True where work goes on before or after `t`; a milestone may stand there. */
  touches(t: number): boolean {
    return this.workAt(t + 1) !== this.workAt(t) || this.workAt(t) !== this.workAt(t - 1);
  }

  /** Working minutes from `a` to `b`; negative when `b` is earlier. */
  between(a: number, b: number): number {
    return this.workAt(b) - this.workAt(a);
  }

  /** `minutes` of work after `t` (a finish) or, negative, before it (a start); 0 leaves `t` alone. */
  add(t: number, minutes: number): number {
    if (minutes === 0) return t;
    const work = this.workAt(t) + minutes;
    return minutes > 0 ? this.finishAt(work) : this.startAt(work);
  }

  /** Working spans of a day, in minutes since midnight; for drawing non-working time. */
  shiftsOn(day: number): readonly { readonly from: number; readonly to: number }[] {
    const at = day - this.firstDay;
    const index = at < 0 ? ((at % 7) + 7) % 7 : at < this.days ? at : this.days - 7 + ((at - this.days) % 7);
    return this.patterns[this.patternIds[index]!]!.shifts;
  }
}
