import { compileExpression, evaluate } from "@rondo/core/expression";
import type { Definition, Field } from "@rondo/core/process";
import { emptyDefinition } from "@rondo/core/process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Clause, readCondition, writeCondition } from "./condition.ts";
import { addField, addRole, changeField, keyFor, removeField, removeRole } from "./data.ts";
import { readDue, writeDue } from "./due.ts";
import { begin, record, redo, settle, undo } from "./history.ts";

const eight = { minutesPerDay: 480, minutesPerWeek: 2_400 };
const seven = { minutesPerDay: 420, minutesPerWeek: 1_920 };

test("a day is as long as it is on the calendar", () => {
  expect(["2 days", "1 week", "1 d 1 h"].map((text) => readDue(text, seven))).toEqual([840, 1_920, 480]);
  expect(writeDue(960, seven)).toBe("2 d 2 h");
});

test("a due time is read the way people write it", () => {
  const minutes = Object.fromEntries(
    [
      "2 h",
      "2h",
      "90 min",
      "3 days",
      "1 working day",
      "1 week 2 days",
      "1.5 h",
      "1,5 h",
      "4",
      "1 d, 4 h",
      "3 Tage",
      "2 Tage und 1 Std.",
      "eine Woche",
      "soon",
      "",
      "0 h",
      "3 moons",
    ].map((text) => [text, readDue(text, eight)]),
  );
  expect(minutes).toEqual({
    "2 h": 120,
    "2h": 120,
    "90 min": 90,
    "3 days": 1440,
    "1 working day": 480,
    "1 week 2 days": 3360,
    "1.5 h": 90,
    "1,5 h": 90,
    "4": 240,
    "1 d, 4 h": 720,
    "3 Tage": 1440,
    "2 Tage und 1 Std.": 1020,
    "eine Woche": null,
    soon: null,
    "": null,
    "0 h": null,
    "3 moons": null,
  });
});

test("a due time that is shown is read back the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500_000 }), fc.constantFrom(eight, seven), (minutes, units) => {
      expect(readDue(writeDue(minutes, units), units)).toBe(minutes);
    }),
  );
});

test("a condition of simple parts is shown as choices, and anything more as it was written", () => {
  expect(readCondition('age > 100 and binding = "loose"')).toEqual([
    { field: "age", is: ">", value: 100 },
    { field: "binding", is: "=", value: "loose" },
  ]);
  expect(readCondition('needed < date("2026-04-01")')).toEqual([{ field: "needed", is: "<", value: "2026-04-01" }]);
  expect(readCondition("rare")).toEqual([{ field: "rare", is: "=", value: true }]);
  expect(readCondition("")).toEqual([]);
  for (const more of ["age > 100 or rare", "age + 1 > 100", 'contains(title, "Flora")', "age >"]) expect(readCondition(more)).toBeNull();
});

test("what is chosen is written as a condition that reads back the same and holds for its value", () => {
  const clause = fc.oneof(
    fc.record({
      field: fc.constant("age"),
      is: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
      value: fc.integer({ min: -9999, max: 9999 }),
    }),
    fc.record({
      field: fc.constant("binding"),
      is: fc.constantFrom("=", "!="),
      value: fc.string({ maxLength: 20 }).filter((text) => !/[\n\r]/.test(text)),
    }),
    fc.record({ field: fc.constant("rare"), is: fc.constant("="), value: fc.boolean() }),
  ) as fc.Arbitrary<Clause>;
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 4 }), (clauses) => {
      expect(readCondition(writeCondition(clauses, fields))).toEqual(clauses);
    }),
  );
  const text = writeCondition([{ field: "binding", is: "=", value: 'a "quoted" \\ one' }], fields);
  expect(evaluate(compileExpression(text), new Map([["binding", 'a "quoted" \\ one']]), { now: 0, zone: "UTC" }).value).toBe(true);
});

test("keystrokes in one text are undone together, until the focus moves", () => {
  let history = record(record(begin("a"), "ab", "title"), "abc", "title");
  expect(undo(history).now).toBe("a");
  history = record(settle(history), "abcd", "title");
  expect(undo(history).now).toBe("abc");
  expect(redo(undo(history)).now).toBe("abcd");
  expect(undo(begin("a")).now).toBe("a");
  expect(record(undo(history), "x").after).toEqual([]);
});

test("undoing everything and doing it again comes back to where it was", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 50 }), (texts) => {
      let history = begin("start");
      for (const text of texts) history = record(history, text);
      const end = history.now;
      while (history.before.length > 0) history = undo(history);
      expect(history.now).toBe("start");
      while (history.after.length > 0) history = redo(history);
      expect(history.now).toBe(end);
    }),
  );
});

test("a field's key comes from its label and stays when the label changes", () => {
  expect(keyFor("Höhe in cm", [])).toBe("hohe_in_cm");
  expect(keyFor("Shelf mark", ["shelf_mark"])).toBe("shelf_mark_2");
  expect(keyFor("4th copy?", [])).toBe("th_copy");
  expect(keyFor("書架", [])).toBe("field");
  const { definition, key } = addField(emptyDefinition(), "Shelf mark");
  expect(changeField(definition, key, { label: "Call number" }).fields[0]).toEqual({
    key: "shelf_mark",
    label: "Call number",
    kind: "text",
  });
});

test("a removed field leaves steps, form and deliverable; a removed role leaves its steps to anybody", () => {
  const { definition } = addRole(
    {
      ...emptyDefinition(),
      fields: [{ key: "age", label: "Age", kind: "number" }],
      intake: ["age"],
      deliverable: { title: "Scan", message: "", fields: ["age"] },
    },
    "Conservator",
  );
  const whole: Definition = {
    ...definition,
    steps: [
      {
        id: "a",
        title: "Check",
        instructions: "",
        kind: "task",
        role: "conservator",
        due: null,
        fields: [{ key: "age", mode: "required" }],
        checklist: [],
      },
    ],
  };
  const bare = removeRole(removeField(whole, "age"), "conservator");
  expect(bare).toMatchObject({ fields: [], roles: [], intake: [], deliverable: { fields: [] }, steps: [{ role: null, fields: [] }] });
});

const fields: readonly Field[] = [
  { key: "age", label: "Age", kind: "number" },
  { key: "binding", label: "Binding", kind: "text" },
  { key: "rare", label: "Rare", kind: "yesNo" },
];
