import { requestIn, standing } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { askIfReached, inTurn, type Paint, useChange, useMe, useWorkspace } from "../session/index.ts";
import { useBothValues } from "./both-values.ts";
import { instantAt, startOfDay } from "./clock.ts";
import { taskTexts } from "./en.ts";
import { type Moments, useMoments } from "./moments.ts";
import type { Task, TaskChange } from "./task.ts";

/** What people do with a task, wherever they meet it: painted at once, with Undo where the thing can be undone. */
export function useTaskChanges() {
  const t = useText(taskTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const moments = useMoments();
  const sayBoth = useBothValues();

  const save = (task: Task, body: TaskChange) =>
    inTurn(task, (version) => requestIn(w, "PATCH /tasks/:t", { params: { t: task.id }, version, body, base: seenOf(task, body) }));
  const giveTo = (task: Task, person: Holder): Promise<unknown> =>
    task.home.kind === "run" && person !== null
      ? requestIn(w, "PUT /tasks/:t/assignment", { params: { t: task.id }, body: { personId: person.id, from: task.owner?.id ?? null } })
      : save(task, { ownerId: person?.id ?? null });
  const done = (task: Task, paint: Paint) => {
    for (const list of lists) paint(list, (shown) => without(shown, task.id));
    paintTask(paint, task.id, (shown) => ({
      ...shown,
      closedAs: "completed",
      completion: { by: { id: me.id, name: me.name }, at: new Date().toISOString() },
    }));
  };
  const complete = useChange({
    call: ({ task, anyway = false }: { task: Task; anyway?: boolean }) =>
      requestIn(w, "PUT /tasks/:t/completion", { params: { t: task.id }, body: anyway ? {} : { ifReady: true } }),
    paint: ({ task }, paint) => done(task, paint),
    touches: ["task", "project"],
    said: ({ task }) => t("completed", { title: task.title }),
    refused: (problem, { task }) => askIfReached(problem, t("reachedAnyway"), () => complete.mutate({ task, anyway: true })),
    undo: ({ task }): Promise<unknown> => requestIn(w, "DELETE /tasks/:t/completion", { params: { t: task.id } }),
  });
  const completeStep = useChange({
    call: (task: Task) => requestIn(w, "PUT /tasks/:t/completion", { params: { t: task.id } }),
    paint: done,
    touches: ["task", "run"],
    said: (task) => t("stepCompleted", { title: task.title }),
  });
  const reopen = useChange({
    call: (task: Task) => requestIn(w, "DELETE /tasks/:t/completion", { params: { t: task.id } }),
    paint: (task, paint) => paintTask(paint, task.id, (shown) => ({ ...shown, closedAs: null, completion: null })),
    touches: ["task", "project"],
    said: (task) => t("reopened", { title: task.title }),
    undo: (task) => requestIn(w, "PUT /tasks/:t/completion", { params: { t: task.id } }),
  });
  const change = useChange({
    call: ({ task, body }: { task: Task; body: TaskChange }) => save(task, body),
    paint: ({ task, body }, paint) => paintTask(paint, task.id, (shown) => painted(shown, body)),
    touches: ["task", "project"],
    said: ({ task, body }) => t("changed", { title: body.title ?? task.title }),
    refused: (problem, { task, body }) => sayBoth(problem, task.title, body),
    // How long a task of a plan takes stands in its plan, not on the task.
    undoable: ({ task, body }) => Object.values(seenOf(task, body)).every((was) => was !== undefined),
    undo: ({ task, body }) => save(painted(task, body), seenOf(task, body)),
  });
  const setDate = useChange({
    call: ({ task, body }: { task: Task; body: Dates }) => save(task, body),
    paint: ({ task, body }, paint) => paintTask(paint, task.id, (shown) => ({ ...shown, ...body })),
    touches: ["task", "project"],
    said: ({ task, body }) => saidOfDate(t, moments, task, body),
    refused: (problem, { task, body }) => sayBoth(problem, task.title, body),
    undo: ({ task, body }) => save({ ...task, ...body }, "dueAt" in body ? { dueAt: task.dueAt } : { notBefore: task.notBefore }),
  });
  const putOn = useChange({
    call: ({ task, day }: { task: Task; day: string | null }) =>
      save(task, { notBefore: day === null ? null : instantAt(day, startOfDay, moments.zone) }),
    paint: ({ task, day }, paint) =>
      paint("GET /my-week", (week) => ({
        ...week,
        items: week.items.map((item) => (item.task.id === task.id ? { ...item, day, by: day === null ? null : ("put" as const) } : item)),
      })),
    touches: ["task", "project"],
    refused: (problem, { task, day }) =>
      sayBoth(problem, task.title, { notBefore: day === null ? null : instantAt(day, startOfDay, moments.zone) }),
    said: ({ task, day }) =>
      day === null ? t("putOffEnded", { title: task.title }) : t("putOnDay", { title: task.title, when: moments.sayDay(day) }),
    undo: ({ task, day }) =>
      save({ ...task, notBefore: day === null ? null : instantAt(day, startOfDay, moments.zone) }, { notBefore: task.notBefore }),
  });
  const give = useChange({
    call: ({ task, person }: { task: Task; person: Holder }) => giveTo(task, person),
    paint: ({ task, person }, paint) => paintTask(paint, task.id, (shown) => ({ ...shown, owner: person })),
    touches: ["task", "run", "project"],
    refused: (problem, { task, person }) => sayBoth(problem, task.title, { ownerId: person?.id ?? null }),
    said: ({ task, person }) => t("given", { title: task.title, name: person?.name ?? t("nobody") }),
    // A step that a team had is nobody's to give back to.
    undoable: ({ task }) => task.home.kind !== "run" || task.owner !== null,
    undo: ({ task, person }) => giveTo({ ...task, owner: person }, task.owner),
  });
  const remove = useChange({
    call: (task: Task) => requestIn(w, "DELETE /tasks/:t", { params: { t: task.id } }),
    paint: (task, paint) => {
      for (const list of lists) paint(list, (shown) => without(shown, task.id));
    },
    touches: ["project", "my-day"],
    said: (task) => t("removed", { title: task.title }),
    undo: (task) => requestIn(w, "DELETE /tasks/:t/deletion", { params: { t: task.id } }),
  });
  return {
    complete: (task: Task) => (task.home.kind === "run" ? completeStep.mutate(task) : complete.mutate({ task })),
    reopen: reopen.mutate,
    change,
    setDate,
    putOn,
    give,
    remove,
  };
}

type Holder = Task["owner"];

export type Dates = { dueAt: string | null } | { notBefore: string | null };

function paintTask(paint: Paint, id: string, update: (task: Task) => Task): void {
  paint("GET /my-day", (day) => ({
    ...day,
    items: day.items.map((item) => (item.task.id === id ? { ...item, task: update(item.task) } : item)),
  }));
  paint("GET /my-week", (week) => ({
    ...week,
    items: week.items.map((item) => (item.task.id === id ? weekItem(item, update(item.task)) : item)),
  }));
  paint("GET /tasks/:t", (task) => (task.id === id ? update(task) : task));
}

const lists = ["GET /my-day", "GET /my-week"] as const;

function without<List extends { readonly items: readonly { readonly task: Task }[] }>(list: List, id: string): List {
  return { ...list, items: list.items.filter((item) => item.task.id !== id) };
}

/** A length that is said counts at once; on which day it stands is for whoever moves it to paint. */
function weekItem<Item extends { readonly task: Task; readonly minutes: number | null }>(item: Item, task: Task): Item {
  return { ...item, task, minutes: task.effortMinutes === item.task.effortMinutes ? item.minutes : task.effortMinutes };
}

/** Only what a task shows by itself; an owner's name is painted by `give`. */
function painted(task: Task, body: TaskChange): Task {
  return {
    ...task,
    ...(body.title !== undefined && { title: body.title }),
    ...(body.notes !== undefined && { notes: body.notes }),
    ...(body.priority !== undefined && { priority: body.priority }),
    ...(body.effortMinutes !== undefined && { effortMinutes: body.effortMinutes }),
    ...(body.workingMinutes !== undefined && { effortMinutes: body.workingMinutes }),
  };
}

function saidOfDate(
  t: (key: "dueSet" | "dueTaken" | "putOff" | "putOffEnded", values: { title: string; when?: string }) => string,
  moments: Moments,
  { title }: Task,
  body: Dates,
): string {
  if ("dueAt" in body) return body.dueAt === null ? t("dueTaken", { title }) : t("dueSet", { title, when: moments.say(body.dueAt) });
  return body.notBefore === null ? t("putOffEnded", { title }) : t("putOff", { title, when: moments.say(body.notBefore) });
}

/** What a task has of what is changed: somebody who changes something else is not in the way. */
function seenOf(task: Task, body: TaskChange): TaskChange {
  return Object.fromEntries(Object.keys(body).map((key) => [key, standing(task, key)])) as TaskChange;
}
