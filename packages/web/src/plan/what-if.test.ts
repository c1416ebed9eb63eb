import { expect, test } from "vitest";
import { applyEdit } from "./edit.ts";
import { libraryPlan } from "./library.ts";
import { editOf } from "./gestures.ts";
import { calendarOf, minuteOf, placeOf, type Plan } from "./model.ts";
import { type Assumed, assumedAfter, asBaseline, filledIn, planUnder, relinked } from "./what-if.ts";
import { whyHere } from "./why.ts";
import { reschedule } from "./compute.ts";

const plan = libraryPlan();
const task = (title: string, of: Plan = plan) => of.tasks.find((one) => one.title.startsWith(title))!;
const nothing: Assumed = { start: null, pull: false, tasks: [], linked: [], unlinked: [], added: [], leftOut: [] };
const newId = () => "00000000-0000-4000-8000-000000000001";
const names = new Map<string, string>();
const dates = (of: Plan) => of.entries.map(({ taskId, start, finish }) => [taskId, start, finish]);

test("a plan under nothing is the plan, and under one edit what that edit would make of it", () => {
  expect(dates(planUnder(plan, nothing, names))).toEqual(dates(plan));
  const edit = { kind: "set", id: task("Measure").id, set: { notBeforeWall: "2026-09-01T08:00" } } as const;
  const assumed = { ...nothing, ...assumedAfter(nothing, edit, newId) };
  expect(dates(planUnder(plan, assumed, names))).toEqual(dates(applyEdit(plan, edit)));
  expect(asBaseline(plan, "As it is").entries.map((entry) => entry.start)).toEqual(plan.entries.map((entry) => entry.start));
});

test("edits of one task add up; another type of link is the old one gone and a new one there", () => {
  const id = task("Pack folios").id;
  const one = { ...nothing, ...assumedAfter(nothing, { kind: "set", id, set: { workingMinutes: 4_800 } }, newId) };
  const two = { ...one, ...assumedAfter(one, { kind: "set", id, set: { owner: { id: "p", name: "P" } } }, newId) };
  expect(two.tasks).toEqual([{ taskId: id, workingMinutes: 4_800, ownerId: "p" }]);
  const link = plan.links[0]!;
  const other = relinked(plan, nothing, { kind: "relink", id: link.id, type: "SS", lagMinutes: 60 }, newId);
  expect(other).toMatchObject({ unlinked: [link.id], linked: [{ fromId: link.fromId, toId: link.toId, type: "SS", lagMinutes: 60 }] });
  const under = planUnder(plan, { ...nothing, ...other }, names);
  expect(under.links).toHaveLength(plan.links.length);
  const back = assumedAfter({ ...nothing, ...other }, { kind: "unlink", id: newId() }, newId);
  expect(back).toEqual({ linked: [] });
});

test("what was begun stays begun, and what is finished is no assumption", () => {
  const id = task("Pack folios").id;
  const carrier = { role: "carrier", percent: 100, count: 1 };
  const begun: Plan = {
    ...plan,
    tasks: plan.tasks.map((one) =>
      one.id === id ? { ...one, plan: { ...placeOf(one), planning: { started: "2026-08-20T08:00" } } } : one,
    ),
  };
  const assumed: Assumed = { ...nothing, tasks: [{ taskId: id, planning: { placeholders: [carrier], started: "2026-01-01T08:00" } }] };
  expect(placeOf(task("Pack folios", planUnder(begun, assumed, names))).planning).toEqual({
    placeholders: [carrier],
    started: "2026-08-20T08:00",
  });
  const other = (planning: object) => assumedAfter(nothing, { kind: "set", id, set: { planning } }, newId, begun);
  expect(other({ started: "2026-08-20T08:00", placeholders: [carrier] })).not.toBeNull();
  expect(other({ started: "2026-08-20T08:00", remainingMinutes: 60 })).toBeNull();
  expect(other({})).toBeNull();
  expect(assumedAfter(nothing, { kind: "complete", id }, newId)).toBeNull();
});

test("tasks are added and named, left out with what is inside, and taken out of it again", () => {
  const [prepare, pack] = [task("Prepare").id, task("Pack folios").id];
  const add = (of: Assumed, id: string, parentId: string | null) => ({
    ...of,
    ...assumedAfter(
      of,
      { kind: "add", id, title: id, parentId, afterId: parentId === null ? pack : undefined, workingMinutes: 480 },
      newId,
    ),
  });
  const more = add(add(nothing, "van", null), "drive", "van");
  const link = { kind: "link", id: "l", fromId: pack, toId: "drive", type: "FS", lagMinutes: 0 } as const;
  const linked = { ...more, ...assumedAfter(more, link, newId) };
  const named = { ...linked, ...assumedAfter(linked, { kind: "set", id: "drive", set: { title: "Drive" } }, newId) };
  const out = { ...named, ...assumedAfter(named, { kind: "remove", id: prepare }, newId) };
  expect(out).toMatchObject({ added: [{ id: "van" }, { id: "drive", title: "Drive", parentId: "van" }], leftOut: [prepare] });
  const under = planUnder(plan, out, names);
  expect(under.tasks.some((one) => one.id === prepare || placeOf(one).parentId === prepare)).toBe(false);
  expect(under.links.every((one) => under.tasks.some(({ id }) => id === one.fromId) && under.tasks.some(({ id }) => id === one.toId))).toBe(
    true,
  );
  const at = (id: string) => under.entries.find((entry) => entry.taskId === id)!;
  expect(at("drive").start >= at(pack).finish).toBe(true);
  expect(at("van")).toMatchObject({ summary: true, finish: at("drive").finish });
  const without = { ...out, ...assumedAfter(out, { kind: "remove", id: "van" }, newId), leftOut: [] };
  expect(without).toEqual(nothing);
});

test("a task has another name and stands elsewhere in the tree, also out of one that is left out then", () => {
  const [prepare, pack] = [task("Prepare").id, task("Pack folios").id];
  const inside = plan.tasks.find((one) => placeOf(one).parentId === prepare && one.closedAs === null)!.id;
  const say = (of: Assumed, edit: Parameters<typeof assumedAfter>[1]) => ({ ...of, ...assumedAfter(of, edit, newId, plan) });
  const named = say(nothing, { kind: "set", id: inside, set: { title: "Rent shelves" } });
  const placed = say(named, { kind: "place", id: inside, parentId: null, afterId: pack });
  expect(placed.tasks).toEqual([{ taskId: inside, title: "Rent shelves", place: { parentId: null, afterId: pack } }]);
  const under = planUnder(plan, say(placed, { kind: "remove", id: prepare }), names);
  expect(under.tasks.some((one) => one.id === prepare)).toBe(false);
  const there = task("Rent shelves", under);
  expect(placeOf(there).parentId).toBeNull();
  const top = under.tasks
    .filter((one) => placeOf(one).parentId === null)
    .toSorted((a, b) => (placeOf(a).position < placeOf(b).position ? -1 : 1));
  if (placeOf(task("Pack folios", under)).parentId === null)
    expect(top.findIndex((one) => one.id === inside)).toBe(top.findIndex((one) => one.id === pack) + 1);
  // What would be inside itself stays where it is.
  const round = say(nothing, { kind: "place", id: prepare, parentId: inside, afterId: undefined });
  expect(dates(planUnder(plan, round, names))).toEqual(dates(plan));
});

test("an added task is moved with those inside it, behind what it goes into", () => {
  const add = (of: Assumed, id: string, parentId: string | null) => ({
    ...of,
    ...assumedAfter(of, { kind: "add", id, title: id, parentId, afterId: undefined, workingMinutes: 480 }, newId),
  });
  const three = add(add(add(nothing, "van", null), "drive", "van"), "outside", null);
  const next = assumedAfter(three, { kind: "place", id: "van", parentId: "outside", afterId: null }, newId);
  expect(next!.added!.map(({ id, parentId }) => [id, parentId])).toEqual([
    ["outside", null],
    ["van", "outside"],
    ["drive", "van"],
  ]);
});

test("places given to somebody in it are other people on those tasks alone", () => {
  const places = [{ role: "Archivist", percent: 50, count: 1 }];
  const asking: Plan = {
    ...plan,
    tasks: plan.tasks.map((one) =>
      one.title.startsWith("Pack folios") ? { ...one, owner: null, plan: { ...placeOf(one), planning: { placeholders: places } } } : one,
    ),
  };
  const ids = asking.tasks.map((one) => one.id);
  const next = filledIn(asking, nothing, { kind: "fill", role: "archivist", from: null, to: { id: "p", name: "P" }, ids }, newId);
  expect(next.tasks).toEqual([
    { taskId: task("Pack folios").id, ownerId: "p", planning: { assignments: [{ personId: "p", percent: 50, role: "Archivist" }] } },
  ]);
});

test("with another start of the project everything that is open goes along", () => {
  const under = planUnder(plan, { ...nothing, start: "2026-08-10T08:00" }, names);
  const open = plan.tasks.filter((one) => one.closedAs === null).map((one) => one.id);
  const first = (of: Plan) =>
    of.entries
      .filter((entry) => open.includes(entry.taskId) && !entry.summary)
      .map((entry) => entry.start)
      .toSorted()[0]!;
  expect(minuteOf(first(under)) - minuteOf(first(plan))).toBeGreaterThanOrEqual(0);
  expect(under.finish > plan.finish).toBe(true);
  expect(under.project.start).toBe("2026-08-10T08:00");
});

test("counted back from its end a task is in time for what follows it, and is moved by when it must be over", () => {
  const back = reschedule({
    ...plan,
    project: { ...plan.project, finishBy: "2026-12-18T17:00" },
    tasks: plan.tasks.map((one) => ({ ...one, plan: { ...placeOf(one), notBeforeWall: null } })),
  });
  expect(back.finish).toBe("2026-12-18T17:00");
  const link = back.links.find(
    (one) => !back.entries.find((entry) => entry.taskId === one.fromId)!.summary && task("", back) !== undefined,
  )!;
  const why = whyHere(back, link.fromId)!;
  if (back.tasks.find((one) => one.id === link.fromId)!.closedAs === null) expect(why.because.key).toBe("inTime");
  const calendar = calendarOf(back);
  const moved = back.tasks.find(
    (one) => one.closedAs === null && !back.entries.find((entry) => entry.taskId === one.id)!.summary && !placeOf(one).milestone,
  )!;
  const entry = back.entries.find((one) => one.taskId === moved.id)!;
  const made = editOf(
    { kind: "move", id: moved.id, to: minuteOf(entry.start) - 7 * 1_440 } as never,
    back,
    calendar,
    { from: 480, to: 1_020 },
    newId,
  );
  expect(made).toMatchObject({ edit: { set: { notBeforeWall: null, planning: { constraint: { type: "FNLT" } } } } });
  const after = applyEdit(back, (made as { edit: Parameters<typeof applyEdit>[1] }).edit);
  expect(after.entries.find((one) => one.taskId === moved.id)!.start < entry.start).toBe(true);
});
