import { expect, test } from "vitest";
import { rank } from "./day.ts";
import type { WorkRow } from "./store/work.ts";

const now = new Date("2026-03-23T09:00:00Z");
const me = "me";
const at = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
const task = (title: string, parts: Partial<WorkRow> = {}): WorkRow =>
  ({
    task_id: title,
    title,
    owner_id: me,
    run_id: null,
    project_id: null,
    person_id: me,
    due_at: null,
    not_before: null,
    priority: 0,
    step_kind: null,
    open_question: null,
    held: null,
    critical: false,
    scheduled_start: null,
    scheduled_finish: null,
    question_to_me: false,
    home_title: "Home",
    owner_name: "Me",
    ...parts,
  }) as WorkRow;
const order = (...rows: WorkRow[]): string[] => rank(rows, me, now).map(({ row, bucket, why }) => `${row.title}: ${bucket} ${why.code}`);

test("late work comes first, then questions, decisions, what is due today, and what others wait for", () => {
  expect(
    order(
      task("step", { run_id: "r" }),
      task("today", { due_at: at(3) }),
      task("approval", { run_id: "r", step_kind: "approval" }),
      task("question", { question_to_me: true, owner_id: "other" }),
      task("late", { due_at: at(-1) }),
    ),
  ).toEqual(["late: act overdue", "question: act question", "approval: act approval", "today: act dueToday", "step: act someoneWaits"]);
});

test("work on the critical path is for now only when its turn has come", () => {
  const plan = { project_id: "p", person_id: null, critical: true };
  expect(
    order(
      task("later", { ...plan, scheduled_start: at(400), scheduled_finish: at(500) }),
      task("turn", { ...plan, scheduled_start: at(-10), scheduled_finish: at(200) }),
    ),
  ).toEqual(["turn: act critical", "later: coming later"]);
});

test("what is not to be begun yet comes later, and what others have is waited for", () => {
  expect(
    order(
      task("snoozed", { not_before: at(48), due_at: at(-1) }),
      task("theirs", { owner_id: "other", owner_name: "Mei" }),
      task("asked back", { open_question: "Which?" }),
      task("on hold", { held: "The reader is away", due_at: at(-1) }),
    ),
  ).toEqual(["snoozed: coming notYet", "theirs: waiting someoneWaits", "asked back: waiting askedBack", "on hold: waiting held"]);
});

test("among equals the nearer date, then the higher priority goes first, and the order is always the same", () => {
  const rows = [task("b", { due_at: at(60) }), task("a", { due_at: at(50) }), task("d", { priority: 1 }), task("c")];
  expect(order(...rows)).toEqual(order(...rows.toReversed()));
  expect(order(...rows).map((line) => line[0])).toEqual(["a", "b", "d", "c"]);
});

test("what was put on a day is for that day, and before its dates come", () => {
  expect(
    order(
      task("soon", { due_at: at(60) }),
      task("put", { not_before: at(-2), due_at: at(100) }),
      task("put and late", { not_before: at(-2), due_at: at(-1) }),
    ),
  ).toEqual(["put and late: act overdue", "put: act planned", "soon: coming dueSoon"]);
});
