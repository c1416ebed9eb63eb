import { z } from "zod";
import { LogQuery, MinedLog } from "./log.ts";
import { operation } from "./operation.ts";
import { id, inWorkspace, instant, name, personRef } from "./primitives.ts";
import { Finding } from "./draft.ts";
import { Told } from "./said.ts";

const made = z.object({ kind: z.enum(["process", "project"]), id, name: z.string() });

const refused = z.object({ code: z.string(), title: z.string(), next: z.string() }).nullable();

const AuditFile = z.object({
  number: z.int(),
  fileName: z.string(),
  state: z.enum(["waiting", "reading", "read", "stopped"]).describe("Files are read in the background, one after the other"),
  containers: z.int().describe("How many boards, lists, plans or procedures it holds"),
  items: z.int(),
  log: z.object({ cases: z.int(), events: z.int() }).nullable().describe("Of an event log"),
  refused: refused.describe("Why it could not be read; the others are audited all the same"),
  findings: z.array(Finding),
});

const Container = z.object({
  id: z.string(),
  name: z.string(),
  file: z.int().nullable(),
  kind: z.enum(["process", "project", "unclear"]),
  confidence: z.number(),
  reasons: z.array(Told),
  evidence: z.array(z.object({ feature: z.string(), value: z.number(), weight: z.number(), says: Told.nullable() })),
  family: z.string().nullable(),
  contains: z.string().nullable().describe("The family of runs that it holds inside"),
  owner: z.string().nullable(),
  size: z.int(),
  done: z.int(),
  since: instant.nullable(),
  until: instant.nullable(),
  gaps: z.array(z.object({ code: z.enum(["noOwner", "noDefinition", "lowConformance", "rework", "noTimes", "overdue"]), says: Told })),
  adopted: made.nullable(),
});

const Family = z.object({
  id: z.string(),
  name: z.string(),
  members: z.array(z.string()),
  inside: z.boolean(),
  runs: z.int(),
  confidence: z.number(),
  procedure: z.object({
    steps: z.array(
      z.object({
        name: z.string(),
        share: z.number(),
        medianMinutes: z.number().nullable(),
        promisedMinutes: z.number().nullable().optional().describe("In working time what four of five kept"),
        role: z.string().nullable(),
        again: z.number(),
        also: z.array(z.string()),
      }),
    ),
    rare: z
      .array(z.object({ name: z.string(), runs: z.int(), after: z.int() }))
      .describe("What hardly any run did, and after how many of the steps: left out, unless it is asked for"),
  }),
  frequency: z.number().describe("Runs a month, as counted"),
  impact: z.number().describe("Hours at stake in one run, as counted"),
  basis: z.object({ frequency: z.enum(["dates", "assumed"]), impact: z.enum(["dates", "assumed"]) }),
  since: instant.nullable(),
  until: instant.nullable(),
  waits: z.object({ step: z.string(), minutes: z.number(), share: z.number() }).nullable(),
  fields: z.array(z.string()),
  conformance: z.number(),
  adjusted: z
    .object({ frequency: z.number().nullable(), impact: z.number().nullable(), confidence: z.number().nullable() })
    .describe("What a person put in their place"),
  stake: z
    .object({ hours: z.number(), sure: z.boolean() })
    .describe("Hours a month × how sure it is that it is one work, with the adjusted figures; what is not sure enough stands last"),
  adopted: made.nullable(),
});

const head = {
  id,
  name: z.string(),
  at: instant,
  by: personRef.nullable(),
  shared: z.boolean(),
  version: z.int(),
  files: z.int(),
  unread: z.int().describe("Files that are still to be read"),
  comparing: z.boolean().describe("They are compared, or will be as soon as they are read"),
  comparedAt: instant.nullable(),
};
const AuditHead = z.object({ ...head, processes: z.int(), projects: z.int(), unclear: z.int(), families: z.int() });
const Audit = z.object({
  ...head,
  failed: refused.describe("Why comparing them did not work"),
  fileList: z.array(AuditFile),
  containers: z.array(Container),
  families: z.array(Family),
});

const inAudit = z.object({ w: id, a: id });
const figure = z.number().min(0).max(100_000).nullable();
const path = "/api/workspaces/:w/audits";

const Precedent = z.object({
  kind: z.enum(["process", "project"]),
  id,
  name: z.string(),
  alike: z.number().describe("0 to 1"),
  times: z.int().describe("How often work like it was done"),
  since: instant,
  startable: z.boolean().describe("Of a process: a revision of it is in use, so that runs can be started"),
});

export const auditOperations = {
  getPrecedents: operation({
    id: "getPrecedents",
    method: "GET",
    path: "/api/workspaces/:w/precedents",
    summary: "What was done here before and is most like something planned, by its name and its steps (one a line)",
    door: "workspace",
    needs: "task.create",
    params: inWorkspace,
    query: z.strictObject({ name: z.string().trim().min(1).max(300), steps: z.string().max(10_000).default("") }),
    answer: z.object({
      looked: z.int().describe("How many projects and processes that you may see were looked at"),
      items: z.array(Precedent),
    }),
    status: 200,
    refusals: [],
  }),
  listAudits: operation({
    id: "listAudits",
    method: "GET",
    path,
    summary: "One's own audits and those that are shared, newest first",
    door: "workspace",
    needs: "audit.make",
    params: inWorkspace,
    answer: z.object({ items: z.array(AuditHead) }),
    status: 200,
    refusals: [],
  }),
  makeAudit: operation({
    id: "makeAudit",
    method: "POST",
    path,
    summary: "Begin an audit; files are added next",
    door: "workspace",
    needs: "audit.make",
    params: inWorkspace,
    body: z.strictObject({ name: z.string().trim().min(1).max(120) }),
    answer: Audit,
    status: 201,
    refusals: [],
  }),
  getAudit: operation({
    id: "getAudit",
    method: "GET",
    path: `${path}/:a`,
    summary: "An audit: what is a process, what a project, and what to fix first",
    door: "workspace",
    needs: "audit.make",
    params: inAudit,
    answer: Audit,
    status: 200,
    refusals: ["audit_not_found"],
  }),
  changeAudit: operation({
    id: "changeAudit",
    method: "PATCH",
    path: `${path}/:a`,
    summary: "Rename or share an audit, or put other figures in the place of those counted (null takes them back)",
    door: "workspace",
    needs: "audit.make",
    params: inAudit,
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).optional(),
      shared: z.boolean().optional(),
      figures: z
        .record(
          z.string().max(20),
          z.strictObject({ frequency: figure, impact: figure, confidence: z.number().min(0).max(1).nullable().default(null) }),
        )
        .optional(),
    }),
    answer: Audit,
    status: 200,
    versioned: true,
    refusals: ["audit_not_found"],
  }),
  deleteAudit: operation({
    id: "deleteAudit",
    method: "DELETE",
    path: `${path}/:a`,
    summary: "Take an audit and its files away",
    door: "workspace",
    needs: "audit.make",
    params: inAudit,
    status: 204,
    refusals: ["audit_not_found"],
  }),
  addAuditFile: operation({
    id: "addAuditFile",
    method: "POST",
    path: `${path}/:a/files`,
    summary:
      "Add a file (multipart field `file`, or the raw bytes with X-File-Name). It is read in the background; one that can't be read is noted with the reason",
    door: "workspace",
    needs: "audit.make",
    params: inAudit,
    upload: true,
    answer: AuditFile,
    status: 201,
    refusals: ["audit_not_found", "too_large", "unsupported_media_type"],
  }),
  compareAudit: operation({
    id: "compareAudit",
    method: "POST",
    path: `${path}/:a/comparison`,
    summary: "Have all its files compared and judged as soon as they are read: in the background; the audit says when it was done",
    door: "workspace",
    needs: "audit.make",
    params: inAudit,
    answer: Audit,
    status: 201,
    refusals: ["audit_not_found"],
  }),
  stopAudit: operation({
    id: "stopAudit",
    method: "DELETE",
    path: `${path}/:a/comparison`,
    summary: "Stop reading and comparing; what was read stays",
    door: "workspace",
    needs: "audit.make",
    params: inAudit,
    answer: Audit,
    status: 200,
    refusals: ["audit_not_found"],
  }),
  adoptFamily: operation({
    id: "adoptFamily",
    method: "POST",
    path: `${path}/:a/families/:f/adoption`,
    summary: "Make a draft process of a family",
    door: "workspace",
    needs: "process.create",
    params: z.object({ w: id, a: id, f: z.string().max(20) }),
    body: z.strictObject({
      language: z.string().max(35).default("en").describe("BCP 47: in which the draft says what it adds to the words of the files"),
      rare: z.array(z.string().max(500)).max(20).default([]).describe("Rare steps that are to be in it, by their names"),
    }),
    answer: made,
    status: 201,
    refusals: ["audit_not_found"],
  }),
  getAuditLog: operation({
    id: "getAuditLog",
    method: "GET",
    path: `${path}/:a/files/:n/log`,
    summary:
      "What an event log of an audit shows: the directly-follows picture, variants, where cases wait, and the process mined of the cases that are meant",
    door: "workspace",
    needs: "audit.make",
    params: z.object({ w: id, a: id, n: z.coerce.number().int().min(1).max(100_000) }),
    query: LogQuery,
    answer: MinedLog,
    status: 200,
    refusals: ["audit_not_found", "unreadable", "too_large"],
  }),
  adoptLog: operation({
    id: "adoptLog",
    method: "POST",
    path: `${path}/:a/files/:n/process`,
    summary: "Make a draft process of what is mined of an event log",
    door: "workspace",
    needs: "process.create",
    params: z.object({ w: id, a: id, n: z.coerce.number().int().min(1).max(100_000) }),
    body: LogQuery.extend({ name: name.optional() }),
    answer: made,
    status: 201,
    refusals: ["audit_not_found", "unreadable", "too_large", "log_empty"],
  }),
  adoptContainer: operation({
    id: "adoptContainer",
    method: "POST",
    path: `${path}/:a/files/:n/adoption`,
    summary: "Import a file of an audit: its projects as projects, its procedures as drafts",
    door: "workspace",
    needs: "import.make",
    params: z.object({ w: id, a: id, n: z.coerce.number().int().min(1).max(100_000) }),
    answer: z.object({ made: z.array(made) }),
    status: 201,
    refusals: ["audit_not_found", "unreadable", "format_unknown", "too_large", "already_imported", "import_running"],
  }),
};
