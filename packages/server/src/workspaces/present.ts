import type { AnswerOf, operations } from "@rondo/contract";
import type { WorkspaceRow } from "./store.ts";

export type Workspace = AnswerOf<typeof operations.getWorkspace>;

export function presentWorkspace(row: WorkspaceRow): Workspace {
  return {
    id: row.workspace_id,
    name: row.name,
    slug: row.slug,
    zone: row.zone,
    calendarId: row.calendar_id,
    version: row.version,
    createdAt: row.created_at,
  };
}
