import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, id, inWorkspace, instant, page, personRef } from "./primitives.ts";
import { Finding } from "./process.ts";

export const Import = z.object({
  id,
  fileName: z.string(),
  format: z.string(),
  at: instant,
  by: personRef.nullable(),
  counts: z.array(z.object({ noun: z.string(), read: z.int(), carried: z.int() })).describe("What was in the file and what is in Rondo now"),
  made: z.array(z.object({ kind: z.enum(["process", "project"]), id, name: z.string() })),
  findings: z.array(Finding),
});

export const importOperations = {
  importFile: operation({ id: "importFile", method: "POST", path: "/api/workspaces/:w/imports", summary: "Read a file (multipart field `file`, or the raw bytes with X-File-Name) into a draft process or a project", door: "workspace", needs: "import.make", params: inWorkspace, query: z.strictObject({ again: z.stringbool().default(false).describe("Import as a copy even if this very file was imported before") }), upload: true, answer: Import, status: 201, refusals: ["unreadable", "format_unknown", "too_large", "already_imported", "import_running", "unsupported_media_type"] }),
  listImports: operation({ id: "listImports", method: "GET", path: "/api/workspaces/:w/imports", summary: "What was imported", door: "workspace", needs: "import.make", params: inWorkspace, query: cursorQuery, answer: page(Import), status: 200, refusals: ["bad_cursor"] }),
  getImport: operation({ id: "getImport", method: "GET", path: "/api/workspaces/:w/imports/:i", summary: "The report of one import", door: "workspace", needs: "import.make", params: z.object({ w: id, i: id }), answer: Import, status: 200, refusals: ["import_not_found"] }),
};
