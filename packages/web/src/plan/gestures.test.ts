import { expect, test } from "vitest";
import { applyEdit, type PlanEdit } from "./edit.ts";
import { editOf, nudged, startOn } from "./gestures.ts";
import { libraryPlan } from "./library.ts";
import { calendarOf, minuteOf, type Place, placeOf, type Plan } from "./model.ts";
import { waitsEdits } from "./waits.ts";

const library = libraryPlan();
const id = library.tasks.find((task) => task.title.startsWith("Pack folios"))!.id;
const holding = (planning: Place["planning"]): Plan => ({
  ...library,
  tasks: library.tasks.map((task) => (task.id === id ? { ...task, plan: { ...placeOf(task), planning } } : task)),
});
const startOf = (plan: Plan) => plan.entries.find((entry) => entry.taskId === id)!.start;
const day = { from: 480, to: 1_020 };
const dragged = (plan: Plan, to: string): PlanEdit => {
  const made = editOf({ kind: "move", id, to: minuteOf(to) }, plan, calendarOf(plan), day, () => "new");
  expect(made).toHaveProperty("edit");
  return (made as { edit: PlanEdit }).edit;
};
const held = (planning: Place["planning"]) => applyEdit(holding(planning), { kind: "set", id, set: { planning } });

test.each(["ALAP", "SNLT", "FNLT", "FNET", "MSO", "MFO"] as const)("a bar that is held by %s stands where it is dropped", (type) => {
  const at = type === "ALAP" ? undefined : type.startsWith("F") || type === "MFO" ? "2026-10-16T17:00" : "2026-10-12T08:00";
  const plan = held({ constraint: { type, ...(at && { at }) } });
  const after = applyEdit(plan, dragged(plan, "2026-10-19T00:00"));
  expect(startOf(after).slice(0, 10)).toBe("2026-10-19");
  const by = placeOf(after.tasks.find((task) => task.id === id)!).planning.constraint?.type;
  expect(by, "a day it must keep moves with it; any other condition is that it starts no earlier").toBe(
    type === "MSO" || type === "MFO" ? type : undefined,
  );
});

test("a day later by a key, and a day that is written as its start, move it as the hand does", () => {
  const plan = held({ constraint: { type: "ALAP" } });
  const task = plan.tasks.find((one) => one.id === id)!;
  const calendar = calendarOf(plan);
  const later = applyEdit(plan, nudged(plan, task, calendar, 1)!);
  expect(startOf(later) > startOf(plan)).toBe(true);
  const written = applyEdit(plan, startOn(plan, task, Math.floor(minuteOf("2026-10-19T00:00") / 1_440), calendar));
  expect(startOf(written).slice(0, 10)).toBe("2026-10-19");
  const free = applyEdit(
    written,
    startOn(
      written,
      written.tasks.find((one) => one.id === id)!,
      null,
      calendar,
    ),
  );
  expect(placeOf(free.tasks.find((one) => one.id === id)!)).toMatchObject({ notBeforeWall: null, planning: {} });
});

test("a lag in percent is changed as what it is, and never taken for minutes", () => {
  const link = library.links[0]!;
  const plan = {
    ...library,
    links: library.links.map((one) => (one === link ? { ...one, lagMinutes: 50, lagKind: "percent" as const } : one)),
  };
  const numbers = new Map([[link.fromId, "1"]]);
  const others = plan.links.filter((one) => one.toId === link.toId && one !== plan.links[0]);
  others.forEach((one, index) => numbers.set(one.fromId, String(index + 2)));
  const also = others.map((one) => `${numbers.get(one.fromId)}${one.type}`).join(", ");
  const words = { t: ((key: string) => key) as never, units: { minutesPerDay: 480, minutesPerWeek: 2_400 } };
  const edits = (text: string) => waitsEdits(plan, link.toId, also === "" ? text : `${text}, ${also}`, numbers, words);
  expect(edits(`1${link.type}+50%`)).toEqual([]);
  const toDays = edits(`1${link.type}+1d`) as PlanEdit[];
  expect(toDays).toEqual([{ kind: "relink", id: link.id, type: link.type, lagMinutes: 480, lagKind: "working" }]);
  expect(applyEdit(plan, toDays[0]!).links[0]).toMatchObject({ lagMinutes: 480, lagKind: "working" });
});
