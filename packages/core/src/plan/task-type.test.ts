import fc from "fast-check";
import { expect, test } from "vitest";
import type { Staff } from "./staff.ts";
import { followed, type Sized, type TaskType, withWork, workOf } from "./task-type.ts";

const staff = (...percents: readonly number[]): Staff => ({
  ownerId: percents.length === 0 ? null : "p0",
  assignments: percents.map((percent, index) => ({ personId: `p${index}`, percent })),
  placeholders: [],
});
const task = (type: TaskType | undefined, workingMinutes: number, ...percents: readonly number[]): Sized => ({
  workingMinutes,
  staff: staff(...percents),
  type,
});
const shares = ({ staff: { assignments } }: Sized) => assignments.map((one) => one.percent);
const types: readonly TaskType[] = [{ fixed: "duration" }, { fixed: "units" }, { fixed: "work", workMinutes: 4_800 }];
const [duration, units, work] = types as [TaskType, TaskType, TaskType];

test.each([
  ["fixed units: another length is other work", units, 2_400, [200], 4_800, [200], 9_600],
  ["fixed duration: another length is other work", duration, 2_400, [200], 4_800, [200], 9_600],
  ["fixed work: another length is other shares", work, 2_400, [100, 100], 4_800, [50, 50], 4_800],
] as const)("%s", (_, type, minutes, percents, longer, then, amount) => {
  const before = task(type, minutes, ...percents);
  const after = followed(before, { ...before, workingMinutes: longer });
  expect([after.workingMinutes, shares(after), workOf(after)]).toEqual([longer, [...then], amount]);
});

test.each([
  ["fixed units: other shares are another length", units, 4_800, 4_800],
  ["fixed duration: other shares are other work", duration, 2_400, 2_400],
  ["fixed work: other shares are another length", work, 4_800, 4_800],
] as const)("%s", (_, type, minutes, amount) => {
  const before = task(type, 2_400, 200);
  const after = followed(before, { ...before, staff: staff(100) });
  expect([after.workingMinutes, workOf(after)]).toEqual([minutes, amount]);
});

test.each([
  ["fixed units: other work is another length", units, 1_200, [200]],
  ["fixed duration: other work is other shares", duration, 2_400, [100]],
  ["fixed work: other work is another length", work, 1_200, [200]],
] as const)("%s", (_, type, minutes, percents) => {
  const after = withWork(task(type, 2_400, 200), 2_400);
  expect([after.workingMinutes, shares(after), workOf(after)]).toEqual([minutes, [...percents], 2_400]);
  if (type.fixed === "work")
    expect(followed(task(type, 2_400, 200), task({ ...type, workMinutes: 2_400 }, 2_400, 200)), "said without its length").toEqual(after);
});

test("more people share the same work where it is effort-driven, and fixed work always is", () => {
  const joined = (type: TaskType) => {
    const before = task(type, 2_400, 100);
    return followed(before, { ...before, staff: staff(100, 100) });
  };
  expect(joined(units).workingMinutes).toBe(2_400);
  expect(joined({ ...units, effortDriven: true }).workingMinutes).toBe(1_200);
  expect(joined({ fixed: "work", workMinutes: 2_400 }).workingMinutes).toBe(1_200);
  expect([joined(duration).workingMinutes, shares(joined(duration))]).toEqual([2_400, [100, 100]]);
  const eased = joined({ ...duration, effortDriven: true });
  expect([eased.workingMinutes, shares(eased), workOf(eased)]).toEqual([2_400, [50, 50], 2_400]);
});

test("whoever is the first on it never makes it shorter, and nobody's leaving makes it endless", () => {
  for (const type of types.map((one) => ({ ...one, effortDriven: true }))) {
    const before = task(type.fixed === "work" ? { ...type, workMinutes: 2_400 } : type, 2_400);
    expect(followed(before, { ...before, staff: staff(100, 100) }).workingMinutes, type.fixed).toBe(2_400);
    const after = task(type, 2_400, 100);
    expect(followed(after, { ...after, staff: staff() }).workingMinutes, type.fixed).toBe(2_400);
  }
});

test("a place counts as whoever takes it: giving it to somebody changes no number", () => {
  const before: Sized = {
    ...task({ ...units, effortDriven: true }, 2_400, 100),
    staff: { ...staff(100), placeholders: [{ role: "Packer", percent: 50, count: 2 }] },
  };
  const after: Sized = {
    ...before,
    staff: { ...staff(100, 50), placeholders: [{ role: "Packer", percent: 50, count: 1 }] },
  };
  expect(workOf(before)).toBe(4_800);
  expect(followed(before, after)).toEqual(after);
});

test("without a type nothing follows, and another type alone alters no number", () => {
  const arbitraryType = fc.constantFrom<TaskType | undefined>(
    undefined,
    duration,
    units,
    { fixed: "work" },
    { fixed: "units", effortDriven: true },
  );
  fc.assert(
    fc.property(
      arbitraryType,
      arbitraryType,
      fc.integer({ min: 1, max: 100_000 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 5 }),
      (from, to, minutes, percents) => {
        const before = followed(task(undefined, 1), task(from, minutes, ...percents));
        const after = followed(before, { ...before, type: to });
        expect([after.workingMinutes, after.staff]).toEqual([before.workingMinutes, before.staff]);
        if (from === undefined || to?.fixed !== "work" || from.fixed === "work") return;
        expect(workOf(after)).toBe(workOf(before));
      },
    ),
  );
});

test("fixed work stays what it is said to be, whatever else is changed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 50_000 }),
      fc.array(
        fc.oneof(
          fc.record({ minutes: fc.integer({ min: 60, max: 50_000 }) }),
          fc.record({ percents: fc.array(fc.integer({ min: 10, max: 300 }), { minLength: 1, maxLength: 5 }) }),
        ),
        { maxLength: 6 },
      ),
      (amount, changes) => {
        let at = task({ fixed: "work", workMinutes: amount }, amount, 100);
        for (const change of changes) {
          at = followed(at, "minutes" in change ? { ...at, workingMinutes: change.minutes } : { ...at, staff: staff(...change.percents) });
          expect(workOf(at)).toBe(amount);
          if ("percents" in change) {
            const sum = shares(at).reduce((all, one) => all + one, 0);
            expect(Math.abs((at.workingMinutes * sum) / 100 - amount)).toBeLessThanOrEqual(sum / 200 + 1);
          }
        }
      },
    ),
  );
});
