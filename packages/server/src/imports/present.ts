import type { AnswerOf, operations } from "@rondo/contract";
import { ref } from "../tasks/index.ts";
import type { ImportRow } from "./store/import.ts";
import type { PersonRow } from "./store/people.ts";

export type Import = AnswerOf<typeof operations.getImport>;

export function presentImport(row: ImportRow, people: readonly PersonRow[]): Import {
  return {
    ...presentSummary(row),
    people: people.map((one) => ({
      number: one.person_no,
      name: one.name,
      username: one.username,
      email: one.email,
      person: ref(one.person_id, one.person_name),
      how: one.how,
      tasks: one.tasks,
    })),
  };
}

export function presentSummary(row: ImportRow): AnswerOf<typeof operations.listImports>["items"][number] {
  return {
    id: row.import_id,
    fileName: row.file_name,
    format: row.format,
    at: row.imported_at,
    by: ref(row.imported_by, row.importer_name),
    counts: row.counts.map(({ noun, read, carried }) => ({ noun, read, carried })),
    made: row.made.map(({ kind, id, name }) => ({ kind, id, name })),
    findings: row.findings.map(({ params, at, ...finding }) => ({
      ...finding,
      ...(params && { params: { ...params } }),
      ...(at && { at: { ...at } }),
    })),
  };
}
