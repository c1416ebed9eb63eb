import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, id, inWorkspace, instant, name, page, personRef, title, version } from "./primitives.ts";
import { Task } from "./task.ts";

const subject = z.enum(["tasks", "runs", "projects"]);
export const fieldValue = z.union([z.string().max(2_000), z.number(), z.boolean()]);
const where = z.string().max(4_000).describe("A filter as a sentence, such as “owner is me and due before Friday”");
const sort = z
  .string()
  .max(200)
  .regex(/^-?[\w-]+(,-?[\w-]+){0,4}$/)
  .describe("Attributes, the first decides; with a minus from the last to the first");

/** A task, run or project as views show it. What there is none of is left out: a table has a hundred thousand. */
export const Row = z.object({
  kind: z.enum(["task", "run", "project"]),
  id,
  title: z.string(),
  version,
  state: z.enum(["open", "done", "skipped", "withdrawn", "cancelled"]),
  owner: id.optional().describe("Of a run: who has its open step"),
  creator: id.optional(),
  team: id.optional(),
  place: id.optional().describe("The project, or the process of the run"),
  run: id.optional(),
  role: z.string().optional().describe("What a project's task asks for while nobody is named"),
  skill: z.string().optional().describe("What its owner can do, one after the other"),
  step: z.string().optional().describe("Of a run's task its step, of a run those it stands in"),
  column: z.string().optional(),
  priority: Task.shape.priority.optional(),
  due: instant.optional().describe("Its own date, else what the plan says"),
  dueAt: instant.optional().describe("Its own date"),
  start: instant.optional(),
  finish: instant.optional(),
  postponed: instant.optional(),
  created: instant,
  closed: instant.optional(),
  effort: z.int().optional().describe("Minutes"),
  spent: z.int().optional().describe("Minutes"),
  critical: z.literal(true).optional(),
  milestone: z.literal(true).optional(),
  approval: z.literal(true).optional(),
  fields: z.record(z.string(), fieldValue).optional(),
  locked: z.literal(true).optional().describe("The reader may not change it"),
});

const set = z.strictObject({
  title: title.optional(),
  ownerId: id.nullable().optional(),
  dueAt: instant.nullable().optional(),
  notBefore: instant.nullable().optional(),
  priority: Task.shape.priority.optional(),
  effortMinutes: z.int().min(0).max(60_000_000).nullable().optional(),
  column: z.string().max(60).nullable().optional(),
  done: z.boolean().optional(),
  deleted: z.boolean().optional().describe("Into the trash, or back out of it"),
  fields: z.record(id, fieldValue.nullable()).optional().describe("Only those named are changed; null empties one"),
});

export const ViewDefinition = z.strictObject({
  of: subject,
  as: z.enum(["table", "board", "calendar", "timeline"]).default("table"),
  where: where.default(""),
  sort: sort.or(z.literal("")).default(""),
  group: z.string().max(60).nullable().default(null),
  columns: z.array(z.string().max(60)).max(40).default([]),
  lanes: z.string().max(60).nullable().default(null),
  /** How many cards a column of the board takes, by its value; shown when it is more. */
  limits: z.record(z.string().max(120), z.int().min(1).max(9_999)).default({}),
  folded: z.array(z.string().max(120)).max(100).default([]),
});

export const View = z.object({
  id,
  name: z.string(),
  owner: personRef,
  shared: z.boolean(),
  mine: z.boolean(),
  pinned: z.boolean(),
  definition: ViewDefinition,
  version,
});

export const CustomField = z.object({
  id,
  name: z.string(),
  type: z.enum(["text", "number", "date", "choice", "person", "yesNo"]),
  choices: z.array(z.string()),
  projectId: id.nullable().describe("On this project's tasks"),
  processId: id.nullable().describe("On this process's runs and their steps; neither: on everything of the workspace"),
  version,
});

const choices = z
  .array(z.string().trim().min(1).max(80))
  .max(100)
  .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, "each once");
const viewPath = z.object({ w: id, v: id });
const fieldPath = z.object({ w: id, f: id });
const namesOf = z.record(z.string(), z.string());

export const viewOperations = {
  listRows: operation({
    id: "listRows",
    method: "GET",
    path: "/api/workspaces/:w/rows",
    summary: "Tasks, runs or projects that one may see, filtered and sorted",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    status: 200,
    refusals: ["bad_cursor", "filter_unreadable"],
    query: cursorQuery.extend({
      of: subject.default("tasks"),
      where: where.default(""),
      sort: sort.optional().describe("Absent: newest first"),
      limit: z.coerce.number().int().min(1).max(10_000).default(200),
      count: z.stringbool().default(true).describe("False: total is null, and the first page is there sooner"),
      ids: z.string().max(4_000).optional().describe("Only these, by commas: what became of rows that are shown"),
    }),
    answer: page(Row).extend({
      names: namesOf.describe("Of people, teams, projects, processes and runs, by id"),
      total: z.int().nullable().describe("Of all pages; with the first alone"),
    }),
  }),
  changeRows: operation({
    id: "changeRows",
    method: "POST",
    path: "/api/workspaces/:w/rows/changes",
    summary: "Change many tasks, runs or projects at once; tells each person once",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    status: 200,
    refusals: [],
    body: z.strictObject({
      changes: z
        .array(
          z.strictObject({
            kind: Row.shape.kind,
            id,
            set,
            was: set
              .optional()
              .describe("What the change was decided on: where something else stands now, it is refused and what stands there is told"),
          }),
        )
        .min(1)
        .max(500),
    }),
    answer: z.object({
      rows: z.array(Row),
      names: namesOf,
      refused: z.array(z.object({ id, code: z.string(), title: z.string(), next: z.string(), now: set.optional() })),
    }),
  }),
  listViews: operation({
    id: "listViews",
    method: "GET",
    path: "/api/workspaces/:w/views",
    summary: "One's own views and those shared",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    answer: z.object({ items: z.array(View) }),
    status: 200,
    refusals: [],
  }),
  createView: operation({
    id: "createView",
    method: "POST",
    path: "/api/workspaces/:w/views",
    summary: "Save a view, for oneself or shared with the workspace",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    body: z.strictObject({ name, shared: z.boolean().default(false), pinned: z.boolean().default(true), definition: ViewDefinition }),
    answer: View,
    status: 201,
    refusals: ["filter_unreadable", "forbidden", "too_many_views"],
  }),
  getView: operation({
    id: "getView",
    method: "GET",
    path: "/api/workspaces/:w/views/:v",
    summary: "A view",
    door: "workspace",
    needs: "day.read",
    params: viewPath,
    answer: View,
    status: 200,
    refusals: ["view_not_found"],
  }),
  changeView: operation({
    id: "changeView",
    method: "PATCH",
    path: "/api/workspaces/:w/views/:v",
    summary: "Change one's own view; an admin changes any that is shared",
    door: "workspace",
    needs: "day.read",
    params: viewPath,
    versioned: true,
    body: z.strictObject({ name: name.optional(), shared: z.boolean().optional(), definition: ViewDefinition.optional() }),
    answer: View,
    status: 200,
    refusals: ["view_not_found", "not_your_view", "filter_unreadable"],
  }),
  deleteView: operation({
    id: "deleteView",
    method: "DELETE",
    path: "/api/workspaces/:w/views/:v",
    summary: "Throw a view away; what it showed stays",
    door: "workspace",
    needs: "day.read",
    params: viewPath,
    status: 204,
    refusals: ["view_not_found", "not_your_view"],
  }),
  pinView: operation({
    id: "pinView",
    method: "PUT",
    path: "/api/workspaces/:w/views/:v/pin",
    summary: "Put a view among one's places",
    door: "workspace",
    needs: "day.read",
    params: viewPath,
    status: 204,
    refusals: ["view_not_found"],
  }),
  unpinView: operation({
    id: "unpinView",
    method: "DELETE",
    path: "/api/workspaces/:w/views/:v/pin",
    summary: "Take it away from there",
    door: "workspace",
    needs: "day.read",
    params: viewPath,
    status: 204,
    refusals: ["view_not_found"],
  }),
  listCustomFields: operation({
    id: "listCustomFields",
    method: "GET",
    path: "/api/workspaces/:w/custom-fields",
    summary: "Fields of one's own on tasks, runs and projects that one may see",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    answer: z.object({ items: z.array(CustomField) }),
    status: 200,
    refusals: [],
  }),
  createCustomField: operation({
    id: "createCustomField",
    method: "POST",
    path: "/api/workspaces/:w/custom-fields",
    summary: "Give a project's tasks, a process's runs or everything a field",
    door: "workspace",
    needs: "project.change",
    params: inWorkspace,
    body: z.strictObject({
      name: name.max(60),
      type: CustomField.shape.type,
      choices: choices.default([]),
      projectId: id.nullable().default(null),
      processId: id.nullable().default(null),
    }),
    answer: CustomField,
    status: 201,
    refusals: ["forbidden", "project_not_found", "process_not_found", "too_many_custom_fields"],
  }),
  changeCustomField: operation({
    id: "changeCustomField",
    method: "PATCH",
    path: "/api/workspaces/:w/custom-fields/:f",
    summary: "Rename a field, or change what can be chosen",
    door: "workspace",
    needs: "project.change",
    params: fieldPath,
    versioned: true,
    body: z.strictObject({ name: name.max(60).optional(), choices: choices.optional() }),
    answer: CustomField,
    status: 200,
    refusals: ["custom_field_not_found", "forbidden"],
  }),
  deleteCustomField: operation({
    id: "deleteCustomField",
    method: "DELETE",
    path: "/api/workspaces/:w/custom-fields/:f",
    summary: "Take a field away; what stood in it comes back with it",
    door: "workspace",
    needs: "project.change",
    params: fieldPath,
    status: 204,
    refusals: ["custom_field_not_found", "forbidden"],
  }),
  restoreCustomField: operation({
    id: "restoreCustomField",
    method: "DELETE",
    path: "/api/workspaces/:w/custom-fields/:f/deletion",
    summary: "Bring a field back",
    door: "workspace",
    needs: "project.change",
    params: fieldPath,
    answer: CustomField,
    status: 200,
    refusals: ["custom_field_not_found", "forbidden"],
  }),
};
