import type { AnswerOf, operations } from "@rondo/contract";
import { showCursor } from "../journal/index.ts";
import { ref } from "../tasks/index.ts";
import type { EntryRow } from "./store.ts";

export type Entry = AnswerOf<typeof operations.listJournal>["items"][number];

export function presentEntry(row: EntryRow): Entry {
  return {
    cursor: showCursor(row),
    name: row.name,
    at: row.at,
    actor: ref(row.actor_id, row.actor_name),
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    version: row.version,
    data: row.data,
  };
}
