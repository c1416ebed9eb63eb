import type { AnswerOf, operations } from "@rondo/contract";
import { signatureOf } from "@rondo/formats/csv";
import { type Actor, type StreamCall, type WorkspaceCall, pageOf, readCursor, refuse } from "../http/index.ts";
import type { Tx } from "../database/index.ts";
import { type Import, presentImport, presentSummary } from "./present.ts";
import { readFile, readLimits } from "./reading/read.ts";
import type { Upload } from "./reading/upload.ts";
import { type ImportRow, chosenColumns, findImport, listImports } from "./store/import.ts";
import { peopleOf } from "./store/people.ts";

/** One's own imports; an admin's, all of them: a report names what was in a file, which may be private. */
export async function list({
  tx,
  actor,
  query,
  system,
}: WorkspaceCall<typeof operations.listImports>): Promise<AnswerOf<typeof operations.listImports>> {
  const binding = ["imports", actor.workspaceId, actor.personId];
  const rows = await listImports(
    tx,
    seesAll(actor) ? null : actor.personId,
    readCursor(query.cursor, binding, system.config.secret, 2),
    query.limit + 1,
  );
  return pageOf(rows, query.limit, binding, system.config.secret, (row) => [row.imported_at, row.import_id], presentSummary);
}

export async function report({ tx, actor, params }: WorkspaceCall<typeof operations.getImport>): Promise<Import> {
  return presentImport(await ownImport(tx, actor, params.i), await peopleOf(tx, params.i));
}

export async function ownImport(tx: Tx, actor: Actor, importId: string): Promise<ImportRow> {
  const row = await findImport(tx, importId);
  if (row === undefined || (row.imported_by !== actor.personId && !seesAll(actor))) refuse("import_not_found");
  return row;
}

function seesAll(actor: Actor): boolean {
  return actor.role === "owner" || actor.role === "admin";
}

/** The columns of a table as they would be read now. Nothing is made of it. */
export async function lookAtTable(
  { system, actor }: StreamCall<typeof operations.lookAtTable>,
  file: Upload,
): Promise<AnswerOf<typeof operations.lookAtTable>> {
  const chosen = await system.database.inWorkspace(actor.workspaceId, (tx) => chosenColumns(tx), "read");
  const { tables = [] } = await readFile(
    file.bytes,
    file.fileName,
    (error) => system.log.error({ err: error, fileName: file.fileName }, "a reader of tables died"),
    { ...readLimits, cache: null },
    { chosen, look: true },
  );
  return {
    tables: tables.map(({ header, samples, columns }) => ({
      header: [...header],
      samples: samples.map((row) => [...row]),
      columns: { ...columns },
      chosen: Object.hasOwn(chosen, signatureOf(header)),
    })),
  };
}
