import type { AnswerOf, operations } from "@rondo/contract";
import type { WorkRow as Row } from "./store/work.ts";

type Item = AnswerOf<typeof operations.getMyDay>["items"][number];
export type Ranked = { row: Row; bucket: Item["bucket"]; why: Item["why"] };

const day = 86_400_000;

/**
 * The order of somebody's day, each place with its reason: what is late, what others wait for (a decision, an answer),
 * what is due today, what is on a critical path, what was put on this day; then what comes; then what waits on others.
 */
export function rank(rows: readonly Row[], me: string, now: Date): Ranked[] {
  const placed = rows.map((row) => place(row, me, now.getTime()));
  return placed
    .sort(
      (a, b) =>
        a.bucketOrder - b.bucketOrder ||
        a.weight - b.weight ||
        dueOf(a.row) - dueOf(b.row) ||
        b.row.priority - a.row.priority ||
        (a.row.task_id < b.row.task_id ? -1 : 1),
    )
    .map(({ row, bucket, why }) => ({ row, bucket, why }));
}

const order = { act: 0, coming: 1, waiting: 2 } as const;

function place(row: Row, me: string, now: number): Ranked & { weight: number; bucketOrder: number } {
  const at = (bucket: Item["bucket"], weight: number, code: Item["why"]["code"], params: Item["why"]["params"] = {}) => ({
    row,
    bucket,
    bucketOrder: order[bucket],
    weight,
    why: { code, params },
  });
  const due = dueOf(row);
  const dueParam = Number.isFinite(due) ? { due: new Date(due).toISOString() } : {};
  if (row.question_to_me) return at("act", 1, "question", { text: row.open_question ?? "" });
  if (row.owner_id !== me && row.owner_id !== null) return at("waiting", 0, "someoneWaits", { name: row.owner_name ?? "", ...dueParam });
  if (row.held !== null) return at("waiting", 2, "held", { text: row.held });
  if (row.open_question !== null) return at("waiting", 1, "askedBack", { text: row.open_question });
  if (row.not_before !== null && Date.parse(row.not_before) > now) return at("coming", 3, "notYet", { from: row.not_before });
  if (due < now) return at("act", 0, "overdue", dueParam);
  if (row.step_kind === "approval") return at("act", 2, "approval", { run: row.home_title, ...dueParam });
  if (due < now + day) return at("act", 3, "dueToday", dueParam);
  if (row.run_id !== null) return at("act", 4, "someoneWaits", { run: row.home_title, ...dueParam });
  // Work on the critical path is for now when its turn has come; before that it comes.
  if (row.critical && Date.parse(row.scheduled_start ?? "") < now + day)
    return at("act", 5, "critical", { project: row.home_title, ...dueParam });
  if (row.not_before !== null) return at("act", 6, "planned", { from: row.not_before, ...dueParam });
  if (due < now + 7 * day) return at("coming", 0, "dueSoon", dueParam);
  if (!Number.isFinite(due)) return at(row.priority >= 2 ? "act" : "coming", row.priority >= 2 ? 7 : 1, "noDate");
  return at("coming", 2, "later", dueParam);
}

/** When it must be done: its own date, else what the plan says, and what its run promised if that is sooner; Infinity for none. */
export function dueOf(row: Row): number {
  const date = row.due_at ?? row.scheduled_finish;
  return Math.min(date === null ? Infinity : Date.parse(date), row.clock?.due ?? Infinity);
}
