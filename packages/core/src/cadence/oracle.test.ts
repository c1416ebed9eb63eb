import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { type Cadence, type CadenceRule, nextOccurrences } from "./index.ts";

// The slow, obvious way: look at every day from the start on and ask whether the rule names it.

const weekend = (date: string): boolean => Temporal.PlainDate.from(date).dayOfWeek >= 6;
const daysOff = new Set(["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-10-03", "2026-12-25", "2027-01-01"]);
const isWorkingDay = (date: string): boolean => !weekend(date) && !daysOff.has(date);

function names(rule: CadenceRule, start: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const months = (day.year - start.year) * 12 + day.month - start.month;
  switch (rule.unit) {
    case "day":
      return start.until(day, { largestUnit: "day" }).days % rule.every === 0;
    case "week": {
      const monday = (d: Temporal.PlainDate) => d.subtract({ days: d.dayOfWeek - 1 });
      const weeks = monday(start).until(monday(day), { largestUnit: "day" }).days / 7;
      return weeks % rule.every === 0 && (rule.weekdays?.length ? rule.weekdays : [start.dayOfWeek]).includes(day.dayOfWeek);
    }
    case "month":
      return months % rule.every === 0 && isDayOfMonth(rule, start, day);
    case "quarter": {
      let first = start;
      while (rule.month !== undefined && ((first.month - 1) % 3) + 1 !== rule.month) first = first.with({ day: 1 }).add({ months: 1 });
      const since = (day.year - first.year) * 12 + day.month - first.month;
      return since >= 0 && since % (3 * rule.every) === 0 && isDayOfMonth(rule, start, day);
    }
    case "year":
      return (day.year - start.year) % rule.every === 0 && day.month === (rule.month ?? start.month) && isDayOfMonth(rule, start, day);
  }
}

function isDayOfMonth(rule: CadenceRule, start: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const month = Array.from({ length: day.daysInMonth }, (_, index) => day.with({ day: index + 1 }));
  if (rule.workingDay !== undefined)
    return (
      month
        .filter((d) => isWorkingDay(d.toString()))
        .at(rule.workingDay > 0 ? rule.workingDay - 1 : rule.workingDay)
        ?.equals(day) ?? false
    );
  const { nth } = rule;
  if (nth !== undefined)
    return (
      month
        .filter((d) => d.dayOfWeek === nth.weekday)
        .at(nth.position > 0 ? nth.position - 1 : nth.position)
        ?.equals(day) ?? false
    );
  const wanted = rule.dayOfMonth ?? start.day;
  return day.day === wanted || (day.day === day.daysInMonth && wanted > day.day);
}

function slowly(cadence: Cadence, after: number, count: number, zone: string): string[] {
  const start = Temporal.PlainDate.from(cadence.start);
  const found: number[] = [];
  const moved: number[] = [];
  const isMoving = cadence.exceptions?.some(({ to }) => to !== null);
  let left = cadence.count ?? Number.POSITIVE_INFINITY;
  for (let day = start, n = 0; n < 1_100 && (found.length < count || isMoving); n += 1, day = day.add({ days: 1 })) {
    if (!names(cadence.rule, start, day)) continue;
    if (left <= 0 || day.toString() > (cadence.until ?? "9999")) break;
    left -= 1;
    const exception = cadence.exceptions?.find((one) => one.day === day.toString());
    if (exception?.to != null) moved.push(firstMinute(Temporal.PlainDate.from(exception.to.date), exception.to.time, zone));
    if (exception !== undefined) continue;
    let date = day;
    if (!isWorkingDay(day.toString()) && cadence.rule.holidays === "skip") continue;
    if (cadence.rule.holidays === "before") while (!isWorkingDay(date.toString())) date = date.subtract({ days: 1 });
    if (cadence.rule.holidays === "after") while (!isWorkingDay(date.toString())) date = date.add({ days: 1 });
    const at = firstMinute(date, cadence.rule.time, zone);
    if (at > after && at > (found.at(-1) ?? -Infinity)) found.push(at);
  }
  return [...new Set([...found, ...moved.filter((at) => at > after)])]
    .toSorted((a, b) => a - b)
    .slice(0, count)
    .map((at) => new Date(at).toISOString());
}

// Minute by minute through the day: the first whose wall clock shows the time, else the first that shows more.
function firstMinute(date: Temporal.PlainDate, time: string, zone: string): number {
  const wanted = Temporal.PlainDateTime.from(`${date.toString()}T${time}`);
  const from = wanted.toZonedDateTime("UTC").epochMilliseconds - 15 * 3_600_000;
  for (let at = from; ; at += 15 * 60_000) {
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
    if (Temporal.PlainDateTime.compare(wall, wanted) >= 0) return at;
  }
}

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const rule: fc.Arbitrary<CadenceRule> = fc.record({
  every: fc.integer({ min: 1, max: 4 }),
  unit: fc.constantFrom("day", "week", "month", "quarter", "year"),
  weekdays: optional(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 })),
  dayOfMonth: optional(fc.integer({ min: 1, max: 31 })),
  nth: optional(fc.record({ position: fc.constantFrom(-2, -1, 1, 2, 3, 4, 5), weekday: fc.integer({ min: 1, max: 7 }) })),
  workingDay: optional(fc.constantFrom(-20, -2, -1, 1, 2, 5, 22)),
  month: optional(fc.integer({ min: 1, max: 3 })),
  time: fc.constantFrom("00:00", "02:30", "03:00", "09:15", "23:45"),
  holidays: fc.constantFrom("keep", "before", "after", "skip"),
});
const day = fc.integer({ min: 0, max: 500 }).map((n) => Temporal.PlainDate.from("2025-12-20").add({ days: n }).toString());
const cadence: fc.Arbitrary<Cadence> = fc.record({
  rule,
  start: day,
  until: fc.option(day),
  count: fc.option(fc.integer({ min: 1, max: 12 })),
  exceptions: fc.uniqueArray(
    fc.record({ day, to: fc.option(fc.record({ date: day, time: fc.constantFrom("08:00", "02:30", "17:45") })) }),
    { maxLength: 3, selector: (one) => one.day },
  ),
});

test("the next occurrences are those a day-by-day search finds", () => {
  const runs = process.env["RONDO_PROVE"] === "1" ? 2_500 : 120;
  fc.assert(
    fc.property(
      cadence,
      fc.integer({ min: -50, max: 500 }),
      fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"),
      (given, offset, zone) => {
        fc.pre(given.until === null || given.until === undefined || given.until >= given.start);
        const after = Date.parse("2026-01-01T00:00:00Z") + offset * 86_400_000;
        const expected = slowly(given, after, 4, zone);
        const found = nextOccurrences(given, after, 4, { zone, isWorkingDay }).map(({ at }) => new Date(at).toISOString());
        // The slow search looks three years ahead; beyond that only its findings are compared.
        expect(found.slice(0, expected.length)).toEqual(expected);
        const horizon = Temporal.PlainDate.from(given.start).add({ days: 1_090 }).toString();
        expect(found.slice(expected.length).every((at) => at > horizon)).toBe(true);
      },
    ),
    { numRuns: runs },
  );
}, 600_000);
