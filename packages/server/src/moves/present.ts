import type { AnswerOf, operations } from "@rondo/contract";
import { ref } from "../tasks/index.ts";
import type { MoveRow, MovedRunRow } from "./store.ts";

export type Move = AnswerOf<typeof operations.listMoves>["items"][number];

export function presentMove(row: MoveRow, runs: readonly MovedRunRow[]): Move {
  return {
    id: row.move_id,
    revision: row.revision,
    at: row.moved_at,
    by: ref(row.moved_by, row.mover_name),
    reason: row.reason,
    runs: runs.map((run) => ({ id: run.run_id, title: run.title, from: run.from_revision, back: run.back })),
    undoneAt: row.undone_at,
    undoneBy: ref(row.undone_by, row.undoer_name),
    undoableUntil: row.undoable_until,
  };
}
