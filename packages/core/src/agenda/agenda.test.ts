import fc from "fast-check";
import { expect, test } from "vitest";
import { agendaOf, dayOfWork, roomFor, type Slot, type Work } from "./index.ts";

const week = ["2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26", "2026-03-27"];
const slots = (available = 360, recurring = 0): Slot[] => week.map((day) => ({ day, available, recurring }));
const work = (id: string, day: string | null, minutes: number | null, recurring = false): Work => ({ id, day, minutes, recurring });

test("work counts on the day where it was put, and a day that is asked for more than it has says by how much", () => {
  const { days } = agendaOf(slots(), [
    work("scan", week[0]!, 240),
    work("bind", week[0]!, 180),
    work("pack", week[2]!, 60),
    work("someday", null, 60),
    work("call", week[2]!, null),
  ]);
  expect(days.map(({ left }) => left)).toEqual([-60, 360, 300, 360, 360]);
  expect(days[2]).toMatchObject({
    asked: 60,
    untimed: 1,
    parts: [
      { id: "pack", minutes: 60 },
      { id: "call", minutes: 0 },
    ],
  });
});

test("steps of runs use up what is kept for recurring work before they ask for more", () => {
  const { days } = agendaOf(slots(360, 120), [
    work("retrieve", week[0]!, 90, true),
    work("check", week[1]!, 200, true),
    work("pack", week[1]!, 60),
  ]);
  expect(days[0]).toMatchObject({ recurring: 30, asked: 90, left: 240 });
  expect(days[1]).toMatchObject({ recurring: 0, asked: 260, left: 100 });
  expect(days[2]).toMatchObject({ recurring: 120, asked: 0, left: 240 });
});

test("what is longer than a day fills what the days from its own on have left", () => {
  const { days, beyond } = agendaOf(slots(), [work("catalogue", week[1]!, 900), work("meeting", week[2]!, 300)]);
  expect(days.map(({ parts }) => parts.find((part) => part.id === "catalogue")?.minutes ?? 0)).toEqual([0, 360, 60, 360, 120]);
  expect(days.map(({ left }) => left)).toEqual([360, 0, 0, 0, 240]);
  expect(days[2]!.parts.find((part) => part.id === "catalogue")!.again).toBe(true);
  expect(beyond.size).toBe(0);
  expect(agendaOf(slots(), [work("move", week[3]!, 1000)]).beyond.get("move")).toBe(280);
});

test("no minute is lost or made up, long work never makes a day too full, and nothing is moved to an earlier day", () => {
  const piece = fc.record({
    day: fc.constantFrom(...week, null),
    minutes: fc.option(fc.integer({ min: 1, max: 2000 })),
    recurring: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(fc.record({ available: fc.integer({ min: 0, max: 600 }), recurring: fc.integer({ min: 0, max: 300 }) }), {
        minLength: 5,
        maxLength: 5,
      }),
      fc.array(piece, { maxLength: 12 }),
      (room, pieces) => {
        const days = room.map((one, index) => ({ day: week[index]!, ...one }));
        const works = pieces.map((one, index) => ({ id: String(index), ...one }));
        const agenda = agendaOf(days, works);
        for (const one of works) {
          const at = agenda.days.flatMap((day) =>
            day.parts.filter(({ id }) => id === one.id).map((part) => ({ day: day.day, minutes: part.minutes })),
          );
          const sum = at.reduce((total, part) => total + part.minutes, 0) + (agenda.beyond.get(one.id) ?? 0);
          expect(sum).toBe(one.day === null ? 0 : (one.minutes ?? 0));
          expect(at.every((part) => part.day >= one.day!)).toBe(true);
        }
        for (const day of agenda.days) {
          const short = agendaOf(
            days,
            works.filter(({ minutes }) => minutes === null || minutes <= Math.max(...days.map(({ available }) => available))),
          ).days.find((one) => one.day === day.day)!;
          expect(day.left).toBeGreaterThanOrEqual(Math.min(0, short.left));
        }
      },
    ),
  );
});

test("where work stands: put off until a day, due or waited for today, else where its plan has it, else on no day yet", () => {
  const nothing = { put: null, planned: null, due: null, waited: false };
  expect(dayOfWork(nothing, week[1]!)).toBeNull();
  expect(dayOfWork({ ...nothing, due: week[4]! }, week[1]!)).toBeNull();
  expect(dayOfWork({ ...nothing, due: week[0]! }, week[1]!)).toEqual({ day: week[1], by: "due" });
  expect(dayOfWork({ ...nothing, planned: week[0]! }, week[1]!)).toEqual({ day: week[1], by: "plan" });
  expect(dayOfWork({ ...nothing, planned: week[3]!, waited: true }, week[1]!)).toEqual({ day: week[1], by: "waits" });
  expect(dayOfWork({ ...nothing, put: week[3]!, due: week[0]!, waited: true }, week[1]!)).toEqual({ day: week[3], by: "put" });
});

test("what is on no day finds the first day with room for all of it, the soonest due first, and never one after its due day", () => {
  const rest = (id: string, minutes: number | null, due: string | null) => ({ ...work(id, null, minutes), due });
  const full = { ...work("meeting", week[0]!, 300), due: null };
  const found = roomFor(slots(), [
    full,
    rest("later", 120, null),
    rest("wednesday", 300, week[2]!),
    rest("today", 120, week[0]!),
    rest("short", 60, week[0]!),
    rest("long", 700, null),
  ]);
  expect([...found]).toEqual([
    ["short", week[0]],
    ["wednesday", week[1]],
    ["later", week[2]],
    ["long", week[1]],
  ]);
  expect(roomFor(slots(0), [rest("any", 30, null)]).size).toBe(0);
});
