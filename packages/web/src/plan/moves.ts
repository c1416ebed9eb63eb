import { minutesOf, saidOf } from "./compute.ts";
import { applyEdit, freedBy, type PlanEdit } from "./edit.ts";
import { minuteOf, type Plan } from "./model.ts";
import type { Change, Computed } from "./scheduler-sketch.ts";

/** What a change moves: for a preview before the drop, and for the sentence after it. */
export type Moves = {
  /** Tasks whose dates differ, without summaries (they only follow) and without the one that was changed. */
  readonly others: number;
  readonly moved: ReadonlyMap<string, { readonly start: string; readonly finish: string }>;
  /** Of the others, the one that goes furthest, and by how many minutes around the clock (earlier: less than none). */
  readonly worst: { readonly id: string; readonly by: number } | null;
  readonly finishBefore: string;
  readonly finishAfter: string;
};

export function movesBetween(before: Plan, after: Plan, changedId: string | null = null): Moves {
  const there = new Map(after.entries.map((entry) => [entry.taskId, entry]));
  return moves(before, after.finish, changedId, (_, id) => there.get(id));
}

/** The same from what a worker answered. */
export function movesFrom(before: Plan, { finish, texts, dates: [start, end] }: Computed, changedId: string | null): Moves {
  return moves(before, finish, changedId, (row) => ({ start: texts[start[row]!]!, finish: texts[end[row]!]! }));
}

function moves(
  before: Plan,
  finishAfter: string,
  changedId: string | null,
  at: (row: number, id: string) => { readonly start: string; readonly finish: string } | undefined,
): Moves {
  const moved = new Map<string, { start: string; finish: string }>();
  let others = 0;
  let worst: Moves["worst"] = null;
  before.entries.forEach((old, row) => {
    const entry = at(row, old.taskId);
    if (!entry || (old.start === entry.start && old.finish === entry.finish)) return;
    moved.set(old.taskId, { start: entry.start, finish: entry.finish });
    if (old.summary || old.taskId === changedId) return;
    others += 1;
    const by = minuteOf(entry.start) - minuteOf(old.start);
    if (worst === null || Math.abs(by) > Math.abs(worst.by)) worst = { id: old.taskId, by };
  });
  return { others, moved, worst, finishBefore: before.finish, finishAfter };
}

/** An edit as a worker takes it; null for one that moves no dates before it is made, or is computed on the spot. */
export function changeOf(plan: Plan, edit: PlanEdit): Change | null {
  const rowOf = (id: string) => plan.tasks.findIndex((task) => task.id === id);
  if (edit.kind === "link")
    return {
      row: -1,
      minutes: 0,
      said: {},
      free: [],
      links: [
        {
          from: rowOf(edit.fromId),
          to: rowOf(edit.toId),
          type: edit.type,
          lag: { minutes: edit.lagMinutes, kind: edit.lagKind ?? "working" },
        },
      ],
    };
  if (edit.kind !== "set") return null;
  const row = rowOf(edit.id);
  const task = plan.tasks[row];
  if (!task?.plan) return null;
  const { title: _, owner: _owner, ...set } = edit.set;
  const next = { ...task, plan: { ...task.plan, ...set } };
  const freed = freedBy(plan, edit);
  return {
    row,
    minutes: minutesOf(next),
    said: saidOf(next, plan.entries[row]),
    free: freed ? plan.tasks.flatMap((one, at) => (freed.has(one.id) ? [at] : [])) : [],
    links: [],
  };
}

/** Without a worker: where there is none, and for what it does not take. */
export function movesNow(plan: Plan, edit: PlanEdit): Moves {
  return movesBetween(plan, applyEdit(plan, edit), "id" in edit ? edit.id : null);
}
