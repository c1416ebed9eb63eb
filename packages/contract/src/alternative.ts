import { z } from "zod";
import { operation } from "./operation.ts";
import { id, instant, name, personRef, title, version, wallClock } from "./primitives.ts";
import { Link } from "./plan.ts";
import { Planning } from "./task.ts";
import { path } from "./project.ts";

/** What is assumed of one task in place of what stands in the plan; what is left out is as it is there. */
const Assumption = z.strictObject({
  taskId: id,
  title: title.optional(),
  place: z
    .strictObject({ parentId: id.nullable(), afterId: id.nullable().optional() })
    .optional()
    .describe(
      "Where it stands in the tree: inside which task, after which sibling (null: first; absent: last). Moved one after the other, in the order given; what would stand inside itself stays",
    ),
  ownerId: id.nullable().optional(),
  workingMinutes: z.int().min(0).max(60_000_000).optional(),
  milestone: z.boolean().optional(),
  notBeforeWall: wallClock.nullable().optional(),
  deadline: wallClock.nullable().optional(),
  planning: Planning.optional().describe(
    "What was begun, what is left of it and which runs it is stay facts: they are taken from the plan",
  ),
});

/** A task that is not in the plan, by an id of one's own; who does it and when it may begin is assumed of that id. */
const AddedTask = z.strictObject({
  id,
  title,
  parentId: id.nullable(),
  afterId: id.nullable().optional().describe("The one that it stands after; null = first; absent = last"),
  workingMinutes: z.int().min(0).max(60_000_000),
  milestone: z.boolean().default(false),
});

const AssumedLink = Link.omit({ version: true });

const assumed = {
  start: wallClock.nullable().describe("When the project begins, or must end where it is planned from its finish; null: as in the plan"),
  pull: z.boolean().describe("Everything comes as early as it may, also what only stands where it was put"),
  tasks: z.array(Assumption).max(5_000),
  linked: z.array(AssumedLink).max(500).describe("Links that are not in the plan, by ids of your own"),
  unlinked: z.array(id).max(5_000).describe("Links of the plan that are not there"),
  added: z.array(AddedTask).max(500).describe("Tasks that are not in the plan, those that others are inside first"),
  leftOut: z.array(id).max(5_000).describe("Tasks of the plan that are not there, with all that is inside them"),
};

export const Alternative = z.object({
  id,
  name: z.string(),
  madeBy: personRef.nullable(),
  madeAt: instant,
  adoption: z.object({ by: personRef.nullable(), at: instant }).nullable(),
  ...assumed,
  version,
});

const Figures = z.object({
  start: wallClock,
  finish: wallClock,
  criticalTasks: z.int().describe("Open tasks of which any delay moves the finish"),
  lateMinutes: z.int().describe("Working time by which deadlines and fixed dates are missed, at the worst"),
  workMinutes: z.int().describe("Work of all people in open tasks"),
  overloadMinutes: z
    .int()
    .describe("Work beyond what people have, from this week to the later finish, other projects and processes counted"),
  overloaded: z.array(personRef).describe("Who has too much in some week"),
  cost: z.int().nullable().describe("Hundredths; null where no rates and no fixed costs are kept"),
});

const one = path.extend({ a: id });
const base = "/api/workspaces/:w/projects/:p/alternatives";

export const alternativeOperations = {
  listAlternatives: operation({
    id: "listAlternatives",
    method: "GET",
    path: base,
    summary: "Alternatives of a plan, oldest first",
    door: "workspace",
    needs: "plan.change",
    params: path,
    answer: z.object({ items: z.array(Alternative) }),
    status: 200,
    refusals: ["project_not_found"],
  }),
  makeAlternative: operation({
    id: "makeAlternative",
    method: "POST",
    path: base,
    summary: "Try a plan otherwise: as it is, until something else is assumed. Nothing of the plan moves before it is adopted",
    door: "workspace",
    needs: "plan.change",
    params: path,
    body: z.strictObject({ name, like: id.optional().describe("Begin with what another one assumes") }),
    answer: Alternative,
    status: 201,
    refusals: ["project_not_found", "project_ended", "alternative_not_found", "too_many_alternatives"],
  }),
  getAlternative: operation({
    id: "getAlternative",
    method: "GET",
    path: `${base}/:a`,
    summary: "What is assumed, and what would come of it beside the plan as it is: finish, critical tasks, load, cost, and what moves",
    door: "workspace",
    needs: "plan.change",
    params: one,
    answer: Alternative.extend({
      figures: z.object({ currency: z.string(), real: Figures, assumed: Figures }),
      moves: z
        .array(
          z.object({
            taskId: id,
            title: z.string(),
            was: z.object({ start: wallClock, finish: wallClock }).nullable().describe("Null: it is added"),
            would: z.object({ start: wallClock, finish: wallClock }).nullable().describe("Null: it is left out"),
          }),
        )
        .describe("Tasks with other dates, added ones and those left out, at most 500"),
      moved: z.int(),
    }),
    status: 200,
    refusals: ["project_not_found", "alternative_not_found"],
  }),
  changeAlternative: operation({
    id: "changeAlternative",
    method: "PATCH",
    path: `${base}/:a`,
    summary: "Assume something else: each list replaces the one before",
    door: "workspace",
    needs: "plan.change",
    params: one,
    versioned: true,
    body: z.strictObject({
      name: name.optional(),
      start: assumed.start.optional(),
      pull: assumed.pull.optional(),
      tasks: assumed.tasks.optional(),
      linked: assumed.linked.optional(),
      unlinked: assumed.unlinked.optional(),
      added: assumed.added.optional(),
      leftOut: assumed.leftOut.optional(),
    }),
    answer: Alternative,
    status: 200,
    refusals: [
      "project_not_found",
      "project_ended",
      "alternative_not_found",
      "alternative_adopted",
      "task_not_found",
      "not_assignable",
      "calendar_not_found",
      "process_not_found",
      "link_makes_loop",
    ],
  }),
  removeAlternative: operation({
    id: "removeAlternative",
    method: "DELETE",
    path: `${base}/:a`,
    summary: "Throw an alternative away; the plan stays as it is",
    door: "workspace",
    needs: "plan.change",
    params: one,
    status: 204,
    refusals: ["project_not_found", "project_ended", "alternative_not_found"],
  }),
  adoptAlternative: operation({
    id: "adoptAlternative",
    method: "PUT",
    path: `${base}/:a/adoption`,
    summary: "Make it the plan, all at once; whoever works on what changes is told once",
    door: "workspace",
    needs: "plan.change",
    params: one,
    answer: Alternative,
    status: 200,
    refusals: ["project_not_found", "project_ended", "alternative_not_found", "link_makes_loop"],
  }),
  revertAlternative: operation({
    id: "revertAlternative",
    method: "DELETE",
    path: `${base}/:a/adoption`,
    summary: "Take the adoption back: everything stands where it stood, but for what was changed since",
    door: "workspace",
    needs: "plan.change",
    params: one,
    answer: Alternative,
    status: 200,
    refusals: ["project_not_found", "project_ended", "alternative_not_found"],
  }),
};
