import { z } from "zod";
import { operation } from "./operation.ts";
import { id, inWorkspace, instant, name, personRef, wallClock } from "./primitives.ts";
import { Project } from "./project.ts";

const role = z.string().trim().min(1).max(60);

export const ProjectTemplate = z.object({
  id,
  name: z.string(),
  about: z.string(),
  madeBy: personRef.nullable(),
  madeAt: instant,
  tasks: z.int(),
  links: z.int(),
  documents: z.int(),
  entries: z.int(),
  roles: z.array(z.object({ role: z.string(), tasks: z.int() })),
  days: z.int().describe("From its first to its last, as the calendar counts"),
  goal: z.string(),
  endCondition: z.string(),
});

const path = z.object({ w: id, t: id });
const when = { start: wallClock.optional(), finish: wallClock.optional() };
const onlyOne = (body: { start?: unknown; finish?: unknown }): boolean => body.start === undefined || body.finish === undefined;

export const templateOperations = {
  listTemplates: operation({
    id: "listTemplates",
    method: "GET",
    path: "/api/workspaces/:w/project-templates",
    summary: "Projects kept to make others from; every member sees them",
    door: "workspace",
    needs: "project.create",
    params: inWorkspace,
    answer: z.object({ items: z.array(ProjectTemplate) }),
    status: 200,
    refusals: [],
  }),
  saveTemplate: operation({
    id: "saveTemplate",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/templates",
    summary:
      "Keep a copy of a project as a template: its plan, links, calendars, fields, register, handovers and documents; people become roles, what was done is left out",
    door: "workspace",
    needs: "project.change",
    params: z.object({ w: id, p: id }),
    body: z.strictObject({
      name,
      about: z.string().trim().max(2_000).default(""),
      roles: z
        .array(z.strictObject({ personId: id, role }))
        .max(200)
        .default([])
        .describe("What people's places are called; a name is kept where none is given"),
    }),
    answer: ProjectTemplate,
    status: 201,
    refusals: ["project_not_found", "too_large"],
  }),
  removeTemplate: operation({
    id: "removeTemplate",
    method: "DELETE",
    path: "/api/workspaces/:w/project-templates/:t",
    summary: "Throw a template away; projects made from it stay",
    door: "workspace",
    needs: "project.create",
    params: path,
    status: 204,
    refusals: ["template_not_found"],
  }),
  placeTemplate: operation({
    id: "placeTemplate",
    method: "GET",
    path: "/api/workspaces/:w/project-templates/:t/dates",
    summary: "When a project made from it would begin and end, from its start or from its end",
    door: "workspace",
    needs: "project.create",
    params: path,
    query: z.strictObject(when).refine(onlyOne, "start or finish, not both"),
    answer: z.object({ start: wallClock, finish: wallClock }),
    status: 200,
    refusals: ["template_not_found"],
  }),
  useTemplate: operation({
    id: "useTemplate",
    method: "POST",
    path: "/api/workspaces/:w/project-templates/:t/projects",
    summary: "Make a project from a template, from its start or to its end, with its roles filled",
    door: "workspace",
    needs: "project.create",
    params: path,
    body: z
      .strictObject({
        name,
        ...when,
        everyone: Project.shape.everyone.default("contributor"),
        roles: z
          .array(z.strictObject({ role, personId: id }))
          .max(200)
          .default([]),
      })
      .refine(onlyOne, "start or finish, not both"),
    answer: Project,
    status: 201,
    refusals: ["template_not_found", "not_assignable"],
  }),
};
