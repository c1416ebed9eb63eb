import { expect, test } from "vitest";
import { type Cadence, type CadenceRule, describeRule, dueOccurrences, nextOccurrences, validateCadence } from "./index.ts";

const berlin = {
  zone: "Europe/Berlin",
  isWorkingDay: (date: string) => new Date(`${date}T12:00:00Z`).getUTCDay() % 6 !== 0 && date !== "2026-05-01",
};
const rule = (given: Partial<CadenceRule>): CadenceRule => ({
  every: 1,
  unit: "day",
  time: "09:00",
  holidays: "keep",
  ...given,
});
const at = (text: string): number => Date.parse(text);

function next(cadence: Cadence, after: string, count: number): string[] {
  return nextOccurrences(cadence, at(after), count, berlin).map((occurrence) => new Date(occurrence.at).toISOString().slice(0, 16));
}

test("half past two in the spring gap is the first moment after it, and in autumn its first coming", () => {
  const cadence = { rule: rule({ time: "02:30" }), start: "2026-01-01" };
  expect(next(cadence, "2026-03-28T12:00:00Z", 2)).toEqual(["2026-03-29T01:00", "2026-03-30T00:30"]);
  expect(next(cadence, "2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30", "2026-10-26T01:30"]);
});

test("the 31st of a shorter month is its last day", () => {
  expect(next({ rule: rule({ unit: "month", dayOfMonth: 31 }), start: "2026-01-01" }, "2026-01-01T00:00:00Z", 4)).toEqual([
    "2026-01-31T08:00",
    "2026-02-28T08:00",
    "2026-03-31T07:00",
    "2026-04-30T07:00",
  ]);
});

test("a leap day comes on the 28th in other years", () => {
  expect(next({ rule: rule({ unit: "year" }), start: "2024-02-29" }, "2025-01-01T00:00:00Z", 4)).toEqual([
    "2025-02-28T08:00",
    "2026-02-28T08:00",
    "2027-02-28T08:00",
    "2028-02-29T08:00",
  ]);
});

test("the last working day and the last Friday of a month", () => {
  expect(next({ rule: rule({ unit: "month", workingDay: -1 }), start: "2026-01-01" }, "2026-01-15T00:00:00Z", 2)).toEqual([
    "2026-01-30T08:00",
    "2026-02-27T08:00",
  ]);
  expect(
    next({ rule: rule({ unit: "month", nth: { position: -1, weekday: 5 } }), start: "2026-01-01" }, "2026-01-15T00:00:00Z", 2),
  ).toEqual(["2026-01-30T08:00", "2026-02-27T08:00"]);
});

test("an occurrence on a holiday moves before, after, stays or is left out", () => {
  const on = (holidays: CadenceRule["holidays"]) =>
    next({ rule: rule({ unit: "month", dayOfMonth: 1, holidays }), start: "2026-05-01" }, "2026-04-01T00:00:00Z", 1);
  expect(on("before")).toEqual(["2026-04-30T07:00"]);
  expect(on("after")).toEqual(["2026-05-04T07:00"]);
  expect(on("keep")).toEqual(["2026-05-01T07:00"]);
  expect(on("skip")).toEqual(["2026-06-01T07:00"]);
});

test("an occurrence knows the day its rule names and the date it moved to", () => {
  expect(
    nextOccurrences({ rule: rule({ unit: "month", dayOfMonth: 1, holidays: "after" }), start: "2026-05-01" }, 0, 1, berlin),
  ).toMatchObject([{ day: "2026-05-01", date: "2026-05-04" }]);
});

test("an occurrence that was moved comes at its new moment, among the others in their order", () => {
  const weekly = { rule: rule({ unit: "week", weekdays: [1] }), start: "2026-03-02" };
  const moved = (to: { date: string; time: string }) =>
    next({ ...weekly, exceptions: [{ day: "2026-03-09", to }] }, "2026-03-02T12:00:00Z", 3);
  expect(moved({ date: "2026-03-11", time: "15:30" })).toEqual(["2026-03-11T14:30", "2026-03-16T08:00", "2026-03-23T08:00"]);
  expect(moved({ date: "2026-03-20", time: "09:00" })).toEqual(["2026-03-16T08:00", "2026-03-20T08:00", "2026-03-23T08:00"]);
  expect(moved({ date: "2026-03-16", time: "09:00" })).toEqual(["2026-03-16T08:00", "2026-03-23T08:00", "2026-03-30T07:00"]);
  // Long after, it still comes once; where the rule no longer names its day, not at all.
  expect(
    next(
      { ...weekly, until: "2026-03-16", exceptions: [{ day: "2026-03-09", to: { date: "2027-01-04", time: "09:00" } }] },
      "2026-12-01T12:00:00Z",
      3,
    ),
  ).toEqual(["2027-01-04T08:00"]);
  expect(
    next(
      { ...weekly, until: "2026-03-16", exceptions: [{ day: "2026-03-10", to: { date: "2027-01-04", time: "09:00" } }] },
      "2026-12-01T12:00:00Z",
      3,
    ),
  ).toEqual([]);
});

test("exceptions are left out but count", () => {
  const cadence = { rule: rule({}), start: "2026-03-02", count: 3, exceptions: [{ day: "2026-03-03", to: null }] };
  expect(next(cadence, "2026-01-01T00:00:00Z", 9)).toEqual(["2026-03-02T08:00", "2026-03-04T08:00"]);
});

test("a rule that never comes due has no occurrences, and the search ends", () => {
  expect(next({ rule: rule({ unit: "month", workingDay: 31 }), start: "2026-01-01" }, "2026-01-01T00:00:00Z", 1)).toEqual([]);
  expect(
    nextOccurrences({ rule: rule({ holidays: "skip" }), start: "2026-01-01" }, 0, 1, {
      zone: "UTC",
      isWorkingDay: () => false,
    }),
  ).toEqual([]);
  expect(
    nextOccurrences({ rule: rule({ holidays: "after" }), start: "9999-12-31" }, 0, 1, {
      zone: "UTC",
      isWorkingDay: () => false,
    }),
  ).toEqual([]);
});

test("a rule that makes no sense has findings and no occurrences", () => {
  const cadence = { rule: rule({ every: 0, time: "25:00", dayOfMonth: 32 }), start: "2026-01-01" };
  expect(validateCadence(cadence).map(({ subject }) => subject)).toEqual(["every", "time", "dayOfMonth"]);
  expect(next(cadence, "2026-01-01T00:00:00Z", 1)).toEqual([]);
});

test("after a week of downtime, each catch-up policy starts what it should and the rest is missed", () => {
  const cadence = { rule: rule({}), start: "2026-03-01" };
  const span = { since: at("2026-03-10T09:00:00Z"), now: at("2026-03-15T08:05:00Z") };
  const days = (catchUp: "all" | "latest" | "none") => {
    const { start, missed } = dueOccurrences(cadence, span, { catchUp }, berlin);
    return [start.map(({ day }) => day.slice(8)), missed.map(({ day }) => day.slice(8))];
  };
  expect(days("all")).toEqual([["11", "12", "13", "14", "15"], []]);
  expect(days("latest")).toEqual([["15"], ["11", "12", "13", "14"]]);
  expect(days("none")).toEqual([["15"], ["11", "12", "13", "14"]]);
  expect(dueOccurrences(cadence, { ...span, now: at("2026-03-15T12:00:00Z") }, { catchUp: "none" }, berlin).start).toEqual([]);
});

test("more than the limit is given out in parts, and the latest only with the last part", () => {
  const cadence = { rule: rule({}), start: "2026-03-01" };
  const first = dueOccurrences(cadence, { since: 0, now: at("2026-03-05T12:00:00Z") }, { catchUp: "latest", limit: 3 }, berlin);
  expect([first.start.length, first.missed.length, first.more]).toEqual([0, 3, true]);
  const second = dueOccurrences(
    cadence,
    { since: first.missed.at(-1)?.at ?? 0, now: at("2026-03-05T12:00:00Z") },
    { catchUp: "latest", limit: 3 },
    berlin,
  );
  expect([second.start.map(({ day }) => day), second.missed.length, second.more]).toEqual([["2026-03-05"], 1, false]);
});

test("a rule is described in parts, with what the start fills in", () => {
  expect(describeRule(rule({ unit: "week" }), "2026-03-04").on).toEqual({ kind: "weekdays", weekdays: [3] });
  expect(describeRule(rule({ unit: "quarter", workingDay: -1 }), "2026-03-04")).toMatchObject({
    on: { kind: "workingDay", position: -1 },
    month: 3,
  });
  expect(describeRule(rule({ unit: "year" }), "2026-03-04")).toMatchObject({
    on: { kind: "dayOfMonth", day: 4 },
    month: 3,
  });
});
