import { z } from "zod";
import { operation } from "./operation.ts";
import { CalendarException, hoursOfWeek } from "./calendar.ts";
import { day, id, instant, name, personRef, version, wallClock } from "./primitives.ts";
import { Finding } from "./draft.ts";
import { NewProjectTask, Planning, roleName, Task } from "./task.ts";
import { fieldValue } from "./view.ts";
import { Project, path } from "./project.ts";

export const Link = z.object({
  id,
  fromId: id,
  toId: id,
  type: z.enum(["FS", "SS", "FF", "SF"]),
  lagMinutes: z.int(),
  lagKind: z.enum(["working", "elapsed", "percent"]).describe("percent: lagMinutes is a percentage of the length of the task before"),
  version,
});

export const ScheduleEntry = z.object({
  taskId: id,
  start: wallClock,
  finish: wallClock,
  earlyStart: wallClock,
  earlyFinish: wallClock,
  lateStart: wallClock,
  lateFinish: wallClock,
  totalFloatMinutes: z.int(),
  freeFloatMinutes: z.int(),
  critical: z.boolean(),
  summary: z.boolean(),
  drivenBy: z.object({
    kind: z.enum(["projectStart", "link", "constraint", "actual", "calendar", "summary", "standing", "projectFinish"]),
    taskId: id.nullable(),
    linkId: id.nullable(),
  }),
});

/** A task as lists, boards and charts need it. A plan has thousands: what is read of one alone (notes, who made it, its home) is in the task. */
export const PlanTask = Task.omit({
  home: true,
  notes: true,
  effortMinutes: true,
  createdBy: true,
  createdAt: true,
  notBefore: true,
  step: true,
}).extend({ fields: z.record(z.string(), fieldValue).optional().describe("What stands in fields of one’s own, by their ids") });

const calendar = z.object({
  week: z.array(z.array(z.object({ from: z.int(), to: z.int() }))),
  exceptions: z.array(CalendarException),
});
const calendars = z.array(calendar.extend({ id, name: z.string() })).describe("Those that tasks name");

const hours = z
  .array(
    z.object({
      personId: id,
      week: hoursOfWeek.nullable().describe("Monday to Sunday; null: as the plan"),
      leave: z.array(z.object({ from: day, to: day })),
    }),
  )
  .describe("Of whoever is on a task and has hours of their own or leave, where dates follow them; else nobody's");

export const Plan = z.object({
  project: Project,
  tasks: z.array(PlanTask),
  links: z.array(Link),
  entries: z.array(ScheduleEntry),
  start: wallClock,
  finish: wallClock,
  calendar,
  calendars,
  hours,
  findings: z.array(Finding),
});

const ints = z.array(z.int());
const ids = z.string().describe("Base64 of the ids, 16 bytes each");

/** A plan in columns, as large ones are read: a fifteenth of the size. People, parents, tasks and moments are numbers of the lists; −1 is none. */
export const PlanColumns = z.object({
  project: Project,
  calendar,
  calendars,
  hours,
  people: z.array(personRef),
  tasks: z.object({
    ids,
    titles: z.array(z.string()),
    parents: ints,
    positions: z.array(z.string()),
    columns: ints,
    minutes: ints,
    versions: ints,
    owners: ints,
    milestones: ints.describe("Rows"),
    critical: ints.describe("Rows"),
    moments: z.array(wallClock),
    starts: ints.describe("Moments, as computed with the last change; −1 where nothing was yet"),
    finishes: ints,
  }),
  more: z
    .array(
      PlanTask.pick({ team: true, dueAt: true, priority: true, completion: true, closedAs: true, fields: true }).extend({
        row: z.int(),
        notBeforeWall: wallClock.nullable(),
        deadline: wallClock.nullable(),
        planning: Planning,
      }),
    )
    .describe("Tasks that say more than most"),
  links: z.object({
    ids,
    from: ints,
    to: ints,
    versions: ints,
    more: z.array(z.object({ link: z.int(), type: Link.shape.type, lagMinutes: z.int(), lagKind: Link.shape.lagKind })),
  }),
});

export const Baseline = z.object({
  id,
  name: z.string(),
  takenAt: instant,
  takenBy: personRef.nullable(),
  finish: wallClock,
  tasks: z.int(),
});
export const BaselineEntry = z.object({ taskId: id, title: z.string(), start: wallClock, finish: wallClock, workingMinutes: z.int() });

export const planOperations = {
  getPlan: operation({
    id: "getPlan",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/plan",
    summary: "Tasks, links and the computed schedule: list, board and Gantt read this",
    door: "workspace",
    needs: "project.read",
    params: path,
    answer: Plan,
    status: 200,
    refusals: ["project_not_found"],
  }),
  getPlanColumns: operation({
    id: "getPlanColumns",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/plan/columns",
    summary: "The same in columns, without float and reasons: how the app reads plans of any size",
    door: "workspace",
    needs: "project.read",
    params: path,
    query: z.strictObject({
      first: z.coerce
        .number()
        .int()
        .min(1)
        .max(200)
        .optional()
        .describe("So many lines from the top of the tree, with the links among them"),
    }),
    answer: PlanColumns,
    status: 200,
    refusals: ["project_not_found"],
  }),
  exportPlan: operation({
    id: "exportPlan",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/files/:format",
    summary: "The plan as a file, with the dates that it has here: Microsoft Project XML, iCalendar, or a table (CSV)",
    door: "workspace",
    needs: "project.read",
    params: path.extend({ format: z.enum(["mspdi", "ical", "csv"]) }),
    media: "application/octet-stream",
    status: 200,
    refusals: ["project_not_found"],
  }),
  addProjectTask: operation({
    id: "addProjectTask",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/tasks",
    summary: "Add a task to a project",
    door: "workspace",
    needs: "plan.change",
    params: path,
    body: NewProjectTask,
    answer: Task,
    status: 201,
    refusals: [
      "project_not_found",
      "project_ended",
      "not_assignable",
      "tree_too_deep",
      "task_not_found",
      "task_closed",
      "calendar_not_found",
      "process_not_found",
    ],
  }),
  restoreSchedule: operation({
    id: "restoreSchedule",
    method: "PUT",
    path: "/api/workspaces/:w/projects/:p/schedule",
    summary: "Put open tasks back where they stood; links, constraints and pins still hold",
    door: "workspace",
    needs: "plan.change",
    params: path,
    body: z
      .strictObject({ taskIds: z.array(id).max(10_000), starts: z.array(wallClock).max(10_000), finishes: z.array(wallClock).max(10_000) })
      .refine(
        (body) => body.starts.length === body.taskIds.length && body.finishes.length === body.taskIds.length,
        "as many starts and finishes as tasks",
      ),
    status: 204,
    refusals: ["project_not_found", "project_ended"],
  }),
  putFilling: operation({
    id: "putFilling",
    method: "PUT",
    path: "/api/workspaces/:w/projects/:p/filling",
    summary: "Give the places of a role to somebody, or from them to somebody else or to nobody yet, in all of a plan or in tasks named",
    door: "workspace",
    needs: "plan.change",
    params: path,
    body: z
      .strictObject({
        role: roleName,
        from: id.nullable().default(null).describe("Whose places they are; null: nobody's yet"),
        to: id.nullable().describe("Who takes them; null: nobody yet"),
        taskIds: z.array(id).max(10_000).optional().describe("Absent: all open tasks of the plan"),
      })
      .refine((body) => body.from !== body.to, "from and to are two"),
    answer: z.object({ taskIds: z.array(id).describe("Those in which a place went over; where somebody is already, they take none") }),
    status: 200,
    refusals: ["project_not_found", "project_ended", "not_assignable"],
  }),
  addLink: operation({
    id: "addLink",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/links",
    summary: "Let a task wait for another",
    door: "workspace",
    needs: "plan.change",
    params: path,
    body: z.strictObject({
      fromId: id,
      toId: id,
      type: z.enum(["FS", "SS", "FF", "SF"]).default("FS"),
      lagMinutes: z.int().min(-5_000_000).max(5_000_000).default(0),
      lagKind: z.enum(["working", "elapsed", "percent"]).default("working"),
    }),
    answer: Link,
    status: 201,
    refusals: ["project_not_found", "task_not_found", "link_makes_loop", "link_exists", "too_many_links", "project_ended"],
  }),
  changeLink: operation({
    id: "changeLink",
    method: "PATCH",
    path: "/api/workspaces/:w/projects/:p/links/:l",
    summary: "Change a link's type or lag",
    door: "workspace",
    needs: "plan.change",
    params: path.extend({ l: id }),
    versioned: true,
    body: z.strictObject({
      type: z.enum(["FS", "SS", "FF", "SF"]).optional(),
      lagMinutes: z.int().min(-5_000_000).max(5_000_000).optional(),
      lagKind: z.enum(["working", "elapsed", "percent"]).optional(),
    }),
    answer: Link,
    status: 200,
    refusals: ["project_not_found", "link_not_found", "link_makes_loop", "project_ended"],
  }),
  removeLink: operation({
    id: "removeLink",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/links/:l",
    summary: "Remove a link",
    door: "workspace",
    needs: "plan.change",
    params: path.extend({ l: id }),
    status: 204,
    refusals: ["project_not_found", "link_not_found", "project_ended"],
  }),
  listBaselines: operation({
    id: "listBaselines",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/baselines",
    summary: "Frozen copies of a project's schedule, newest first",
    door: "workspace",
    needs: "project.read",
    params: path,
    answer: z.object({ items: z.array(Baseline) }),
    status: 200,
    refusals: ["project_not_found"],
  }),
  takeBaseline: operation({
    id: "takeBaseline",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/baselines",
    summary: "Freeze the schedule as it is now, under a name",
    door: "workspace",
    needs: "plan.change",
    params: path,
    body: z.strictObject({ name }),
    answer: Baseline,
    status: 201,
    refusals: ["project_not_found", "project_ended", "too_many_baselines"],
  }),
  getBaseline: operation({
    id: "getBaseline",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/baselines/:b",
    summary: "The dates that a baseline holds",
    door: "workspace",
    needs: "project.read",
    params: path.extend({ b: id }),
    answer: Baseline.extend({ entries: z.array(BaselineEntry) }),
    status: 200,
    refusals: ["project_not_found", "baseline_not_found"],
  }),
  removeBaseline: operation({
    id: "removeBaseline",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/baselines/:b",
    summary: "Throw a baseline away",
    door: "workspace",
    needs: "plan.change",
    params: path.extend({ b: id }),
    status: 204,
    refusals: ["project_not_found", "baseline_not_found", "project_ended"],
  }),
  restoreBaseline: operation({
    id: "restoreBaseline",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/baselines/:b/deletion",
    summary: "Bring back a baseline that was thrown away",
    door: "workspace",
    needs: "plan.change",
    params: path.extend({ b: id }),
    answer: Baseline,
    status: 200,
    refusals: ["project_not_found", "baseline_not_found", "project_ended", "too_many_baselines"],
  }),
};
