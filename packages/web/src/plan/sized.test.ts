import { workOf } from "@rondo/core/plan";
import { expect, test } from "vitest";
import { applyEdit, type PlanEdit } from "./edit.ts";
import { libraryPlan } from "./library.ts";
import { type Place, placeOf, type Plan, type PlanTask } from "./model.ts";
import { shareSet } from "./shares.ts";
import { sizedIn, withFollowing } from "./sized.ts";

const library = libraryPlan();
const first = library.tasks.find((task) => task.title.startsWith("Pack folios"))!;
const of = (taskType: Place["planning"]["taskType"]): Plan => ({
  ...library,
  tasks: library.tasks.map((task) =>
    task === first ? { ...task, plan: { ...placeOf(task), workingMinutes: 2_400, planning: taskType ? { taskType } : {} } } : task,
  ),
});
const taskIn = (plan: Plan): PlanTask => plan.tasks.find((task) => task.id === first.id)!;
const edit = (plan: Plan, set: Extract<PlanEdit, { kind: "set" }>["set"]) => withFollowing(plan, { kind: "set", id: first.id, set });
const joined = (plan: Plan) =>
  edit(
    plan,
    shareSet(taskIn(plan), { id: "other", name: "Other" }, 100, () => ""),
  );

test("somebody who joins effort-driven work makes it half as long, and the change says all of it", () => {
  const plan = of({ fixed: "units", effortDriven: true });
  const made = joined(plan);
  expect(made).toMatchObject({ set: { workingMinutes: 1_200 } });
  const after = applyEdit(plan, made);
  expect([placeOf(taskIn(after)).workingMinutes, workOf(sizedIn(taskIn(after)))]).toEqual([1_200, 2_400]);
  expect(withFollowing(after, made), "what is said whole is not reckoned again").toBe(made);
});

test("fixed work of another length takes other shares of its people", () => {
  const plan = of({ fixed: "work", workMinutes: 2_400 });
  const after = taskIn(applyEdit(plan, edit(plan, { workingMinutes: 4_800 })));
  expect(placeOf(after).planning.assignments).toEqual([{ personId: first.owner!.id, percent: 50 }]);
});

test("without a type nothing follows, and words of a task never do", () => {
  const plan = of(undefined);
  expect(joined(plan)).not.toHaveProperty("set.workingMinutes");
  const typed = of({ fixed: "work", workMinutes: 2_400 });
  expect(edit(typed, { title: "Other" })).toEqual({ kind: "set", id: first.id, set: { title: "Other" } });
});
