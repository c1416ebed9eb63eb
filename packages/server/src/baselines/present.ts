import type { AnswerOf, operations } from "@rondo/contract";
import type { BaselineRow, FrozenEntry } from "./store.ts";

export type Baseline = AnswerOf<typeof operations.takeBaseline>;

export function presentBaseline(row: BaselineRow): Baseline {
  return {
    id: row.baseline_id,
    name: row.name,
    takenAt: row.taken_at,
    takenBy: row.taken_by === null ? null : { id: row.taken_by, name: row.taker_name ?? "" },
    finish: row.finish,
    tasks: row.tasks,
  };
}

export function presentFrozen({
  task,
  title,
  start,
  finish,
  minutes,
}: FrozenEntry): AnswerOf<typeof operations.getBaseline>["entries"][number] {
  return { taskId: task, title, start, finish, workingMinutes: minutes };
}
