import { z } from "zod";
import { outcomes, rhythms } from "@rondo/core/control";
import { operation } from "./operation.ts";
import { cursorQuery, day, id, inWorkspace, instant, markdown, page, personRef, title, version, wallClock } from "./primitives.ts";

const rating = z.int().min(1).max(5);
const text = z.string().max(2_000).default("");
const criteria = z
  .array(z.strictObject({ text: z.string().trim().min(1).max(300), met: z.boolean().default(false) }))
  .max(50)
  .default([]);
const amount = z.int().min(-1e14).max(1e14).describe("Hundredths of the project's currency");

/** What an entry of each kind says beside what all have. */
const said = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("risk"),
    likelihood: rating,
    impact: rating,
    response: z.enum(["avoid", "reduce", "transfer", "accept"]).nullable().default(null),
    plan: text,
    trigger: text,
  }),
  z.strictObject({ kind: z.literal("decision"), reason: text }),
  z.strictObject({
    kind: z.literal("stakeholder"),
    interest: z.enum(["low", "high"]).default("high"),
    influence: z.enum(["low", "high"]).default("high"),
    wants: text,
    rhythm: z.enum(rhythms).nullable().default(null).describe("How often a report is written for them, counted from `day`"),
  }),
  z.strictObject({ kind: z.literal("scope"), inside: z.boolean().default(true).describe("False: said to be no part of it") }),
  z.strictObject({ kind: z.literal("deliverable"), criteria }),
  z.strictObject({ kind: z.literal("gate"), criteria }),
  z.strictObject({
    kind: z.literal("lesson"),
    keep: z.boolean().default(false).describe("True: do it again; false: do it otherwise"),
    advice: text,
  }),
  z.strictObject({ kind: z.literal("cost"), amount }),
]);

const health = z.enum(["good", "watch", "bad"]);
const healthReason = z.object({ code: z.enum(["late", "deadline", "slip", "spi", "cpi", "risk"]), value: z.number(), bad: z.boolean() });
const milestone = z.object({ taskId: id, title: z.string(), finish: wallClock });

const figures = z.object({
  bac: z.number(),
  pv: z.number(),
  ev: z.number(),
  ac: z.number(),
  sv: z.number(),
  cv: z.number(),
  spi: z.number().nullable(),
  cpi: z.number().nullable(),
  eac: z.number(),
  etc: z.number(),
  vac: z.number(),
  tcpi: z.number().nullable(),
});

/** What a report says, as it was on its day: numbers and names, put into words by whoever shows it. */
export const ReportFacts = z.object({
  health,
  reasons: z.array(healthReason),
  start: wallClock,
  finish: wallClock.nullable(),
  baselineFinish: wallClock.nullable(),
  slipDays: z.number().nullable(),
  doneTasks: z.int(),
  openTasks: z.int(),
  lateTasks: z.int(),
  milestones: z.array(milestone),
  finished: z.array(z.string()).describe("Titles of tasks done since the report before, the newest first"),
  spi: z.number().nullable(),
  cpi: z.number().nullable(),
  risks: z.array(z.object({ title: z.string(), exposure: z.int() })),
  decisions: z.array(z.string()),
  gates: z.array(z.string()),
});

export const RegisterEntry = z.object({
  id,
  title: z.string(),
  notes: z.string(),
  owner: personRef.nullable(),
  taskId: id.nullable(),
  taskTitle: z.string().nullable(),
  day: day.nullable(),
  said: z.discriminatedUnion("kind", [...said.options, z.object({ kind: z.literal("report"), facts: ReportFacts })]),
  exposure: z.int().nullable().describe("Of a risk: likelihood times impact"),
  settlement: z.object({ outcome: z.enum(outcomes), note: z.string(), by: personRef.nullable(), at: instant }).nullable(),
  createdBy: personRef.nullable(),
  createdAt: instant,
  version,
});

const rate = z.strictObject({
  personId: id.nullable().default(null),
  role: z.string().trim().min(1).max(60).nullable().default(null),
  perHour: z.int().min(0).max(1e10),
  perUse: z.int().min(0).max(1e10).default(0),
});

export const Budget = z.object({
  currency: z.string().length(3),
  amount: amount.nullable(),
  rates: z
    .array(rate.extend({ personName: z.string().nullable() }))
    .nullable()
    .describe("Null for whoever may not see them"),
  version: z.int(),
});

export const Control = z.object({
  facts: ReportFacts,
  budget: Budget.nullable().describe("Null while none is kept, or for whoever sees no money"),
  value: figures.extend({
    unit: z.enum(["money", "minutes"]).describe("Money for editors where rates are kept; else minutes of work"),
    baseline: z.string().nullable().describe("The newest baseline, by whose dates value is planned; null: today's dates"),
    assumed: z.int().describe("Tasks without time entries: taken to have cost what was planned"),
    curve: z.array(z.object({ at: wallClock, pv: z.number(), ev: z.number().nullable(), ac: z.number().nullable() })),
    tasks: z
      .array(z.object({ taskId: id, title: z.string(), worth: z.number(), pv: z.number(), ev: z.number(), ac: z.number() }))
      .describe("The hundred worth most"),
  }),
});

export const PortfolioRow = z.object({
  project: z.object({
    id,
    name: z.string(),
    owner: personRef.nullable(),
    mine: z.enum(["manager", "editor", "contributor", "viewer"]).nullable(),
  }),
  health,
  reasons: z.array(healthReason),
  start: wallClock,
  finish: wallClock.nullable(),
  baselineFinish: wallClock.nullable(),
  slipDays: z.number().nullable(),
  forecast: z.object({ p50: wallClock, p80: wallClock, p95: wallClock, madeAt: instant }).nullable(),
  doneTasks: z.int(),
  openTasks: z.int(),
  lateTasks: z.int(),
  spi: z.number().nullable(),
  worstRisk: z.int().nullable(),
  openRisks: z.int(),
  people: z.int(),
  overloaded: z.int().describe("Of its people: who is asked for more than there is in the next eight weeks"),
  minutesAhead: z.int().describe("Work that is left"),
  next: milestone.nullable(),
});

const path = z.object({ w: id, p: id });
const entry = path.extend({ e: id });
const common = {
  title,
  notes: markdown.default(""),
  ownerId: id.nullable().default(null),
  taskId: id.nullable().default(null),
  day: day.nullable().default(null),
};

export const controlOperations = {
  listRegister: operation({
    id: "listRegister",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/register",
    summary: "What a project keeps beside its plan: risks, decisions, stakeholders, scope, deliverables, gates, lessons, costs, reports",
    door: "workspace",
    needs: "project.read",
    params: path,
    answer: z.object({
      items: z.array(RegisterEntry),
      trend: z.array(z.object({ at: instant, exposure: z.int() })).describe("Exposure of all open risks together over time"),
    }),
    status: 200,
    refusals: ["project_not_found"],
  }),
  addEntry: operation({
    id: "addEntry",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/register",
    summary: "Add an entry to a project's register",
    door: "workspace",
    needs: "project.change",
    params: path,
    body: z.strictObject({ ...common, said }),
    answer: RegisterEntry,
    status: 201,
    refusals: ["project_not_found", "project_ended", "not_assignable", "task_not_found", "too_many_entries"],
  }),
  changeEntry: operation({
    id: "changeEntry",
    method: "PATCH",
    path: "/api/workspaces/:w/projects/:p/register/:e",
    summary: "Change an entry; a risk rated otherwise keeps its earlier ratings",
    door: "workspace",
    needs: "project.change",
    params: entry,
    versioned: true,
    body: z.strictObject({
      title: title.optional(),
      notes: markdown.optional(),
      ownerId: id.nullable().optional(),
      taskId: id.nullable().optional(),
      day: day.nullable().optional(),
      said: said.optional(),
    }),
    answer: RegisterEntry,
    status: 200,
    refusals: ["project_not_found", "project_ended", "entry_not_found", "not_assignable", "task_not_found", "entry_settled"],
  }),
  removeEntry: operation({
    id: "removeEntry",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/register/:e",
    summary: "Take an entry out of the register",
    door: "workspace",
    needs: "project.change",
    params: entry,
    status: 204,
    refusals: ["project_not_found", "project_ended", "entry_not_found"],
  }),
  restoreEntry: operation({
    id: "restoreEntry",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/register/:e/deletion",
    summary: "Bring back an entry that was taken out, with its ratings and what became of it",
    door: "workspace",
    needs: "project.change",
    params: entry,
    answer: RegisterEntry,
    status: 200,
    refusals: ["project_not_found", "project_ended", "entry_not_found", "too_many_entries"],
  }),
  settleEntry: operation({
    id: "settleEntry",
    method: "PUT",
    path: "/api/workspaces/:w/projects/:p/register/:e/settlement",
    summary:
      "Say what became of an entry: a gate passed or waived, a deliverable accepted, a risk that happened or passed, scope dropped, a decision superseded",
    door: "workspace",
    needs: "project.change",
    params: entry,
    body: z.strictObject({ outcome: z.enum(outcomes), note: z.string().trim().max(2_000).default("") }),
    answer: RegisterEntry,
    status: 200,
    refusals: ["project_not_found", "project_ended", "entry_not_found", "entry_not_settled_so", "criteria_open", "reason_required"],
  }),
  unsettleEntry: operation({
    id: "unsettleEntry",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/register/:e/settlement",
    summary: "Take that back",
    door: "workspace",
    needs: "project.change",
    params: entry,
    answer: RegisterEntry,
    status: 200,
    refusals: ["project_not_found", "project_ended", "entry_not_found"],
  }),
  writeReport: operation({
    id: "writeReport",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/reports",
    summary: "Write a status report from what the project is now; its stakeholders among the members are told",
    door: "workspace",
    needs: "project.change",
    params: path,
    body: z.strictObject({ note: markdown.default("") }),
    answer: RegisterEntry,
    status: 201,
    refusals: ["project_not_found", "project_ended", "too_many_entries"],
  }),
  getControl: operation({
    id: "getControl",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/control",
    summary: "How a project does: health with reasons, budget, earned value",
    door: "workspace",
    needs: "project.read",
    params: path,
    answer: Control,
    status: 200,
    refusals: ["project_not_found"],
  }),
  putBudget: operation({
    id: "putBudget",
    method: "PUT",
    path: "/api/workspaces/:w/projects/:p/budget",
    summary: "Say what a project may cost and what its people's hours do",
    door: "workspace",
    needs: "project.manage",
    params: path,
    versioned: true,
    body: z.strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/, "three capital letters, such as EUR"),
      amount: amount.min(0).nullable().default(null),
      rates: z.array(rate).max(200).default([]),
    }),
    answer: Budget,
    status: 200,
    refusals: ["project_not_found", "project_ended", "not_assignable"],
  }),
  listPortfolio: operation({
    id: "listPortfolio",
    method: "GET",
    path: "/api/workspaces/:w/portfolio",
    summary: "All open projects that one may see: health, dates, forecast, load, next milestone",
    door: "workspace",
    needs: "workspace.read",
    params: inWorkspace,
    query: cursorQuery,
    answer: page(PortfolioRow),
    status: 200,
    refusals: ["bad_cursor"],
  }),
};
