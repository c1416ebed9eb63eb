import type { AnswerOf, operations } from "@rondo/contract";
import type { CadenceRow } from "./store.ts";

export function presentCadence(row: CadenceRow, next: readonly string[]): AnswerOf<typeof operations.createCadence> {
  return { id: row.cadence_id, processId: row.process_id, name: row.name, rule: row.rule as AnswerOf<typeof operations.createCadence>["rule"], start: row.start, until: row.until, catchUp: row.catch_up, paused: row.paused, next: [...next], missed: Number(row.missed), version: row.version };
}
