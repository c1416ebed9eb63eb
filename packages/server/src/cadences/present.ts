import type { AnswerOf, operations } from "@rondo/contract";
import type { Occurrence } from "@rondo/core/cadence";
import type { AnswerProblem } from "@rondo/core/run";
import type { CadenceRow, OccurrenceRow } from "./store.ts";

export type Shown = AnswerOf<typeof operations.createCadence>;

export function presentCadence(row: CadenceRow, next: Shown["next"], wrong: readonly AnswerProblem[]): Shown {
  return {
    id: row.cadence_id,
    processId: row.process_id,
    name: row.name,
    rule: row.rule as Shown["rule"],
    start: row.start,
    until: row.until,
    catchUp: row.catch_up,
    overlap: row.overlap,
    answers: row.answers as Shown["answers"],
    expressions: row.expressions,
    wrong: wrong.map(presentWrong),
    exceptions: row.exceptions,
    paused: row.paused,
    next,
    missed: Number(row.missed),
    version: row.version,
  };
}

export function presentOccurrence({ at, day }: Occurrence, exceptions: CadenceRow["exceptions"]): Shown["next"][number] {
  return { at: new Date(at).toISOString(), day, moved: exceptions.some((one) => one.day === day) };
}

export function presentPast(row: OccurrenceRow): AnswerOf<typeof operations.listPastOccurrences>["items"][number] {
  return {
    at: row.due_at,
    run: row.run_id === null ? null : { id: row.run_id, title: row.title ?? "" },
    missed: row.missed,
    why: row.why,
    wrong: (row.problems ?? []).map(presentWrong),
  };
}

function presentWrong({ field, label, problem, message }: AnswerProblem): Shown["wrong"][number] {
  return { field, label, problem, ...(message !== undefined && { message }) };
}
