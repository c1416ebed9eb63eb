import { dayOf } from "@rondo/core/calendar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit } from "./edit.ts";
import { libraryPlan } from "./library.ts";
import { calendarOf, minuteOf, type Plan, placeOf } from "./model.ts";
import { mondayOf, ownLoad } from "./load.ts";
import { percentOf, placeSet, placesOf, rolesAsked, shareSet, sharesOf } from "./shares.ts";

const cast = ["Ines", "Tomas", "Mei", "Jonas"].map((name, index) => ({ id: `0199c3a0-0000-7000-8000-00000000000${index}`, name }));
const [ines, tomas, mei] = cast as [(typeof cast)[number], (typeof cast)[number], (typeof cast)[number]];
const nameOf = (id: string) => cast.find((one) => one.id === id)?.name ?? "";
const plan = libraryPlan();
const first = plan.tasks.find((task) => task.title === "Insure the transport")!;
const set = (of: Plan, person: (typeof cast)[number], percent: number | null) =>
  applyEdit(of, {
    kind: "set",
    id: first.id,
    set: shareSet(
      of.tasks.find((task) => task.id === first.id)!,
      person,
      percent,
      nameOf,
    ),
  });
const taskOf = (of: Plan) => of.tasks.find((task) => task.id === first.id)!;
const alone = { ...plan, tasks: plan.tasks.map((task) => (task.id === first.id ? { ...task, owner: null } : task)) };

test("the first who gets a task owns it, and gives all of the day without its being said", () => {
  const given = set(alone, tomas, 100);
  expect(taskOf(given).owner).toEqual(tomas);
  expect(placeOf(taskOf(given)).planning.assignments).toBeUndefined();
  expect(sharesOf(taskOf(given))).toEqual([{ personId: tomas.id, percent: 100 }]);
});

test("others come beside the owner, each with a part of the day; when the owner leaves, the next one owns it", () => {
  const two = set(set(alone, tomas, 50), mei, 25);
  expect(taskOf(two).owner).toEqual(tomas);
  expect([percentOf(taskOf(two), tomas.id), percentOf(taskOf(two), mei.id), percentOf(taskOf(two), ines.id)]).toEqual([50, 25, null]);
  expect(taskOf(set(two, tomas, null)).owner).toEqual(mei);
  const none = set(set(two, tomas, null), mei, null);
  expect(taskOf(none).owner).toBeNull();
  expect(placeOf(taskOf(none)).planning).toEqual(placeOf(first).planning);
});

test("whatever is given and taken, each has what was said of them last, somebody owns what anybody has, and no date moves", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...cast), fc.option(fc.integer({ min: 1, max: 200 }))), { maxLength: 12 }), (changes) => {
      const end = changes.reduce((of, [person, percent]) => set(of, person, percent), alone as Plan);
      const wanted = new Map(changes.map(([person, percent]) => [person.id, percent]));
      for (const { id } of cast) expect(percentOf(taskOf(end), id)).toBe(wanted.get(id) ?? null);
      expect(taskOf(end).owner !== null).toBe([...wanted.values()].some((percent) => percent !== null));
      expect(end.entries.map(({ start, finish }) => [start, finish])).toEqual(alone.entries.map(({ start, finish }) => [start, finish]));
    }),
    { numRuns: 40 },
  );
});

test("what is asked of a role is load of its own beside everybody's, and one change gives all its places to somebody", () => {
  const role = "Archivist";
  const other = plan.tasks.find((task) => task.title.startsWith("Pack folios"))!;
  const asking = [first, other].reduce(
    (of, { id }, index) =>
      applyEdit(of, {
        kind: "set",
        id,
        set: placeSet(
          of.tasks.find((task) => task.id === id)!,
          role,
          { role, percent: 50, count: index + 1 },
        ),
      }),
    alone as Plan,
  );
  expect(rolesAsked(asking)).toEqual([{ role, ids: expect.arrayContaining([first.id, other.id]) }]);
  const load = ownLoad(asking, calendarOf(asking), null, () => ({ hours: null, leave: [] }), cast);
  expect(load.people.at(-1)).toEqual({ id: "role:archivist", name: role, role: true });
  const weeks = Array.from({ length: 60 }, (_, index) => mondayOf(dayOf(minuteOf(asking.start))) + 7 * index);
  const asked = weeks.reduce((sum, monday) => sum + load.minutes("role:archivist", monday), 0);
  expect(Math.abs(asked - (placeOf(first).workingMinutes / 2 + placeOf(other).workingMinutes))).toBeLessThan(weeks.length);
  const given = applyEdit(asking, { kind: "fill", role: "archivist", from: null, to: mei, ids: asking.tasks.map((task) => task.id) });
  expect(taskOf(given).owner).toEqual(mei);
  expect(placesOf(taskOf(given))).toEqual([]);
  expect(placesOf(given.tasks.find((task) => task.id === other.id)!)).toEqual([{ role, percent: 50, count: 1 }]);
  expect(applyEdit(given, { kind: "fill", role, from: mei, to: null, ids: [first.id, other.id] }).tasks).toEqual(asking.tasks);
});

test("the load of each is their part of the work", () => {
  const two = set(set(alone, tomas, 50), mei, 25);
  const load = ownLoad(two, calendarOf(two), null, () => ({ hours: null, leave: [] }), cast);
  const hours = (id: string) =>
    Array.from({ length: 10 }, (_, week) => load.tasks(id, 20_668 + 7 * week))
      .flat()
      .filter((task) => task.id === first.id)
      .reduce((sum, task) => sum + task.minutes, 0);
  expect([hours(tomas.id), hours(mei.id)]).toEqual([480, 240]);
  expect(load.people.find((person) => person.id === mei.id)?.name).toBe("Mei");
});
