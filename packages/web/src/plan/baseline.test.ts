import { expect, test } from "vitest";
import { earnedOf, slipOf } from "./baseline.ts";
import { reschedule } from "./compute.ts";
import { applyEdit } from "./edit.ts";
import { libraryPlan } from "./library.ts";
import { calendarOf } from "./model.ts";

const frozenOf = (plan: ReturnType<typeof libraryPlan>) =>
  plan.entries.map((entry) => ({
    taskId: entry.taskId,
    title: "",
    start: entry.start,
    finish: entry.finish,
    workingMinutes: plan.tasks.find((task) => task.id === entry.taskId)?.plan?.workingMinutes ?? 0,
  }));

test("a task that takes two days longer slips by two days, and so does what waits for it", () => {
  const before = reschedule(libraryPlan());
  const calendar = calendarOf(before);
  const frozen = new Map(frozenOf(before).map((one) => [one.taskId, one]));
  const task = before.tasks.find((one) => one.title === "Carry and shelve")!;
  const after = applyEdit(before, { kind: "set", id: task.id, set: { workingMinutes: task.plan!.workingMinutes + 960 } });
  const slip = (title: string) => {
    const id = after.tasks.find((one) => one.title === title)!.id;
    return slipOf(
      after.entries.find((entry) => entry.taskId === id),
      frozen.get(id),
      calendar,
    );
  };
  expect([slip("Carry and shelve"), slip("All volumes are on their shelves"), slip("Insure the transport")]).toEqual([960, 960, 0]);
  expect(slipOf(after.entries[0], undefined, calendar)).toBeNull();
});

test("what should be done by now is spread evenly over the frozen dates, what is done counts whole, summaries don't count", () => {
  const plan = reschedule(libraryPlan());
  const calendar = calendarOf(plan);
  const frozen = frozenOf(plan);
  const leaves = plan.entries.filter((entry) => !entry.summary);
  const total = leaves.reduce((sum, entry) => sum + (frozen.find((one) => one.taskId === entry.taskId)?.workingMinutes ?? 0), 0);
  const one = leaves.find((entry) => entry.finish > entry.start)!;
  const minutes = frozen.find((other) => other.taskId === one.taskId)!.workingMinutes;
  expect(earnedOf(plan.entries, new Set([one.taskId]), frozen, calendar, "2020-01-01T00:00")).toEqual({
    planned: 0,
    earned: minutes,
    total,
  });
  expect(earnedOf(plan.entries, new Set(), frozen, calendar, "2040-01-01T00:00")).toEqual({ planned: total, earned: 0, total });
});
