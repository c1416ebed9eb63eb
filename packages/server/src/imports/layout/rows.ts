import type { NewTask } from "../../tasks/index.ts";

export type RecordKind =
  | "project"
  | "assignment"
  | "list"
  | "task"
  | "checklist"
  | "item"
  | "label"
  | "member"
  | "field"
  | "attachment"
  | "event";

export type NewRecord = {
  readonly number: number;
  readonly kind: RecordKind;
  readonly source_id: string;
  readonly project_id: string | null;
  readonly task_id: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};
export type NewCompletion = { readonly task_id: string; readonly completed_by: string | null; readonly completed_at: string };
export type NewComment = {
  readonly comment_id: string;
  readonly task_id: string;
  readonly author_id: string | null;
  readonly imported_author: string | null;
  readonly text: string;
  readonly at: string | null;
};
export type NewLink = {
  readonly link_id: string;
  readonly from_id: string;
  readonly to_id: string;
  readonly type: "FS" | "SS" | "FF" | "SF";
  readonly lag_minutes: number;
  readonly lag_kind: "working" | "elapsed" | "percent";
};

/** Rows that are written in one transaction. */
export type Chunk = {
  readonly projectId: string;
  readonly tasks: NewTask[];
  readonly completions: NewCompletion[];
  readonly comments: NewComment[];
  readonly records: NewRecord[];
  readonly links: NewLink[];
};

export function emptyChunk(projectId: string): Chunk {
  return { projectId, tasks: [], completions: [], comments: [], records: [], links: [] };
}

/** How many rows of all kinds go into one transaction: some 30 ms of work. */
export const chunkRows = 500;

export function rowsIn(chunk: Chunk): number {
  return chunk.tasks.length + chunk.comments.length + chunk.records.length + chunk.links.length;
}
