import type { AnswerOf, operations } from "@rondo/contract";
import { ref } from "../tasks/index.ts";
import type { SubmissionRow } from "./store.ts";

export type Submission = AnswerOf<typeof operations.listSubmissions>["items"][number];

export function presentSubmission(row: SubmissionRow): Submission {
  return {
    id: row.submission_id,
    draftVersion: row.draft_version,
    note: row.note,
    at: row.made_at,
    by: ref(row.made_by, row.maker_name),
    verdict: row.verdict,
    word: row.word,
    decidedAt: row.decided_at,
    decidedBy: ref(row.decided_by, row.decider_name),
  };
}
