import { z } from "zod";
import { operation } from "./operation.ts";
import { Told } from "./said.ts";
import { id, inWorkspace, instant, personRef, version } from "./primitives.ts";

const question = z.enum([
  "again",
  "sitting",
  "over",
  "same",
  "hands",
  "uncertain",
  "consistent",
  "parties",
  "stuck",
  "depends",
  "special",
  "change",
]);
const answers = z.partialRecord(question, z.enum(["yes", "no"]));
const kind = z.enum(["process", "project", "task", "repeating"]);

const Advice = z.object({
  about: z.string(),
  answers,
  by: personRef.nullable(),
  at: instant,
  version,
  verdict: kind.nullable(),
  shares: z.object({ process: z.number(), project: z.number(), task: z.number() }),
  reasons: z
    .array(
      z.object({
        question: z.string(),
        kind: z.enum(["process", "project", "task"]),
        weight: z.number(),
        reason: z.string().describe("A stable code"),
      }),
    )
    .describe("As weighed today"),
  history: z
    .object({ alike: z.number(), times: z.int(), looked: z.int() })
    .nullable()
    .describe("What was known of earlier work when it was given"),
});

const Likeness = z.object({
  times: z.int().describe("How often work like it was done, this time included, as far as you may see it"),
  since: instant,
  found: instant,
  others: z.array(z.object({ kind: z.enum(["process", "project"]), id, name: z.string() })),
  process: z.object({ id, name: z.string() }).nullable().describe("What was made of it"),
});

const FoundByAudit = z.object({
  kind: z.enum(["process", "project", "unclear"]),
  confidence: z.number(),
  reasons: z.array(Told),
  at: instant,
  owner: z
    .object({ name: z.string(), here: z.boolean().describe("Whether a member here is known as them, who owns it then") })
    .nullable()
    .describe("Who had most of it in the files"),
});

const SpaceAdvice = z.object({
  advice: Advice.nullable(),
  found: FoundByAudit.nullable().describe("What an audit found of it, before it was brought in from there"),
  likeness: Likeness.nullable().describe("Found by looking; null once somebody said that it stays a project"),
  reopened: z.boolean().describe("What is known now speaks against what was said then"),
});

const given = z.strictObject({ about: z.string().trim().max(300).default(""), answers });
const space = z.object({ w: id, p: id });

/** Weights: of the advisor's answers a factor, of the audit's signs the weight itself. */
const Judgement = z.object({
  advice: z.record(z.string(), z.number()),
  audit: z.record(z.string(), z.number()),
  published: z.object({ audit: z.record(z.string(), z.number()) }),
  version: z.int(),
});
const weights = z.record(z.string().max(40), z.number().min(-10).max(10)).refine((value) => Object.keys(value).length <= 40);

export const adviceOperations = {
  getProjectAdvice: operation({
    id: "getProjectAdvice",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/advice",
    summary: "Why it is a project, and whether that still holds",
    door: "workspace",
    needs: "project.read",
    params: space,
    answer: SpaceAdvice,
    status: 200,
    refusals: ["project_not_found"],
  }),
  putProjectAdvice: operation({
    id: "putProjectAdvice",
    method: "PUT",
    path: "/api/workspaces/:w/projects/:p/advice",
    summary: "Say why it is a project, or revise that",
    door: "workspace",
    needs: "project.change",
    params: space,
    body: given,
    answer: SpaceAdvice,
    status: 200,
    refusals: ["project_not_found"],
  }),
  getProcessAdvice: operation({
    id: "getProcessAdvice",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/advice",
    summary: "Why it is a process",
    door: "workspace",
    needs: "process.read",
    params: space,
    answer: SpaceAdvice,
    status: 200,
    refusals: ["process_not_found"],
  }),
  putProcessAdvice: operation({
    id: "putProcessAdvice",
    method: "PUT",
    path: "/api/workspaces/:w/processes/:p/advice",
    summary: "Say why it is a process, or revise that",
    door: "workspace",
    needs: "process.change",
    params: space,
    body: given,
    answer: SpaceAdvice,
    status: 200,
    refusals: ["process_not_found"],
  }),
  adoptLikeness: operation({
    id: "adoptLikeness",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/likeness/adoption",
    summary: "Make a draft process of a project and those it is like",
    door: "workspace",
    needs: "project.change",
    params: space,
    body: z.strictObject({
      language: z.string().max(35).default("en").describe("BCP 47: in which the draft says what it adds to the words of the projects"),
    }),
    answer: z.object({ id, name: z.string() }),
    status: 201,
    refusals: ["project_not_found", "nothing_alike", "too_large"],
  }),
  dismissLikeness: operation({
    id: "dismissLikeness",
    method: "PUT",
    path: "/api/workspaces/:w/projects/:p/likeness/dismissal",
    summary: "It stays a project, though others are like it",
    door: "workspace",
    needs: "project.change",
    params: space,
    status: 204,
    refusals: ["project_not_found"],
  }),
  getJudgement: operation({
    id: "getJudgement",
    method: "GET",
    path: "/api/workspaces/:w/judgement",
    summary: "What answers and signs are worth here",
    door: "workspace",
    needs: "workspace.read",
    params: inWorkspace,
    answer: Judgement,
    status: 200,
    refusals: [],
  }),
  putJudgement: operation({
    id: "putJudgement",
    method: "PUT",
    path: "/api/workspaces/:w/judgement",
    summary: "Put other weights in the place of the published ones; what is left out is as published",
    door: "workspace",
    needs: "workspace.change",
    params: inWorkspace,
    body: z.strictObject({ advice: weights, audit: weights }),
    answer: Judgement,
    status: 200,
    refusals: [],
  }),
};
