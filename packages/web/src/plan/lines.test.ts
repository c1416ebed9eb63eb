import { expect, test } from "vitest";
import { largePlan, libraryPlan } from "./library.ts";
import { idOf, isHead, type Line, linesOf } from "./lines.ts";
import { isClosed, type Plan, rowsOf } from "./model.ts";
import { arrowsOf } from "./picture.ts";
import { kinds, shownFrom, type TraitKind } from "./shown.ts";
import { type Naming, type PlanField, traitsOf } from "./traits.ts";

const now = "2026-08-13T11:20";
const naming: Naming = { word: (kind, key) => `${kind} ${key || "none"}`, person: (id) => id, day: (day) => day, number: String };
const shelf: PlanField = { id: "shelf", name: "Shelf", type: "choice", choices: ["Ground floor", "Attic"] };
const weight: PlanField = { id: "weight", name: "Weight", type: "number", choices: [] };

function grouped(
  plan: Plan,
  kind: TraitKind,
  { shut = [], only }: { shut?: string[]; only?: "open" | "critical" | "late" } = {},
): readonly Line[] {
  return linesOf(plan, only ? { only } : {}, new Set(shut), traitsOf(plan, rowsOf(plan), kind, [shelf, weight], naming, now), null, now);
}
const heads = (lines: readonly Line[]) => lines.filter(isHead).map((head) => `${head.trait.label} ${head.count}`);

test("tasks stand under whoever does them, by name, and those of nobody last", () => {
  expect(heads(grouped(libraryPlan(), "owner"))).toEqual([
    "Amara Diallo 2",
    "Ines Okafor 2",
    "Jonas Petrov 1",
    "Lucia Ferrari 1",
    "Mei Tanaka 2",
    "Tomas Brandt 2",
    "owner none 3",
  ]);
});

test("a task that several work on stands under each of them, with their part of its work, and each line can be told from the other", () => {
  const plan = libraryPlan();
  const pack = plan.tasks.find((task) => task.title.startsWith("Pack folios"))!;
  const [mei, ines] = ["Mei Tanaka", "Ines Okafor"].map((name) => plan.tasks.find((task) => task.owner?.name === name)!.owner!);
  const shared: Plan = {
    ...plan,
    tasks: plan.tasks.map((task) =>
      task.id === pack.id
        ? {
            ...task,
            owner: mei!,
            plan: {
              ...task.plan!,
              planning: {
                assignments: [{ personId: ines!.id, percent: 50, role: "Packer" }],
                placeholders: [
                  { role: "packer", percent: 100, count: 2 },
                  { role: "Archivist", percent: 50, count: 1 },
                ],
              },
            },
          }
        : task,
    ),
  };
  const lines = grouped(shared, "owner");
  const under = (name: string) => {
    const at = lines.findIndex((line) => isHead(line) && line.trait.label === name);
    const rest = lines.slice(at + 1);
    const end = rest.findIndex(isHead);
    return { head: lines[at], rows: rest.slice(0, end < 0 ? undefined : end) };
  };
  for (const { name } of [mei!, ines!]) expect(under(name).rows.map((line) => (isHead(line) ? "" : line.task.title))).toContain(pack.title);
  expect(new Set(lines.map(idOf)).size).toBe(lines.length);
  const minutes = (all: readonly Line[], name: string) => all.filter(isHead).find((head) => head.trait.label === name)!.minutes;
  expect(minutes(lines, ines!.name) - minutes(grouped(libraryPlan(), "owner"), ines!.name)).toBe(pack.plan!.workingMinutes / 2);
  expect(heads(grouped(shared, "role")).slice(0, 2)).toEqual(["Archivist 1", "Packer 1"]);
});

test("phases keep the plan's order, what is late or critical comes first, columns are in the order of the board", () => {
  const plan = libraryPlan();
  expect(heads(grouped(plan, "phase"))).toEqual(["Prepare 5", "Move 5", "Open again 3"]);
  expect(heads(grouped(plan, "critical"))[0]).toMatch(/^critical yes/);
  expect(heads(grouped(plan, "state")).at(-1)).toBe("state done 2");
  expect(heads(grouped(plan, "column")).map((head) => head.replace(/ \d+$/, ""))).toEqual(["Doing", "Done", "column none"]);
});

test("where one task holds the whole plan, the phases are those inside it", () => {
  const plan = libraryPlan();
  const whole = { ...plan.tasks[0]!, id: "whole", title: "Everything", plan: { ...plan.tasks[0]!.plan!, parentId: null } };
  const held = {
    ...plan,
    tasks: [whole, ...plan.tasks.map((task) => ({ ...task, plan: { ...task.plan!, parentId: task.plan!.parentId ?? "whole" } }))],
  };
  expect(heads(grouped(held, "phase"))).toEqual(["Prepare 5", "Move 5", "Open again 3"]);
});

test("fields of one's own: choices in their order, numbers by size, what has none last", () => {
  const plan = libraryPlan();
  const filled = (values: readonly (Record<string, string | number> | undefined)[]): Plan => ({
    ...plan,
    tasks: plan.tasks.map((task, index) => ({ ...task, ...(values[index - 1] && { fields: values[index - 1] }) })),
  });
  expect(
    heads(grouped(filled([{ shelf: "Attic" }, { shelf: "Ground floor" }]), "field:shelf")).map((head) => head.replace(/ \d+$/, "")),
  ).toEqual(["Ground floor", "Attic", "field:shelf none"]);
  expect(
    heads(grouped(filled([{ weight: 100 }, { weight: 20 }, { weight: 3 }]), "field:weight")).map((head) => head.replace(/ \d+$/, "")),
  ).toEqual(["3", "20", "100", "field:weight none"]);
});

test("a filter leaves only what it asks for, and no empty heading", () => {
  const lines = grouped(libraryPlan(), "state", { only: "open" });
  expect(heads(lines).some((head) => head.startsWith("state done"))).toBe(false);
  expect(lines.every((line) => isHead(line) || !isClosed(line.task))).toBe(true);
});

test("a heading spans its tasks, and when it is shut they are away but still counted", () => {
  const plan = libraryPlan();
  const [open] = grouped(plan, "phase").filter(isHead);
  const shut = grouped(plan, "phase", { shut: [open!.id] });
  expect(shut.filter(isHead)[0]).toEqual({ ...open, collapsed: true });
  expect(shut).toHaveLength(grouped(plan, "phase").length - open!.count);
  const prepare = plan.entries.find((entry) => entry.taskId === plan.tasks[0]!.id)!;
  expect([open!.start, open!.finish]).toEqual([prepare.start, prepare.finish]);
});

test.each(kinds)("grouped by %s, each task without others inside stands in exactly one group, in the order of the plan", (kind) => {
  const plan = largePlan(300);
  const leaves = rowsOf(plan)
    .filter((row) => row.inside === 0)
    .map((row) => row.task.id);
  const groups: string[][] = [];
  for (const line of grouped(plan, kind)) {
    if (isHead(line)) groups.push([]);
    else groups.at(-1)!.push(idOf(line));
  }
  expect(groups.flat().toSorted()).toEqual(leaves.toSorted());
  for (const group of groups) expect(group).toEqual(leaves.filter((id) => group.includes(id)));
});

test("links are drawn between the lines of tasks; into a group that is shut none", () => {
  const plan = libraryPlan();
  const lines = grouped(plan, "owner");
  const arrows = arrowsOf(plan, lines);
  expect(arrows.count).toBe(plan.links.length);
  expect([...arrows.from, ...arrows.to].every((row) => !isHead(lines[row]))).toBe(true);
  expect(arrowsOf(plan, grouped(plan, "owner", { shut: lines.filter(isHead).map((head) => head.id) })).count).toBe(0);
});

test("an address with an unknown grouping shows the tree", () => {
  expect(shownFrom({ group: "moon", color: "field:0199c3a0-0000-7000-8000-000000000001", only: "late" })).toEqual({
    color: "field:0199c3a0-0000-7000-8000-000000000001",
    only: "late",
  });
});
