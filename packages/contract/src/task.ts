import { z } from "zod";
import { operation } from "./operation.ts";
import {
  answers,
  cursorQuery,
  id,
  inWorkspace,
  instant,
  markdown,
  page,
  personRef,
  teamRef,
  title,
  version,
  wallClock,
} from "./primitives.ts";

/** Where a task lives: exactly one home. */
export const Home = z.object({ kind: z.enum(["run", "project", "person"]), id, title: z.string(), processId: id.nullable() });

export const Completion = z.object({ by: personRef.nullable(), at: instant });

/** Why levelling put a task where it is, to be said in any language. */
export const LevellingReason = z.strictObject({
  code: z.enum(["busy", "taken", "busyFrom", "takenFrom", "follows", "leadsTo", "depends", "interrupted", "late", "assigned"]),
  params: z
    .record(z.string().max(20), z.union([z.string().max(500), z.number()]))
    .describe("What the code's words name: person, people, task, role, until, from, pieces; many: 1 where people are several"),
});

/** What people can be asked for without being named: a role, a skill. */
export const roleName = z.string().trim().min(1).max(60);

/** What a task's plan says beside its length; a part that is absent is not said. */
export const Planning = z.strictObject({
  constraint: z
    .strictObject({ type: z.enum(["ALAP", "MSO", "MFO", "SNLT", "FNET", "FNLT"]), at: wallClock.optional() })
    .optional()
    .describe(
      "Beside notBeforeWall, which is “start no earlier than”; one that must start or finish, or not later or earlier, needs its moment",
    ),
  started: wallClock.optional().describe("Work began then: its start moves no more"),
  remainingMinutes: z.int().min(0).max(60_000_000).optional().describe("What is left of a started task"),
  pinned: z
    .strictObject({ start: wallClock, finish: wallClock.optional() })
    .optional()
    .describe("Scheduled by hand: it stands where it is put"),
  pauses: z
    .array(z.strictObject({ after: z.int().min(1).max(60_000_000), minutes: z.int().min(1).max(60_000_000) }))
    .max(50)
    .optional()
    .describe("A split task: working minutes of pause after so many worked ones"),
  elapsed: z.boolean().optional().describe("Its minutes pass around the clock"),
  interruptible: z.boolean().optional().describe("Levelling may put pauses into it; those it has are then levelling's own"),
  placeholders: z
    .array(z.strictObject({ role: roleName, percent: z.int().min(1).max(1_000).default(100), count: z.int().min(1).max(50).default(1) }))
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map((one) => one.role.toLowerCase())).size === all.length, "every role once")
    .optional()
    .describe("Whom it asks for without naming anybody: so many of a role or skill, each for so much of their day"),
  assignments: z
    .array(
      z.strictObject({
        personId: z.uuid(),
        percent: z.int().min(1).max(1_000),
        role: roleName.optional().describe("What was asked for when they took it; its rate counts where they have none of their own"),
      }),
    )
    .min(1)
    .max(50)
    .refine((all) => new Set(all.map((one) => one.personId)).size === all.length, "everybody once")
    .optional()
    .describe("Who works on it, each with how much of their day; its owner gives all of it unless said here"),
  taskType: z
    .strictObject({
      fixed: z.enum(["duration", "units", "work"]),
      effortDriven: z.boolean().optional().describe("Whoever joins shares the work; so it is of fixed work in any case"),
      workMinutes: z.int().min(0).max(60_000_000).optional().describe("Of fixed work: how much it is"),
    })
    .optional()
    .describe(
      "What stays of its length, shares and work when one of them is changed alone: work is length times shares. Without it neither length nor shares follow",
    ),
  runs: z
    .strictObject({ processId: z.uuid(), count: z.int().min(1).max(100) })
    .optional()
    .describe("It is so many runs of a process: its length and what is left follow from their forecast, and it is finished with them"),
  levelled: z
    .strictObject({ notBefore: wallClock, because: z.string().max(500), reason: LevellingReason.optional() })
    .optional()
    .describe("That its date comes from an accepted levelling, and who was not free before"),
  guessed: z.boolean().optional().describe("Nobody said how long it takes: an import took a day"),
  calendarId: z.uuid().optional().describe("Its own working time, in place of the project's"),
  fixedCost: z.int().min(0).max(1e12).optional().describe("Hundredths of the project's currency, beside what its work costs"),
});

export type Planning = z.infer<typeof Planning>;

export const Task = z.object({
  id,
  home: Home,
  title: z.string(),
  notes: z.string(),
  owner: personRef.nullable(),
  team: teamRef.nullable(),
  createdBy: personRef.nullable(),
  createdAt: instant,
  dueAt: instant.nullable(),
  notBefore: instant.nullable(),
  priority: z.enum(["none", "low", "high", "urgent"]),
  effortMinutes: z.int().nullable().describe("Working time it is thought to take; of a project's task the same as `plan.workingMinutes`"),
  completion: Completion.nullable(),
  closedAs: z.enum(["completed", "skipped", "withdrawn"]).nullable(),
  version,
  /** Of a project's task. */
  plan: z
    .object({
      parentId: id.nullable(),
      position: z.string(),
      column: z.string().nullable(),
      milestone: z.boolean(),
      workingMinutes: z.int(),
      notBeforeWall: wallClock.nullable().describe("Start no earlier than"),
      deadline: wallClock.nullable(),
      planning: Planning,
    })
    .nullable(),
  /** Of a run's step. */
  step: z
    .object({
      stepId: z.string(),
      kind: z.enum(["task", "approval"]),
      openQuestion: z.string().nullable(),
      decision: z.enum(["approved", "rejected"]).nullable(),
      held: z.string().nullable().describe("Why it is on hold"),
    })
    .nullable(),
});

const newTask = z.strictObject({
  title,
  notes: markdown.default(""),
  ownerId: id.nullable().optional().describe("Absent: oneself"),
  dueAt: instant.nullable().default(null),
  notBefore: instant.nullable().default(null),
  priority: Task.shape.priority.default("none"),
  effortMinutes: z.int().min(1).max(60_000_000).nullable().default(null),
});

export const NewProjectTask = z.strictObject({
  title,
  notes: markdown.default(""),
  ownerId: id.nullable().default(null),
  parentId: id.nullable().default(null),
  afterId: id.nullable().optional().describe("Placed after this sibling; null = first; absent = last"),
  column: z.string().max(60).nullable().default(null),
  milestone: z.boolean().default(false),
  workingMinutes: z.int().min(0).max(60_000_000).default(480),
  notBeforeWall: wallClock.nullable().default(null),
  deadline: wallClock.nullable().default(null),
  planning: Planning.default({}),
  dueAt: instant.nullable().default(null),
  priority: Task.shape.priority.default("none"),
});

export const taskPath = z.object({ w: id, t: id });

/** A task of a plan that is runs of a process. */
export const TaskRuns = z.object({
  process: z.object({ id, name: z.string() }),
  count: z.int(),
  runs: z.array(
    z.object({
      id,
      title: z.string(),
      status: z.enum(["running", "completed", "cancelled"]),
      startedAt: instant,
      endedAt: instant.nullable(),
    }),
  ),
  toStart: z.int(),
  basis: z.int().describe("Finished runs that the forecast rests on"),
  remainingMinutes: z.int().nullable().describe("Working time until the last is over, as likely as not; null where too few ever finished"),
});

export const taskOperations = {
  getTaskRuns: operation({
    id: "getTaskRuns",
    method: "GET",
    path: "/api/workspaces/:w/tasks/:t/runs",
    summary: "The runs that are a task of a plan, and when they are expected to be over",
    door: "workspace",
    needs: "task.read",
    params: z.object({ w: id, t: id }),
    answer: TaskRuns,
    status: 200,
    refusals: ["task_not_found", "task_has_no_runs"],
  }),
  startTaskRuns: operation({
    id: "startTaskRuns",
    method: "POST",
    path: "/api/workspaces/:w/tasks/:t/runs",
    summary: "Start the runs that are a task of a plan, as many as are not begun",
    door: "workspace",
    needs: "task.change",
    params: z.object({ w: id, t: id }),
    answer: TaskRuns,
    status: 201,
    refusals: [
      "task_not_found",
      "task_has_no_runs",
      "task_closed",
      "process_not_found",
      "nothing_published",
      "process_retired",
      "role_unfilled",
      "field_required",
    ],
  }),
  listTasks: operation({
    id: "listTasks",
    method: "GET",
    path: "/api/workspaces/:w/tasks",
    summary: "Tasks that one may see, newest first",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    query: cursorQuery.extend({
      owner: z.union([id, z.literal("me"), z.literal("none")]).optional(),
      home: id.optional(),
      parent: id.optional().describe("Inside this one"),
      state: z.enum(["open", "closed", "all"]).default("open"),
      q: z.string().max(200).optional(),
    }),
    answer: page(Task),
    status: 200,
    refusals: ["bad_cursor"],
  }),
  createTask: operation({
    id: "createTask",
    method: "POST",
    path: "/api/workspaces/:w/tasks",
    summary: "Make a task for oneself or a colleague",
    door: "workspace",
    needs: "task.create",
    params: inWorkspace,
    body: newTask,
    answer: Task,
    status: 201,
    refusals: ["not_assignable"],
  }),
  getTask: operation({
    id: "getTask",
    method: "GET",
    path: "/api/workspaces/:w/tasks/:t",
    summary: "One task",
    door: "workspace",
    needs: "task.read",
    params: taskPath,
    answer: Task,
    status: 200,
    refusals: ["task_not_found"],
  }),
  changeTask: operation({
    id: "changeTask",
    method: "PATCH",
    path: "/api/workspaces/:w/tasks/:t",
    summary: "Change a task",
    door: "workspace",
    needs: "task.change",
    params: taskPath,
    versioned: true,
    status: 200,
    body: z.strictObject({
      title: title.optional(),
      notes: markdown.optional(),
      ownerId: id.nullable().optional(),
      dueAt: instant.nullable().optional(),
      notBefore: instant.nullable().optional(),
      priority: Task.shape.priority.optional(),
      effortMinutes: z.int().min(1).max(60_000_000).nullable().optional().describe("Of one's own task; a project's has `workingMinutes`"),
      parentId: id.nullable().optional(),
      afterId: id.nullable().optional(),
      column: z.string().max(60).nullable().optional(),
      milestone: z.boolean().optional(),
      workingMinutes: z.int().min(0).max(60_000_000).optional(),
      notBeforeWall: wallClock.nullable().optional(),
      deadline: wallClock.nullable().optional(),
      planning: Planning.optional().describe("In place of all that was said"),
    }),
    answer: Task,
    refusals: [
      "task_not_found",
      "not_assignable",
      "task_belongs_to_run",
      "tree_loop",
      "tree_too_deep",
      "task_closed",
      "project_ended",
      "link_makes_loop",
      "calendar_not_found",
      "process_not_found",
    ],
  }),
  deleteTask: operation({
    id: "deleteTask",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t",
    summary: "Move a task of a project or person to the trash",
    door: "workspace",
    needs: "task.delete",
    params: taskPath,
    status: 204,
    refusals: ["task_not_found", "task_belongs_to_run", "project_ended"],
  }),
  restoreTask: operation({
    id: "restoreTask",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t/deletion",
    summary: "Take a task back out of the trash",
    door: "workspace",
    needs: "task.delete",
    params: taskPath,
    answer: Task,
    status: 200,
    refusals: ["task_not_found", "project_ended"],
  }),
  completeTask: operation({
    id: "completeTask",
    method: "PUT",
    path: "/api/workspaces/:w/tasks/:t/completion",
    summary: "Complete a task; a run's step takes its answers along",
    door: "workspace",
    needs: "task.complete",
    params: taskPath,
    body: z
      .strictObject({
        answers: answers.default({}),
        checked: z.array(z.string().max(64)).max(500).optional(),
        ifReady: z.boolean().optional().describe("Refuse a milestone that waits for open tasks, to be asked again without this"),
      })
      .default({ answers: {} }),
    answer: Task,
    status: 200,
    refusals: [
      "gate_not_passed",
      "waits_for_open",
      "run_held",
      "step_held",
      "checklist_open",
      "four_eyes",
      "task_not_found",
      "task_closed",
      "has_subtasks",
      "step_not_open",
      "step_is_approval",
      "field_required",
      "field_invalid",
      "field_not_editable",
      "role_unfilled",
      "run_ended",
      "project_ended",
    ],
  }),
  reopenTask: operation({
    id: "reopenTask",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t/completion",
    summary: "Undo a completion (not of a run's step: the run went on)",
    door: "workspace",
    needs: "task.complete",
    params: taskPath,
    answer: Task,
    status: 200,
    refusals: ["task_not_found", "task_belongs_to_run", "project_ended"],
  }),
  listTaskEvents: operation({
    id: "listTaskEvents",
    method: "GET",
    path: "/api/workspaces/:w/tasks/:t/events",
    summary: "What happened to a task",
    door: "workspace",
    needs: "task.read",
    params: taskPath,
    query: cursorQuery,
    answer: page(
      z.object({ name: z.string(), at: instant, actor: personRef.nullable(), version: z.int(), data: z.record(z.string(), z.unknown()) }),
    ),
    status: 200,
    refusals: ["task_not_found", "bad_cursor"],
  }),
};
