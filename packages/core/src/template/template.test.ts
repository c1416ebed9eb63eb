import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCalendar, formatWall, parseWall, standardCalendar } from "../calendar/index.ts";
import { type PlanTemplate, type TemplateTask, place } from "./index.ts";

const at = (text: string): number => parseWall(text) as number;
const calendar = compileCalendar(standardCalendar, { from: at("2024-01-01T00:00"), to: at("2030-01-01T00:00") });
const task = (title: string, days: number, more: Partial<TemplateTask> = {}): TemplateTask => ({
  parent: null,
  title,
  minutes: days * 480,
  milestone: days === 0,
  notBefore: null,
  deadline: null,
  planning: {},
  ...more,
});
const after = (from: number, to: number) => ({ from, to, type: "FS" as const, lagMinutes: 0, lagKind: "working" as const });

/** 2 March 2026 is a Monday: two days, three days, done on the Friday. */
const move: PlanTemplate = {
  start: "2026-03-02T08:00",
  finish: "2026-03-06T17:00",
  tasks: [task("Pack", 2, { deadline: "2026-03-04T17:00" }), task("Carry", 3, { notBefore: "2026-03-04T08:00" }), task("Moved", 0)],
  links: [after(0, 1), after(1, 2)],
};

test("from a start, every date keeps its distance from it", () => {
  const placed = place(move, { start: "2026-06-01T08:00" }, calendar, standardCalendar);
  expect(placed).toMatchObject({ start: "2026-06-01T08:00", finish: "2026-06-05T17:00" });
  expect(placed.tasks.map((one) => [one.notBefore, one.deadline])).toEqual([
    [null, "2026-06-03T17:00"],
    ["2026-06-03T08:00", null],
    [null, null],
  ]);
});

test("from an end, it begins as late as it can and still ends by then; a weekend in between counts", () => {
  expect(
    place(
      { ...move, tasks: move.tasks.map((one) => ({ ...one, notBefore: null })) },
      { finish: "2026-06-09T17:00" },
      calendar,
      standardCalendar,
    ),
  ).toMatchObject({ start: "2026-06-03T08:00", finish: "2026-06-09T17:00" });
  expect(place(move, { finish: "2026-06-07T12:00" }, calendar, standardCalendar)).toMatchObject({
    start: "2026-06-01T08:00",
    finish: "2026-06-05T17:00",
  });
});

test("a start on a day without work becomes the next one with", () => {
  expect(place(move, { start: "2026-06-06T08:00" }, calendar, standardCalendar).start).toBe("2026-06-08T08:00");
});

test("random plans begun where their end says do end by then, and would not if begun a day later", () => {
  const plans = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }).chain((days) =>
    fc.record({
      days: fc.constant(days),
      links: fc.array(fc.tuple(fc.nat(days.length - 1), fc.nat(days.length - 1)), { maxLength: 10 }),
    }),
  );
  fc.assert(
    fc.property(plans, fc.integer({ min: 0, max: 700 }), ({ days, links }, offset) => {
      const seen = new Set<string>();
      const template: PlanTemplate = {
        start: "2026-03-02T08:00",
        finish: "2026-03-20T17:00",
        tasks: days.map((length, index) => task(String(index), length)),
        links: links.filter(([a, b]) => a < b && !seen.has(`${a} ${b}`) && seen.add(`${a} ${b}`)).map(([a, b]) => after(a, b)),
      };
      const finish = formatWall(at("2026-03-02T17:00") + offset * 1440);
      const placed = place(template, { finish }, calendar, standardCalendar);
      expect(placed.finish <= finish).toBe(true);
      expect(place(template, { start: placed.start }, calendar, standardCalendar).finish).toBe(placed.finish);
      const later = formatWall(calendar.add(at(placed.start), 480));
      expect(place(template, { start: later }, calendar, standardCalendar).finish > formatWall(calendar.prev(at(finish)))).toBe(true);
    }),
  );
});
