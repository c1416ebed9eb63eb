import { minutesOf, peopleOf, saidOf } from "./compute.ts";
import { applyEdit, freedBy, type PlanEdit } from "./edit.ts";
import { minuteOf, type Plan, rowOf } from "./model.ts";
import { Moved, movedRows, type MovedRows, standsOf, stays } from "./moved.ts";
import type { Change } from "./scheduler-sketch.ts";

/** What a change moves: for a preview before the drop, and for the sentence after it. */
export type Moves = {
  /** Tasks whose dates differ, without summaries (they only follow) and without the one that was changed. */
  readonly others: number;
  readonly moved: Moved;
  /** Of the others, the one that goes furthest, and by how many minutes around the clock (earlier: less than none). */
  readonly worst: { readonly id: string; readonly by: number } | null;
  readonly finishBefore: string;
  readonly finishAfter: string;
};

export function movesBetween(before: Plan, after: Plan, changedId: string | null = null): Moves {
  const there = new Map(after.entries.map((entry) => [entry.taskId, entry]));
  const column = (read: (entry: Plan["entries"][number]) => string) =>
    Int32Array.from(before.tasks, ({ id }) => {
      const entry = there.get(id);
      return entry ? minuteOf(read(entry)) : stays;
    });
  const rows = movedRows(
    standsOf(before),
    column((one) => one.start),
    column((one) => one.finish),
    changedId === null ? -1 : (rowOf(before.tasks).get(changedId) ?? -1),
  );
  return movesFrom(before, rows, after.finish);
}

/** The same from what a worker answered. */
export function movesFrom(before: Plan, rows: MovedRows, finishAfter: string): Moves {
  const { others, worst } = rows;
  return {
    others,
    moved: new Moved(rowOf(before.tasks), rows),
    worst: worst && { id: before.tasks[worst.row]!.id, by: worst.by },
    finishBefore: before.finish,
    finishAfter,
  };
}

/** An edit as a worker takes it; null for one that moves no dates before it is made, or is computed on the spot. */
export function changeOf(plan: Plan, edit: PlanEdit): Change | null {
  const rows = rowOf(plan.tasks);
  const at = (id: string) => rows.get(id) ?? -1;
  if (edit.kind === "link")
    return {
      row: -1,
      minutes: 0,
      said: {},
      free: [],
      links: [
        {
          from: at(edit.fromId),
          to: at(edit.toId),
          type: edit.type,
          lag: { minutes: edit.lagMinutes, kind: edit.lagKind ?? "working" },
        },
      ],
    };
  if (edit.kind !== "set") return null;
  const row = at(edit.id);
  const task = plan.tasks[row];
  if (!task?.plan) return null;
  const { title: _, owner: _owner, ...set } = edit.set;
  const next = { ...task, plan: { ...task.plan, ...set } };
  const freed = freedBy(plan, edit);
  return {
    row,
    minutes: minutesOf(next),
    said: saidOf(next, plan.entries[row], peopleOf(plan)),
    free: freed ? [...freed].map(at) : [],
    links: [],
  };
}

/** Without a worker: where there is none, and for what it does not take. */
export function movesNow(plan: Plan, edit: PlanEdit): Moves {
  return movesBetween(plan, applyEdit(plan, edit), "id" in edit ? edit.id : null);
}
