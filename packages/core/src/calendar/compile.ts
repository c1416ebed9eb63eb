import type { CalendarDefinition, CalendarException, Shift } from "./definition.ts";
import { Calendar } from "./calendar.ts";
import { overlap, patternOf, type DayPattern } from "./pattern.ts";
import { daysOfException } from "./repeats.ts";
import { minutesPerDay, parseDay, weekdayOf } from "./wall.ts";

/** Wall-clock minutes that the tables must cover; repeating exceptions are expanded inside them. */
export type Range = { readonly from: number; readonly to: number };

/** Tables never reach outside the years 1800 to 2500; beyond, the plain week goes on. */
const earliest = -62_091;
const latest = 193_949;

/**
 * Compiles working time into tables. Never fails and never loops: a week without any work counts around the clock, and
 * `checkCalendar` says so as a finding. Single exceptions are honoured wherever they lie, repeating ones inside `range`.
 */
export function compileCalendar(definition: CalendarDefinition, range: Range): Calendar {
  const single = definition.exceptions.filter((exception) => !exception.repeats);
  const bounds = single.flatMap((exception) => [parseDay(exception.from), parseDay(exception.to)]).filter((day) => day !== null);
  const first = clamp(bounds.reduce((low, day) => Math.min(low, day), Math.floor(range.from / minutesPerDay))) - 7;
  const last = Math.max(first + 7, clamp(bounds.reduce((high, day) => Math.max(high, day), Math.floor(range.to / minutesPerDay)))) + 7;

  const book = new PatternBook();
  const week = weekOf(definition.week);
  const weekIds = week.map((shifts) => book.idOf(shifts));
  const ids = new Uint16Array(last - first + 1);
  for (let day = first; day <= last; day++) ids[day - first] = weekIds[weekdayOf(day)]!;
  const inner = { from: first + 7, to: last - 7 };
  for (const exception of definition.exceptions.toSorted((a, b) => precedence(a) - precedence(b))) {
    const id = book.idOf(exception.shifts);
    for (const day of daysOfException(exception, inner.from, inner.to)) ids[day - first] = id;
  }
  return new Calendar(first, ids, book.patterns);
}

const classes = ["week", "month", "year", "day"] as const;

/** The rarer a rule the later it is written, single days last of all: where two meet, the later one holds (so Microsoft Project). */
function precedence({ repeats }: CalendarException): number {
  return repeats ? classes.indexOf(repeats.every) : classes.length;
}

/** Working time in both calendars: a task's own calendar and the one of who does it. Where they never meet it counts around the clock. */
export function intersectCalendars(a: Calendar, b: Calendar): Calendar {
  const first = Math.min(a.firstDay, b.firstDay);
  const last = Math.max(a.firstDay + a.days, b.firstDay + b.days);
  const book = new PatternBook();
  const ids = new Uint16Array(last - first);
  for (let day = first; day < last; day++) ids[day - first] = book.idOf(overlap(a.shiftsOn(day), b.shiftsOn(day)));
  const works = ids.some((id, index) => index < 7 && book.patterns[id]!.work > 0);
  return works
    ? new Calendar(first, ids, book.patterns)
    : compileCalendar({ week: [], exceptions: [] }, { from: first * minutesPerDay, to: last * minutesPerDay });
}

/**
 * Somebody's own week on the calendar they share: plain days have their own hours, and a day that differs there has what both have.
 * So nobody is ever asked outside their own hours, and a holiday is everybody's. The first seven days of the tables are a plain week.
 */
export function ownCalendar(shared: Calendar, week: readonly (readonly Shift[])[]): Calendar {
  const book = new PatternBook();
  const own = weekOf(week);
  const ids = new Uint16Array(shared.days);
  for (let index = 0; index < shared.days; index++) {
    const id = shared.patternIds[index]!;
    const hours = own[weekdayOf(shared.firstDay + index)]!;
    ids[index] = book.idOf(id === shared.patternIds[index % 7] ? hours : overlap(shared.patterns[id]!.shifts, hours));
  }
  return new Calendar(shared.firstDay, ids, book.patterns);
}

class PatternBook {
  readonly patterns: DayPattern[] = [];
  private readonly ids = new Map<string, number>();

  idOf(shifts: readonly Shift[]): number {
    const key = shifts.map((shift) => `${shift.from}-${shift.to}`).join();
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    this.ids.set(key, this.patterns.length);
    return this.patterns.push(patternOf(shifts)) - 1;
  }
}

function weekOf(given: readonly (readonly Shift[])[]): readonly (readonly Shift[])[] {
  const week = Array.from({ length: 7 }, (_, weekday) => given[weekday] ?? []);
  return week.some((shifts) => shifts.some((shift) => shift.to > shift.from)) ? week : week.map(() => [{ from: 0, to: minutesPerDay }]);
}

function clamp(day: number): number {
  return Math.max(earliest, Math.min(latest, day));
}
