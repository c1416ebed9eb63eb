import { z } from "zod";
import { Finding } from "./draft.ts";
import { operation } from "./operation.ts";
import { id, instant, personRef } from "./primitives.ts";

const kind = z.enum(["project", "run", "process"]);
const end = z.object({ id, name: z.string() });

export const Conversion = z.object({
  id,
  was: kind,
  became: kind,
  at: instant,
  by: personRef.nullable(),
  project: end.nullable().describe("Null: not for you to see"),
  run: end.nullable(),
  process: end.nullable(),
  undoneAt: instant.nullable(),
  undoneBy: personRef.nullable(),
  mayUndo: z.boolean(),
});

const step = z.object({ id: z.string(), title: z.string(), kind: z.enum(["task", "approval"]) });
const task = z.object({
  id,
  title: z.string(),
  done: z.boolean(),
  handedOver: z.boolean().describe("A handover is offered when it is finished: it stays in the project"),
});

export const conversionOperations = {
  listConversions: operation({
    id: "listConversions",
    method: "GET",
    path: "/api/workspaces/:w/conversions",
    summary: "What a project, run or process was before and has become, the newest first",
    door: "workspace",
    needs: "workspace.read",
    params: z.object({ w: id }),
    query: z.object({ of: id }),
    answer: z.object({ items: z.array(Conversion) }),
    status: 200,
    refusals: [],
  }),
  previewConversion: operation({
    id: "previewConversion",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/conversion-preview",
    summary: "Which task of a project would be which step, if it became a run of a process",
    door: "workspace",
    needs: "project.manage",
    params: z.object({ w: id, p: id }),
    query: z.object({ process: id }),
    answer: z.object({ steps: z.array(step), tasks: z.array(task), pairs: z.record(z.string(), id) }),
    status: 200,
    refusals: ["project_not_found", "project_ended", "process_not_found", "nothing_published"],
  }),
  convertProject: operation({
    id: "convertProject",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/conversions",
    summary: "Make a project a run of a process: its tasks become the steps named, with all that hangs on them",
    door: "workspace",
    needs: "project.manage",
    params: z.object({ w: id, p: id }),
    body: z.strictObject({
      processId: id,
      title: z.string().trim().min(1).max(300).optional(),
      steps: z
        .record(z.string().max(64), id)
        .refine((value) => Object.keys(value).length <= 200, "at most 200 steps")
        .describe("The task for each step"),
    }),
    answer: Conversion,
    status: 201,
    refusals: ["project_not_found", "project_ended", "process_not_found", "process_retired", "nothing_published", "invalid_request"],
  }),
  convertRun: operation({
    id: "convertRun",
    method: "POST",
    path: "/api/workspaces/:w/runs/:r/conversions",
    summary: "Make a run a project: its steps become tasks of a plan, with all that hangs on them; the run stands still meanwhile",
    door: "workspace",
    needs: "run.control",
    params: z.object({ w: id, r: id }),
    body: z.strictObject({ name: z.string().trim().min(1).max(120).optional() }),
    answer: Conversion,
    status: 201,
    refusals: ["run_not_found", "run_ended", "run_held", "run_is_project"],
  }),
  undoConversion: operation({
    id: "undoConversion",
    method: "DELETE",
    path: "/api/workspaces/:w/conversions/:c",
    summary: "Turn it back into what it was, with what was done meanwhile",
    door: "workspace",
    needs: "workspace.read",
    params: z.object({ w: id, c: id }),
    answer: Conversion,
    status: 200,
    refusals: ["conversion_not_found", "conversion_settled", "forbidden"],
  }),
  makeProcedure: operation({
    id: "makeProcedure",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/processes",
    summary: "Make a draft process of what a project's plan does; the project stays",
    door: "workspace",
    needs: "project.read",
    params: z.object({ w: id, p: id }),
    body: z.strictObject({ name: z.string().trim().min(1).max(120).optional() }),
    answer: Conversion,
    status: 201,
    refusals: ["project_not_found"],
  }),
  makePlan: operation({
    id: "makePlan",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/projects",
    summary: "Make a project whose plan is a process's procedure, for work that is done once; the process stays",
    door: "workspace",
    needs: "project.create",
    params: z.object({ w: id, p: id }),
    body: z.strictObject({ name: z.string().trim().min(1).max(120) }),
    answer: Conversion.extend({ findings: z.array(Finding).describe("Places that are open, for whoever had them has left") }),
    status: 201,
    refusals: ["process_not_found"],
  }),
};
