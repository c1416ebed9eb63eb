import { Temporal } from "temporal-polyfill";
import { hasError } from "../kernel/index.ts";
import { daysIn, firstPeriod, type IsWorkingDay, period, turnsBefore } from "./days.ts";
import { momentOf } from "./moment.ts";
import { type Cadence, type Occurrence, validateCadence } from "./rule.ts";
import { longestShift, shifted } from "./shift.ts";

export type CadenceWorld = { readonly zone: string; readonly isWorkingDay: IsWorkingDay };

/**
 * The next `count` occurrences after a moment (epoch milliseconds), in order; fewer if the cadence ends, none if it
 * never comes due. Two that a holiday shift moves to one day are one.
 */
export function nextOccurrences(cadence: Cadence, after: number, count: number, world: CadenceWorld): Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrencesAfter(cadence, after, world)) {
    if (found.length >= count) break;
    found.push(occurrence);
  }
  return found;
}

/** All occurrences after a moment, as long as somebody asks; those that were moved where they were moved to. */
export function* occurrencesAfter(cadence: Cadence, after: number, world: CadenceWorld): Generator<Occurrence, void, undefined> {
  if (hasError(validateCadence(cadence))) return;
  const moved = movedAfter(cadence, after, world);
  let last = after;
  for (const occurrence of unmovedAfter(cadence, after, world)) {
    while (moved[0] !== undefined && moved[0].at <= occurrence.at) {
      const next = moved.shift() as Occurrence;
      if (next.at > last) yield next;
      last = next.at;
    }
    if (occurrence.at > last) yield occurrence;
    last = occurrence.at;
  }
  for (const next of moved) {
    if (next.at > last) yield next;
    last = next.at;
  }
}

function movedAfter(cadence: Cadence, after: number, world: CadenceWorld): Occurrence[] {
  return (cadence.exceptions ?? [])
    .flatMap(({ day, to }) => {
      if (to === null) return [];
      const at = momentOf(Temporal.PlainDate.from(to.date), to.time, world.zone);
      return at > after && isNamed(cadence, day, world) ? [{ at, day, date: to.date }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
}

function isNamed(cadence: Cadence, day: string, world: CadenceWorld): boolean {
  const before = momentOf(Temporal.PlainDate.from(day), "00:00", world.zone);
  for (const named of namedDays(cadence, before, world)) {
    const found = Temporal.PlainDate.compare(named, day);
    if (found >= 0) return found === 0;
  }
  return false;
}

function* unmovedAfter(cadence: Cadence, after: number, world: CadenceWorld): Generator<Occurrence, void, undefined> {
  const exceptions = new Set(cadence.exceptions?.map(({ day }) => day));
  let last = after;
  for (const day of namedDays(cadence, after, world)) {
    if (exceptions.has(day.toString())) continue;
    const date = shifted(day, cadence.rule.holidays, world.isWorkingDay);
    if (date === null) continue;
    const at = momentOf(date, cadence.rule.time, world.zone);
    if (at <= last) continue;
    last = at;
    yield { at, day: day.toString(), date: date.toString() };
  }
}

/** So many periods in a row without a day end the search: the rule never comes due (a fifth Monday does, each season). */
const emptyPeriods = 1_000;

/** The days the rule names that may matter after a moment, from the start on where they must be counted. */
function* namedDays(cadence: Cadence, after: number, { zone, isWorkingDay }: CadenceWorld): Generator<Temporal.PlainDate, void, undefined> {
  const { rule } = cadence;
  const start = Temporal.PlainDate.from(cadence.start);
  const until = cadence.until ?? "9999-12-31";
  const first = firstPeriod(rule, start);
  const isCounted = cadence.count !== undefined && cadence.count !== null;
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  let left = cadence.count ?? Number.POSITIVE_INFINITY;
  let empty = 0;
  // A shift reaches back and forth, and so does the first look.
  for (let n = isCounted ? 0 : turnsBefore(rule, first, today.subtract({ days: longestShift + 2 })); empty < emptyPeriods; n += 1) {
    const at = period(rule, first, n);
    if (at === null) return;
    empty += 1;
    for (const day of daysIn(rule, at, start, isWorkingDay)) {
      if (Temporal.PlainDate.compare(day, start) < 0) continue;
      if (left <= 0 || day.toString() > until) return;
      left -= 1;
      empty = rule.holidays === "skip" && !isWorkingDay(day.toString()) ? empty : 0;
      yield day;
    }
  }
}
