import { expect, test } from "vitest";
import { standardCalendar } from "../calendar/index.ts";
import { checkLink, explain, schedulePlan, type Plan, type PlanLink, type PlanTask } from "./index.ts";

const task = (id: string, workingMinutes: number, more: Partial<PlanTask> = {}): PlanTask => ({
  id,
  parent: null,
  title: id[0]!.toUpperCase() + id.slice(1),
  workingMinutes,
  ...more,
});
const link = (from: string, to: string, minutes = 0, type: PlanLink["type"] = "FS"): PlanLink => ({
  from,
  to,
  type,
  lag: { minutes, kind: "working" },
});

const move: Plan = {
  start: "2026-03-02T08:00",
  calendar: standardCalendar,
  tasks: [
    task("packing", 0),
    task("pack", 960, { parent: "packing" }),
    task("label", 480, { parent: "packing" }),
    task("carry", 480),
    task("shelve", 480),
    task("cards", 240, { constraint: { type: "SNET", at: "2026-03-04T08:00" } }),
  ],
  links: [link("packing", "carry"), link("carry", "shelve", 240)],
};

const because = (plan: Plan, id: string): string[] => explain(plan, schedulePlan(plan), id)!.because.map((reason) => reason.message);

test("a task is explained by the link that drives it, with the lag, and by what would move it earlier", () => {
  const reason = explain(move, schedulePlan(move), "shelve")!;
  expect(reason.because.map((part) => part.message)).toEqual([
    "It starts after the finish of “Carry” (2026-03-04 17:00), and 4 h of working time later.",
    "It is critical: any delay moves the finish of the project.",
  ]);
  expect(reason.then.message).toBe("It moves earlier if “Carry” does, or if the link between them is shortened or removed.");
  expect(reason.chain).toEqual(["carry", "packing"]);
});

test("a task is explained by its constraint, by the project's start, or by what happened", () => {
  expect(because(move, "cards")).toEqual(["It may not start before 2026-03-04 08:00."]);
  expect(because(move, "label")).toEqual(["Nothing holds it back: it begins with the project, 2026-03-02 08:00."]);
  const done = {
    ...move,
    tasks: move.tasks.map((each) =>
      each.id === "carry" ? { ...each, finished: { start: "2026-03-02T09:00", finish: "2026-03-02T15:00" } } : each,
    ),
  };
  expect(because(done, "carry")).toEqual(["It was finished 2026-03-02 15:00; completed work never moves."]);
});

test("a task held back by its summary's constraint is told whose it is", () => {
  const held = {
    ...move,
    tasks: move.tasks.map((each) =>
      each.id === "packing" ? { ...each, constraint: { type: "SNET" as const, at: "2026-03-05T08:00" } } : each,
    ),
  };
  expect(because(held, "label")[0]).toBe("“Packing”, which it is in, may not start before 2026-03-05 08:00.");
});

test("a link that would close a loop is refused with the loop's names, also through a summary", () => {
  expect(checkLink(move, link("shelve", "pack"))).toEqual({
    reason: "loop",
    loop: "“Shelve” → “Pack” → “Packing” → “Carry” → “Shelve”",
    tasks: ["shelve", "pack", "packing", "carry"].map((id) => ({ id, title: id[0]!.toUpperCase() + id.slice(1) })),
  });
  expect(checkLink(move, link("pack", "packing"))).toMatchObject({
    reason: "loop",
    loop: "“Pack” → “Packing” → “Pack”",
  });
});

test("a link to itself, a second one between the same tasks, and one to nowhere are refused", () => {
  expect([
    checkLink(move, link("carry", "carry")),
    checkLink(move, link("carry", "shelve", 0, "SS")),
    checkLink(move, link("carry", "nowhere")),
    checkLink(move, link("carry", "cards")),
  ]).toEqual([{ reason: "same_task" }, { reason: "exists" }, { reason: "unknown_task", id: "nowhere" }, null]);
});

test("an empty plan starts and finishes where it starts", () => {
  expect(schedulePlan({ ...move, tasks: [], links: [] })).toMatchObject({
    start: "2026-03-02T08:00",
    finish: "2026-03-02T08:00",
    entries: [],
    findings: [],
  });
});

test("tasks inside each other, twins and unknown parents are findings, and still have dates", () => {
  const broken: Plan = {
    ...move,
    links: [],
    tasks: [
      task("a", 60, { parent: "b" }),
      task("b", 60, { parent: "a" }),
      task("c", 60),
      task("c", 60),
      task("d", 60, { parent: "nowhere" }),
      task("e", 60, { constraint: { type: "SNET" } }),
    ],
  };
  const { entries, findings } = schedulePlan(broken);
  expect(findings.map((finding) => finding.code).toSorted()).toEqual([
    "plan.constraint",
    "plan.parent_loop",
    "plan.parent_unknown",
    "plan.task_twice",
  ]);
  expect(entries.length).toBe(6);
});

test("a chain of loops is told once for each knot of tasks", () => {
  const { findings } = schedulePlan({
    ...move,
    tasks: ["a", "b", "c", "d", "e"].map((id) => task(id, 60)),
    links: [link("a", "b"), link("b", "a"), link("c", "d"), link("d", "e"), link("e", "c"), link("b", "c")],
  });
  expect(findings.map((finding) => finding.params?.["loop"])).toEqual(["“A” → “B” → “A”", "“C” → “D” → “E” → “C”"]);
});
