import type { AnswerOf, operations } from "@rondo/contract";
import type { FieldRow } from "./store.ts";

export type CustomFieldShown = AnswerOf<typeof operations.createCustomField>;

export function presentField(row: FieldRow): CustomFieldShown {
  return {
    id: row.field_id,
    name: row.name,
    type: row.type,
    choices: row.choices,
    projectId: row.project_id,
    processId: row.process_id,
    version: row.version,
  };
}
