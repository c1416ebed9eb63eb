import type { AnswerOf, operations } from "@rondo/contract";
import { type Actor, type WorkspaceCall, pageOf, readCursor, refuse } from "../http/index.ts";
import { type Import, presentImport } from "./present.ts";
import { findImport, listImports } from "./store.ts";

/** One's own imports; an admin's, all of them: a report names what was in a file, which may be private. */
export async function list({ tx, actor, query, system }: WorkspaceCall<typeof operations.listImports>): Promise<AnswerOf<typeof operations.listImports>> {
  const binding = ["imports", actor.workspaceId, actor.personId];
  const rows = await listImports(tx, seesAll(actor) ? null : actor.personId, readCursor(query.cursor, binding, system.config.secret, 2), query.limit + 1);
  return pageOf(rows, query.limit, binding, system.config.secret, (row) => [row.imported_at, row.import_id], presentImport);
}

export async function report({ tx, actor, params }: WorkspaceCall<typeof operations.getImport>): Promise<Import> {
  const row = await findImport(tx, params.i);
  if (row === undefined || (row.imported_by !== actor.personId && !seesAll(actor))) refuse("import_not_found");
  return presentImport(row);
}

function seesAll(actor: Actor): boolean {
  return actor.role === "owner" || actor.role === "admin";
}
