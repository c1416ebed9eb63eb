import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, id, inWorkspace, instant, page, personRef } from "./primitives.ts";
import { Finding } from "./draft.ts";

export const Import = z.object({
  id,
  fileName: z.string(),
  format: z.string(),
  at: instant,
  by: personRef.nullable(),
  counts: z
    .array(z.object({ noun: z.string(), read: z.int(), carried: z.int() }))
    .describe("What was in the file and what is in Rondo now"),
  made: z.array(z.object({ kind: z.enum(["process", "project"]), id, name: z.string() })),
  findings: z.array(Finding),
});

const Report = Import.extend({
  people: z
    .array(
      z.object({
        number: z.int(),
        name: z.string(),
        username: z.string().nullable(),
        email: z.string().nullable(),
        person: personRef.nullable(),
        how: z.enum(["mail", "hand", "before"]).nullable().describe("By mail address, by hand, or as was said of an earlier file"),
        tasks: z.int(),
      }),
    )
    .describe("Who was in the file, and which member each is"),
});

const meaning = z.enum([
  "title",
  "id",
  "parent",
  "notes",
  "list",
  "project",
  "assignee",
  "email",
  "labels",
  "start",
  "due",
  "created",
  "completedAt",
  "status",
  "url",
  "comments",
  "checklists",
  "attachments",
  "duration",
  "predecessors",
]);
const header = z.array(z.string().max(1_000)).min(1).max(1_000);
const TableShape = z.object({
  header: z.array(z.string()),
  samples: z.array(z.array(z.string())),
  columns: z
    .partialRecord(meaning, z.int())
    .describe("A column's place by its meaning, as chosen before or guessed; every other becomes a field"),
  chosen: z.boolean(),
});

export const importOperations = {
  lookAtTable: operation({
    id: "lookAtTable",
    method: "POST",
    path: "/api/workspaces/:w/imports/columns",
    summary: "The columns of a table (CSV, XLSX) with some rows, and what each is taken for; nothing is imported",
    door: "workspace",
    needs: "import.make",
    params: inWorkspace,
    upload: true,
    answer: z.object({ tables: z.array(TableShape) }),
    status: 200,
    refusals: ["unreadable", "format_unknown", "too_large", "unsupported_media_type"],
  }),
  chooseColumns: operation({
    id: "chooseColumns",
    method: "PUT",
    path: "/api/workspaces/:w/imports/columns",
    summary: "Say what the columns of tables with these names mean; remembered for every later one",
    door: "workspace",
    needs: "import.make",
    params: inWorkspace,
    body: z.strictObject({ header, columns: z.partialRecord(meaning, z.int().min(0).max(999)) }),
    status: 204,
    refusals: ["invalid_request"],
  }),
  importFile: operation({
    id: "importFile",
    method: "POST",
    path: "/api/workspaces/:w/imports",
    summary: "Read a file (multipart field `file`, or the raw bytes with X-File-Name) into a draft process or a project",
    door: "workspace",
    needs: "import.make",
    params: inWorkspace,
    query: z.strictObject({
      again: z.stringbool().default(false).describe("Import as a copy even if this very file was imported before"),
      update: z
        .stringbool()
        .default(false)
        .describe(
          "A later export of a board that is here: what is new in it is added and what changed is changed, but for what people changed here; of any other file, as without",
        ),
    }),
    upload: true,
    answer: Report,
    status: 201,
    refusals: [
      "unreadable",
      "format_unknown",
      "too_large",
      "already_imported",
      "import_running",
      "unsupported_media_type",
      "project_ended",
    ],
  }),
  listImports: operation({
    id: "listImports",
    method: "GET",
    path: "/api/workspaces/:w/imports",
    summary: "What was imported",
    door: "workspace",
    needs: "import.make",
    params: inWorkspace,
    query: cursorQuery,
    answer: page(Import),
    status: 200,
    refusals: ["bad_cursor"],
  }),
  getImport: operation({
    id: "getImport",
    method: "GET",
    path: "/api/workspaces/:w/imports/:i",
    summary: "The report of one import",
    door: "workspace",
    needs: "import.make",
    params: z.object({ w: id, i: id }),
    answer: Report,
    status: 200,
    refusals: ["import_not_found"],
  }),
  matchPerson: operation({
    id: "matchPerson",
    method: "PATCH",
    path: "/api/workspaces/:w/imports/:i/people/:n",
    summary: "Say which member somebody in an imported file is: their tasks and comments become theirs, and later files know it",
    door: "workspace",
    needs: "import.make",
    params: z.object({ w: id, i: id, n: z.coerce.number().int().min(1) }),
    body: z.strictObject({ personId: id.nullable() }),
    answer: Report,
    status: 200,
    refusals: ["import_not_found", "member_not_found"],
  }),
};
