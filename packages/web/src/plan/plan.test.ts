import { expect, test } from "vitest";
import { applyEdit } from "./edit.ts";
import { libraryPlan } from "./library.ts";
import { minuteOf, type Plan, rowsOf } from "./model.ts";
import { movesBetween } from "./moves.ts";
import { indent, outdent, shift } from "./outline.ts";
import { fittingZoom } from "./picture.ts";
import { whyHere } from "./why.ts";

const plan = libraryPlan();
const task = (title: string) => plan.tasks.find((one) => one.title.startsWith(title))!;
const outline = (rows = rowsOf(plan)) => rows.map((row) => `${row.number} ${row.task.title}`);

test("the tree reads line by line, numbered as planners count, without what is inside a collapsed task", () => {
  expect(outline().slice(0, 3)).toEqual([
    "1 Prepare",
    "1.1 Agree on climate values with the insurer",
    "1.2 Measure the new room for two weeks",
  ]);
  expect(outline(rowsOf(plan, new Set([task("Prepare").id, task("Open again").id])))).toHaveLength(8);
});

test("a plan opens in a zoom that it fits; hours are for a day or two of work in hours", () => {
  const day = (minutes: readonly number[], finish: string): Plan => ({
    ...plan,
    start: "2026-09-01T09:00",
    finish,
    tasks: minutes.map((workingMinutes, row) => {
      const one = plan.tasks[row]!;
      return { ...one, plan: { ...one.plan!, workingMinutes } };
    }),
  });
  expect(fittingZoom(day([120, 90, 180], "2026-09-02T10:00"))).toBe("hour");
  expect(fittingZoom(day([120, 90, 180], "2026-09-04T10:00"))).toBe("day");
  expect(fittingZoom(day([120, 4_800], "2026-09-02T10:00")), "something takes days").toBe("day");
  expect(fittingZoom(day([120], "2026-09-01T11:00")), "a plan that has just been begun").toBe("day");
  expect(fittingZoom(day([120, 90], "2029-09-01T11:00"))).toBe("quarter");
});

test("dragging a task later says how many others move and what becomes of the finish", () => {
  const measured = task("Measure");
  const after = applyEdit(plan, { kind: "set", id: measured.id, set: { notBeforeWall: "2026-09-01T08:00" } });
  const moves = movesBetween(plan, after, measured.id);
  expect(moves.finishAfter > moves.finishBefore).toBe(true);
  expect(moves.moved.at(measured.id)?.start).toBe(minuteOf("2026-09-01T08:00"));
  expect(moves.others).toBe(6);
  expect(moves.moved.has(task("Agree").id)).toBe(false);
});

test("where links only push, a change and its opposite leave what was pushed; where all is as early as may be, nothing", () => {
  const longer = (of: Plan) => applyEdit(of, { kind: "set", id: task("Pack folios").id, set: { workingMinutes: 4_800 } });
  const pushed = movesBetween(plan, applyEdit(longer(plan), { kind: "set", id: task("Pack folios").id, set: { workingMinutes: 1_920 } }));
  expect(pushed.moved.size).toBe(movesBetween(plan, longer(plan)).moved.size - 1); // all but what was made longer and shorter
  const early: Plan = { ...plan, project: { ...plan.project, linkPolicy: "earliest" } };
  const there = applyEdit(early, { kind: "set", id: task("Pack folios").id, set: { workingMinutes: 4_800 } });
  const back = applyEdit(there, { kind: "set", id: task("Pack folios").id, set: { workingMinutes: 1_920 } });
  expect(movesBetween(early, back).moved.size).toBe(0);
  expect(movesBetween(early, there).moved.size).toBeGreaterThan(3);
});

test("indenting puts a task into the one above it, outdenting takes it out again", () => {
  const count = task("Count");
  const inside = applyEdit(plan, indent(rowsOf(plan), count.id)!);
  expect(rowsOf(inside).find((row) => row.task.id === count.id)?.number).toBe("1.2.1");
  const outside = applyEdit(inside, outdent(rowsOf(inside), count.id)!);
  expect(outline(rowsOf(outside))).toEqual(outline());
  expect(outdent(rowsOf(plan), task("Prepare").id)).toBeNull();
  expect(indent(rowsOf(plan), task("Agree").id)).toBeNull();
});

test("a task moves up and down among its siblings, and stays at the ends", () => {
  const count = task("Count").id;
  const up = applyEdit(plan, shift(rowsOf(plan), count, -1)!);
  expect(rowsOf(up).find((row) => row.task.id === count)?.number).toBe("1.2");
  expect(outline(rowsOf(applyEdit(up, shift(rowsOf(up), count, 1)!)))).toEqual(outline());
  expect(shift(rowsOf(plan), task("Agree").id, -1)).toBeNull();
});

test("a bar says which link, date or weekend puts it there, and the chain that drives it", () => {
  const carry = whyHere(plan, task("Carry").id)!;
  expect(carry.because).toMatchObject({ key: "link", type: "FS", from: { title: expect.stringMatching(/^Pack the remaining/) } });
  expect(carry.chain.map((one) => one.title.slice(0, 9))).toEqual(["Pack the ", "Pack foli", "Count and", "Agree on "]);
  expect(whyHere(plan, task("Train").id)?.because).toMatchObject({ key: "notBefore", at: "2026-09-21T08:00" });
  expect(whyHere(plan, task("Agree").id)?.because.key).toBe("done");
  expect(whyHere(plan, task("Prepare").id)?.because.key).toBe("inside");
});

test("a bar that follows people says whose hours it is worked in, and who is away meanwhile", () => {
  const { id, owner } = task("Carry");
  const { start } = plan.entries.find((entry) => entry.taskId === id)!;
  const leave = [
    { from: start.slice(0, 10), to: start.slice(0, 10) },
    { from: "2031-01-01", to: "2031-01-05" },
  ];
  const week = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: 480, to: 720 }] : []));
  const following: Plan = { ...plan, hours: [{ personId: owner!.id, week, leave }] };
  expect(whyHere(following, id)!.hours).toEqual([{ personId: owner!.id, ownWeek: true, away: [leave[0]] }]);
  expect(whyHere(following, task("Prepare").id)!.hours).toEqual([]);
  expect(whyHere(plan, id)!.hours).toEqual([]);
});

test("a new task stands after the one it was added below, with its day of work", () => {
  const after = applyEdit(plan, {
    kind: "add",
    id: "new",
    title: "Order crates",
    parentId: task("Prepare").id,
    afterId: task("Count").id,
    workingMinutes: 480,
  });
  expect(outline(rowsOf(after))).toContain("1.4 Order crates");
});

test("removing a task takes what is inside and its links along", () => {
  const after = applyEdit(plan, { kind: "remove", id: task("Move").id });
  expect(after.tasks).toHaveLength(plan.tasks.length - 6);
  expect(after.links.every((link) => after.tasks.some((one) => one.id === link.fromId))).toBe(true);
});
