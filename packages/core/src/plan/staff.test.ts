import fc from "fast-check";
import { expect, test } from "vitest";
import { asksFor, filled, saidOfStaff, staffOf, vacated, type Staff, withoutGone } from "./staff.ts";

const asked: Staff = { ownerId: null, assignments: [], placeholders: [{ role: "Archivist", percent: 50, count: 2 }] };

test("the first who takes a place owns the task, each place goes once, and nobody takes two", () => {
  const one = filled(asked, "archivist ", "mei")!;
  expect(one).toEqual({
    ownerId: "mei",
    assignments: [{ personId: "mei", percent: 50, role: "Archivist" }],
    placeholders: [{ role: "Archivist", percent: 50, count: 1 }],
  });
  expect(filled(one, "archivist", "mei")).toBeNull();
  const both = filled(one, "archivist", "tomas")!;
  expect(both).toMatchObject({ ownerId: "mei", placeholders: [] });
  expect(filled(both, "archivist", "ines")).toBeNull();
  expect(filled(asked, "printer", "ines")).toBeNull();
});

test("an owner gives all of their day without a word, unless they stand there as something", () => {
  const alone = staffOf("mei", {});
  expect(alone.assignments).toEqual([{ personId: "mei", percent: 100 }]);
  expect(saidOfStaff({ fixedCost: 1 } as object, alone)).toEqual({ fixedCost: 1 });
  const whole = { ...asked, placeholders: [{ role: "Archivist", percent: 100, count: 1 }] };
  expect(saidOfStaff({}, filled(whole, "archivist", "mei")!)).toEqual({
    assignments: [{ personId: "mei", percent: 100, role: "Archivist" }],
  });
});

const people = ["mei", "tomas", "ines"];
const staffs = fc
  .record({
    owner: fc.option(fc.constantFrom(...people)),
    on: fc.uniqueArray(fc.record({ personId: fc.constantFrom(...people), percent: fc.integer({ min: 1, max: 200 }) }), {
      selector: (one) => one.personId,
    }),
    placeholders: fc.uniqueArray(
      fc.record({ role: fc.constantFrom("a", "b"), percent: fc.integer({ min: 1, max: 200 }), count: fc.integer({ min: 1, max: 3 }) }),
      { selector: (one) => one.role },
    ),
  })
  .map(({ owner, on, placeholders }) => staffOf(owner, { assignments: on, placeholders }));

test("a place that is taken and given back is what it was, and what is said comes back as it was meant", () => {
  fc.assert(
    fc.property(staffs, fc.constantFrom("a", "b"), fc.constantFrom(...people), (staff, role, person) => {
      expect(staffOf(staff.ownerId, saidOfStaff({}, staff))).toEqual(staff);
      const taken = filled(staff, role, person);
      if (taken === null) return;
      const back = vacated(taken, role, person)!;
      expect({ ...back, placeholders: back.placeholders.toSorted((a, b) => (a.role < b.role ? -1 : 1)) }).toEqual({
        ...staff,
        placeholders: staff.placeholders.toSorted((a, b) => (a.role < b.role ? -1 : 1)),
      });
      expect(asksFor(back, role)).toEqual(asksFor(staff, role));
    }),
  );
});

test("who is gone leaves a place open: of the role they took, or else of the one that is named", () => {
  const staff = staffOf("mei", {
    assignments: [
      { personId: "tomas", percent: 50, role: "Archivist" },
      { personId: "ines", percent: 40 },
    ],
  });
  expect(withoutGone(staff, new Set(["mei", "tomas"]), "Desk")).toEqual({
    ownerId: "ines",
    assignments: [{ personId: "ines", percent: 40 }],
    placeholders: [
      { role: "Desk", percent: 100, count: 1 },
      { role: "Archivist", percent: 50, count: 1 },
    ],
  });
  expect(withoutGone(staff, new Set(["ines"]), null).placeholders).toEqual([]);
  expect(withoutGone(staff, new Set(), "Desk")).toEqual(staff);
});
