import { ledgerOf } from "@rondo/core/capacity";
import { parseDay } from "@rondo/core/calendar";
import { expect, test } from "vitest";
import { applyEdit } from "./edit.ts";
import { largePlan, libraryPlan } from "./library.ts";
import { cellOf, mondayOf, nextOverload, type Others, ownLoad } from "./load.ts";
import { calendarOf, isClosed, minuteOf, placeOf, type Plan } from "./model.ts";

const always = () => ({ hours: null, leave: [] });
const monday = (day: string) => mondayOf(parseDay(day)!);
const full: Others = {
  state: "read",
  weekOf: () => ({ availableMinutes: 2_000, recurringMinutes: 300, projectMinutes: 100, items: [] }),
  timeOf: always,
};
const loadOf = (plan: Plan) => ownLoad(plan, calendarOf(plan), null, always);
const idOf = (plan: Plan, name: string) => plan.tasks.find((task) => task.owner?.name === name)!.owner!.id;

test("a task's work stands in the weeks that it spans, in proportion to their working days, and is named there", () => {
  const plan = libraryPlan();
  const load = loadOf(plan);
  const mei = idOf(plan, "Mei Tanaka");
  // Ten days from Thursday, 6 August to Thursday, 20 August, without the Monday on which the library is closed.
  expect(["2026-08-03", "2026-08-10", "2026-08-17"].map((day) => load.minutes(mei, monday(day)))).toEqual([960, 2_400, 1_440]);
  expect(load.tasks(mei, monday("2026-08-10"))).toEqual([
    { id: expect.any(String), title: "Measure the new room for two weeks", minutes: 2_400 },
  ]);
});

test("what is done asks for nothing any more, and while a bar is dragged its work is where it would be", () => {
  const plan = libraryPlan();
  const ines = idOf(plan, "Ines Okafor");
  expect(loadOf(plan).tasks(ines, monday("2026-08-03"))).toEqual([]);
  const insure = plan.tasks.find((task) => task.title === "Insure the transport")!;
  const there = { start: minuteOf("2026-09-07T08:00"), finish: minuteOf("2026-09-08T17:00") };
  const moved = { at: (id: string) => (id === insure.id ? there : undefined) };
  expect(ownLoad(plan, calendarOf(plan), moved, always).minutes(ines, monday("2026-09-07"))).toBe(960);
});

test("work goes around days of leave", () => {
  const plan = libraryPlan();
  const mei = idOf(plan, "Mei Tanaka");
  const away = ownLoad(plan, calendarOf(plan), null, () => ({ hours: null, leave: [{ from: "2026-08-10", to: "2026-08-14" }] }));
  expect(away.minutes(mei, monday("2026-08-10"))).toBe(0);
  expect(away.minutes(mei, monday("2026-08-03")) + away.minutes(mei, monday("2026-08-17"))).toBe(4_800);
});

test("work goes around the days that are none of somebody's own", () => {
  const plan = libraryPlan();
  const mei = idOf(plan, "Mei Tanaka");
  const hours = [0, 1, 2, 3, 4, 5, 6].map((day) => (day === 0 ? [{ from: 480, to: 720 }] : day < 4 ? [{ from: 480, to: 1_020 }] : []));
  const part = ownLoad(plan, calendarOf(plan), null, () => ({ hours, leave: [] }));
  // Thursday of the first week; Monday's four hours to Thursday of the second; Tuesday to Thursday of the third, whose Monday is a holiday.
  const there = [540, 240 + 3 * 540, 3 * 540];
  const [a, b, c] = ["2026-08-03", "2026-08-10", "2026-08-17"].map((day) => part.minutes(mei, monday(day)));
  expect(a! + b! + c!).toBe(4_800);
  expect(b! / a!).toBeCloseTo(there[1]! / there[0]!, 1);
  expect(b! / c!).toBeCloseTo(there[1]! / there[2]!, 1);
});

test("too much is what processes, other projects and this plan ask beyond what there is", () => {
  const plan = libraryPlan();
  expect(cellOf(loadOf(plan), full, idOf(plan, "Mei Tanaka"), monday("2026-08-10"))).toEqual({
    own: 2_400,
    recurring: 300,
    other: 100,
    asked: 2_800,
    available: 2_000,
    over: 800,
  });
  expect(cellOf(loadOf(plan), { ...full, weekOf: () => undefined }, idOf(plan, "Mei Tanaka"), monday("2026-08-10"))).toMatchObject({
    available: null,
    over: 0,
  });
});

test("from one week with too much to the next, and round", () => {
  const plan = libraryPlan();
  const load = loadOf(plan);
  const mondays = Array.from({ length: 10 }, (_, index) => monday("2026-08-03") + 7 * index);
  const seen: string[] = [];
  let at = nextOverload(load, full, mondays, null);
  const first = at;
  do {
    seen.push(`${load.people[at!.person]!.name} ${mondays.indexOf(at!.monday)}`);
    at = nextOverload(load, full, mondays, at);
  } while (at!.person !== first!.person || at!.monday !== first!.monday);
  expect(seen.toSorted()).toEqual(
    load.people
      .flatMap((person) =>
        mondays.flatMap((day, index) => (cellOf(load, full, person.id, day).over > 0 ? [`${person.name} ${index}`] : [])),
      )
      .toSorted(),
  );
  expect(nextOverload(load, { ...full, weekOf: () => undefined }, mondays, null)).toBeNull();
});

test("the same as the server's ledger, of a plan with hundreds of tasks and after an edit", () => {
  const before = largePlan(240);
  const plan = applyEdit(before, { kind: "set", id: before.tasks[5]!.id, set: { workingMinutes: 14_400 } });
  const calendar = calendarOf(plan);
  const load = loadOf(plan);
  const entries = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  const planned = plan.tasks.flatMap((task) => {
    const entry = entries.get(task.id)!;
    return task.owner && !entry.summary && !isClosed(task)
      ? [
          {
            person: task.owner.id,
            name: task.title,
            from: minuteOf(entry.start),
            to: minuteOf(entry.finish),
            minutes: placeOf(task).milestone ? 0 : placeOf(task).workingMinutes,
          },
        ]
      : [];
  });
  const ledger = ledgerOf({
    from: "2026-08-03",
    weeks: 40,
    people: load.people.map(({ id }) => ({ id, calendar, leave: [], reserved: 0 })),
    planned,
    recurring: [],
  });
  for (const { person, weeks } of ledger)
    for (const week of weeks)
      expect(Math.abs(load.minutes(person, parseDay(week.week)!) - week.project)).toBeLessThanOrEqual(week.items.length);
});
