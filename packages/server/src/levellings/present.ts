import type { AnswerOf, operations } from "@rondo/contract";
import { bestSoFar } from "./solver.ts";
import type { LevellingRow } from "./store.ts";

export type Levelling = AnswerOf<typeof operations.getLevelling>;

export function presentLevelling(row: LevellingRow): Levelling {
  const accepted = new Set(row.accepted.flatMap(({ taskId, before }) => (before === undefined ? [] : [taskId])));
  return {
    id: row.levelling_id,
    projectId: row.project_id,
    state: row.state,
    madeBy: row.made_by === null ? null : { id: row.made_by, name: row.maker_name ?? "" },
    madeAt: row.made_at,
    finish: row.state === "running" ? bestSoFar(row.levelling_id) : row.finish,
    unlevelledFinish: row.unlevelled_finish,
    moves: row.moves.map((move) => ({
      taskId: move.task,
      title: move.title,
      was: move.was,
      start: move.start,
      delayedByMinutes: move.delayedBy,
      reason: move.reason,
      because: move.because === undefined ? null : { code: move.because.code, params: { ...move.because.params } },
      notBefore: move.notBefore,
      notAfter: move.notAfter ?? null,
      pauses: [...(move.pauses ?? [])],
      assigned: (move.assigned ?? []).map(({ person, role }) => ({ person: { id: person, name: row.names[person] ?? "" }, role })),
      accepted: accepted.has(move.task),
    })),
    findings: row.findings.map((finding) => ({ ...finding })),
    version: row.version,
  };
}
