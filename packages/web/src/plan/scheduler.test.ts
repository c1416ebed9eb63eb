import { expect, test } from "vitest";
import { beginningOf, isBeginning, lacksFloat, planOf } from "./columns.ts";
import { reschedule } from "./compute.ts";
import { applyEdit, type PlanEdit } from "./edit.ts";
import { largePlan, libraryPlan } from "./library.ts";
import { type Plan, placeOf, rowsOf } from "./model.ts";
import { changeOf, movesBetween, movesFrom } from "./moves.ts";
import { arrowsOf } from "./picture.ts";
import { compute, coreOf, fillingIn, moves, sketchOf, withComputed } from "./scheduler-sketch.ts";

/** The same where its dates follow two of its people: one with mornings alone, one on leave. */
function followed(plan: Plan): Plan {
  const [half, away] = [...new Set(plan.tasks.flatMap(({ owner }) => owner?.id ?? []))];
  const mornings = [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: 480, to: 720 }] : []));
  return {
    ...plan,
    hours: [
      { personId: half!, week: mornings, leave: [] },
      { personId: away!, week: null, leave: [{ from: "2026-08-05", to: "2026-08-14" }] },
    ],
  };
}

const plans: readonly Plan[] = (["conflict", "gap", "earliest"] as const).flatMap((linkPolicy) =>
  [libraryPlan(), largePlan(160), followed(libraryPlan()), followed(largePlan(160))].map((plan) =>
    reschedule({ ...plan, project: { ...plan.project, linkPolicy } }),
  ),
);

test("a plan handed to the worker as numbers comes back with the dates, float and reasons that are computed on the spot", () => {
  for (const plan of plans) expect(withComputed(plan, compute(coreOf(sketchOf(plan))))).toEqual(reschedule(plan));
});

test("what would move is the same from the worker as from the change itself, whichever link policy", () => {
  for (const plan of plans) {
    const tasks = plan.tasks.filter((task, row) => task.completion === null && !plan.entries[row]!.summary);
    const edits: PlanEdit[] = [
      ...tasks.slice(0, 8).flatMap(({ id }): PlanEdit[] => [
        { kind: "set", id, set: { notBeforeWall: "2026-10-05T08:00" } },
        { kind: "set", id, set: { workingMinutes: 9_600 } },
        { kind: "set", id, set: { planning: { pauses: [{ after: 60, minutes: 2_400 }] } } },
      ]),
      { kind: "set", id: plan.tasks.find((_, row) => plan.entries[row]!.summary)!.id, set: { notBeforeWall: "2026-11-02T08:00" } },
      {
        kind: "link",
        id: "new",
        fromId: tasks.at(-1)!.id,
        toId: tasks.find((task) => placeOf(task).parentId !== placeOf(tasks.at(-1)!).parentId)!.id,
        type: "SS",
        lagMinutes: 480,
      },
    ];
    for (const edit of edits) {
      const id = edit.kind === "set" ? edit.id : null;
      const sketch = sketchOf(plan);
      const { rows, finish } = moves({ plan: coreOf(sketch), sketch }, changeOf(plan, edit)!);
      expect(movesFrom(plan, rows, finish)).toEqual(movesBetween(plan, applyEdit(plan, edit), id));
    }
  }
});

/** Ids as columns have them, 16 bytes each. */
const base64 = (ids: readonly string[]) =>
  btoa(
    String.fromCharCode(
      ...ids.flatMap((id) =>
        id
          .replaceAll("-", "")
          .match(/../g)!
          .map((byte) => Number.parseInt(byte, 16)),
      ),
    ),
  );

function columnsOf(plan: Plan) {
  const rowOf = new Map(plan.tasks.map((task, row) => [task.id, row]));
  const people = [...new Map(plan.tasks.flatMap(({ owner }) => (owner ? [[owner.id, owner] as const] : []))).values()];
  const { tasks, links, entries, project } = plan;
  const moments = [...new Set(entries.flatMap((entry) => [entry.start, entry.finish]))];
  const column = <T>(read: (row: number) => T): T[] => tasks.map((_, row) => read(row));
  return {
    project,
    calendar: plan.calendar,
    calendars: plan.calendars,
    hours: plan.hours,
    people,
    tasks: {
      ids: base64(tasks.map((task) => task.id)),
      titles: column((row) => tasks[row]!.title),
      parents: column((row) => rowOf.get(placeOf(tasks[row]!).parentId ?? "") ?? -1),
      positions: column((row) => placeOf(tasks[row]!).position),
      columns: column((row) => project.columns.indexOf(placeOf(tasks[row]!).column ?? "")),
      minutes: column((row) => placeOf(tasks[row]!).workingMinutes),
      versions: column((row) => tasks[row]!.version),
      owners: column((row) => people.findIndex((one) => one.id === tasks[row]!.owner?.id)),
      milestones: column((row) => row).filter((row) => placeOf(tasks[row]!).milestone),
      critical: column((row) => row).filter((row) => entries[row]!.critical),
      moments,
      starts: column((row) => moments.indexOf(entries[row]!.start)),
      finishes: column((row) => moments.indexOf(entries[row]!.finish)),
    },
    more: tasks.map((task, row) => ({
      row,
      team: task.team,
      dueAt: task.dueAt,
      priority: task.priority,
      completion: task.completion,
      closedAs: task.closedAs,
      notBeforeWall: placeOf(task).notBeforeWall,
      deadline: placeOf(task).deadline,
      planning: placeOf(task).planning,
    })),
    links: {
      ids: base64(links.map((link) => link.id)),
      from: links.map((link) => rowOf.get(link.fromId)!),
      to: links.map((link) => rowOf.get(link.toId)!),
      versions: links.map((link) => link.version),
      more: [],
    },
  };
}

test("columns become the plan that they were made of", () => {
  const plan = libraryPlan();
  expect(planOf(columnsOf(plan))).toEqual(reschedule(plan));
});

test("a plan is handed over by the moments that it was told with as by those that its entries say", () => {
  const told = planOf(columnsOf(reschedule(largePlan(1_500))));
  const standing = (plan: Plan) => coreOf(sketchOf(plan)).tasks.map((task) => task.stood);
  expect(standing(told)).toEqual(standing({ ...told, entries: [...told.entries] }));
});

test("the first lines of a plan have the dates that the server kept, and the project's finish; of float and reasons they say nothing", () => {
  const plan = libraryPlan();
  const six = new Set(plan.tasks.slice(0, 6).map((task) => task.id));
  const first = {
    ...plan,
    tasks: plan.tasks.slice(0, 6),
    entries: plan.entries.slice(0, 6),
    links: plan.links.filter((link) => six.has(link.fromId) && six.has(link.toId)),
  };
  const beginning = beginningOf(columnsOf(first))!;
  expect(beginning.entries.map((entry) => [entry.taskId, entry.start, entry.finish])).toEqual(
    first.entries.map((entry) => [entry.taskId, entry.start, entry.finish]),
  );
  expect(beginning.finish).toBe(plan.project.finish);
  expect([isBeginning(beginning), lacksFloat(beginning), isBeginning(planOf(columnsOf(plan)))]).toEqual([true, true, false]);
});

test("where dates were never computed the first lines wait for all: what a part alone says would be wrong", () => {
  const columns = columnsOf(libraryPlan());
  expect(
    beginningOf({ ...columns, tasks: { ...columns.tasks, starts: columns.tasks.starts.map((at, row) => (row === 3 ? -1 : at)) } }),
  ).toBeNull();
});

/** Works it off, with all the pauses that it takes. */
function whole<Result>(work: Iterator<void, Result>): { readonly result: Result; readonly pauses: number } {
  for (let pauses = 0; ; pauses += 1) {
    const step = work.next();
    if (step.done) return { result: step.value, pauses };
  }
}

test("float and reasons of a large plan come in parts, and its lines stay those that they were", () => {
  const plan = planOf(columnsOf(reschedule(largePlan(1_500))));
  const lines = rowsOf(plan);
  const arrows = arrowsOf(plan, lines);
  const critical = () => plan.links.filter((_, arrow) => arrows.critical(arrow)).length;
  expect(lacksFloat(plan)).toBe(true);
  expect(critical()).toBe(0);
  const { result, pauses } = whole(fillingIn(plan, compute(coreOf(sketchOf(plan)))));
  expect(result).toEqual(reschedule(plan));
  expect(lacksFloat(result!)).toBe(false);
  expect(rowsOf(result!)).toBe(lines);
  expect(critical(), "an arrow that is drawn already knows what drives its task").toBeGreaterThan(0);
  expect(pauses).toBeGreaterThan(3);
});

test("a plan whose dates come out otherwise than they were told is left as it is, to be made anew", () => {
  const right = reschedule(largePlan(1_500));
  const computed = compute(coreOf(sketchOf(right)));
  const plan = planOf(columnsOf(right));
  const { start } = plan.entries.at(-1)!;
  Object.assign(plan.entries.at(-1)!, { start: "2001-01-01T08:00" });
  const told = structuredClone(plan.entries);
  expect(start).not.toBe("2001-01-01T08:00");
  expect(whole(fillingIn(plan, computed)).result).toBeNull();
  expect(plan.entries).toEqual(told);
});
