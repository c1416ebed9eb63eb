import type { AnswerOf, operations } from "@rondo/contract";
import { ref } from "../tasks/index.ts";
import type { ConversionRow } from "./store.ts";

export type Conversion = AnswerOf<typeof operations.convertProject>;

export function presentConversion(row: ConversionRow): Conversion {
  const end = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name });
  return {
    id: row.conversion_id,
    was: row.was,
    became: row.became,
    at: row.made_at,
    by: ref(row.made_by, row.maker_name),
    project: end(row.project_id, row.project_name),
    run: end(row.run_id, row.run_title),
    process: end(row.process_id, row.process_name),
    undoneAt: row.undone_at,
    undoneBy: ref(row.undone_by, row.undoer_name),
    mayUndo: row.undone_at === null && row.run_status === "running" && row.project_name !== null && row.run_title !== null,
  };
}
