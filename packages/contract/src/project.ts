import { z } from "zod";
import { operation } from "./operation.ts";
import { cursorQuery, id, inWorkspace, instant, markdown, name, page, personRef, title, version, wallClock } from "./primitives.ts";
import { Finding } from "./process.ts";
import { NewProjectTask, Planning, Task } from "./task.ts";
import { fieldValue } from "./view.ts";

const spaceRole = z.enum(["manager", "editor", "contributor", "viewer"]);

const linkPolicy = z.enum(["conflict", "gap", "earliest"]);

export const Project = z.object({
  id,
  name: z.string(),
  goal: z.string(),
  endCondition: z.string().describe("How one will know that it is over"),
  start: wallClock,
  zone: z.string(),
  calendarId: id.nullable(),
  linkPolicy: linkPolicy.describe("What links do to tasks: push them only on conflict, keep the gap, or place them as early as may be"),
  owner: personRef.nullable(),
  everyone: spaceRole.nullable(),
  mine: spaceRole.nullable(),
  columns: z.array(z.string()),
  openTasks: z.int(),
  closedTasks: z.int(),
  finish: wallClock.nullable().describe("Computed from the plan"),
  completion: z.object({ by: personRef.nullable(), at: instant, note: z.string() }).nullable(),
  openedByRun: z.object({ id, title: z.string() }).nullable(),
  version,
});

export const Link = z.object({ id, fromId: id, toId: id, type: z.enum(["FS", "SS", "FF", "SF"]), lagMinutes: z.int(), lagKind: z.enum(["working", "elapsed", "percent"]).describe("percent: lagMinutes is a percentage of the length of the task before"), version });

export const ScheduleEntry = z.object({
  taskId: id,
  start: wallClock, finish: wallClock,
  earlyStart: wallClock, earlyFinish: wallClock, lateStart: wallClock, lateFinish: wallClock,
  totalFloatMinutes: z.int(), freeFloatMinutes: z.int(),
  critical: z.boolean(), summary: z.boolean(),
  drivenBy: z.object({ kind: z.enum(["projectStart", "link", "constraint", "actual", "calendar", "summary", "standing"]), taskId: id.nullable(), linkId: id.nullable() }),
});

/** A task as lists, boards and charts need it. A plan has thousands: what is read of one alone (notes, who made it, its home) is in the task. */
export const PlanTask = Task.omit({ home: true, notes: true, effortMinutes: true, createdBy: true, createdAt: true, notBefore: true, step: true }).extend({ fields: z.record(z.string(), fieldValue).optional().describe("What stands in fields of one’s own, by their ids") });

const calendar = z.object({ week: z.array(z.array(z.object({ from: z.int(), to: z.int() }))), exceptions: z.array(z.object({ from: z.string(), to: z.string(), name: z.string(), shifts: z.array(z.object({ from: z.int(), to: z.int() })) })) });
const calendars = z.array(calendar.extend({ id, name: z.string() })).describe("Those that tasks name");

export const Plan = z.object({
  project: Project,
  tasks: z.array(PlanTask),
  links: z.array(Link),
  entries: z.array(ScheduleEntry),
  start: wallClock, finish: wallClock,
  calendar,
  calendars,
  findings: z.array(Finding),
});

const ints = z.array(z.int());

/** A plan in columns, as large ones are read: a tenth of the size. People, parents and tasks are numbers of the lists; −1 is none. */
export const PlanColumns = z.object({
  project: Project,
  calendar,
  calendars,
  people: z.array(personRef),
  tasks: z.object({
    ids: z.array(id), titles: z.array(z.string()), parents: ints, positions: z.array(z.string()), columns: ints, minutes: ints, versions: ints, owners: ints,
    milestones: ints.describe("Rows"), critical: ints.describe("Rows"),
    starts: z.array(wallClock.nullable()).describe("As computed with the last change; null where nothing was yet"), finishes: z.array(wallClock.nullable()),
  }),
  more: z.array(PlanTask.pick({ team: true, dueAt: true, priority: true, completion: true, closedAs: true, fields: true }).extend({ row: z.int(), notBeforeWall: wallClock.nullable(), deadline: wallClock.nullable(), planning: Planning })).describe("Tasks that say more than most"),
  links: z.object({ ids: z.array(id), from: ints, to: ints, versions: ints, more: z.array(z.object({ link: z.int(), type: Link.shape.type, lagMinutes: z.int(), lagKind: Link.shape.lagKind })) }),
});

export const Baseline = z.object({ id, name: z.string(), takenAt: instant, takenBy: personRef.nullable(), finish: wallClock, tasks: z.int() });
export const BaselineEntry = z.object({ taskId: id, title: z.string(), start: wallClock, finish: wallClock, workingMinutes: z.int() });

const path = z.object({ w: id, p: id });
const columns = z.array(z.string().trim().min(1).max(60)).min(1).max(30);

export const AcceptanceItem = z.object({ id, text: z.string(), accepted: z.object({ by: personRef.nullable(), at: instant }).nullable() });

export const Handover = z.object({
  id,
  title: z.string(),
  contents: z.string(),
  from: z.object({ projectId: id, projectName: z.string(), taskId: id.nullable(), taskTitle: z.string().nullable() }),
  to: z.object({ processId: id, processName: z.string(), receiver: personRef.nullable() }),
  items: z.array(AcceptanceItem),
  state: z.enum(["planned", "offered", "accepted", "returned"]),
  offeredAt: instant.nullable(),
  acceptBy: instant.nullable(),
  decidedAt: instant.nullable(),
  decidedBy: personRef.nullable(),
  reason: z.string().nullable(),
  runId: id.nullable().describe("The run that its acceptance started"),
  rounds: z.int().describe("How often it was offered"),
  earlier: z.array(z.object({ round: z.int(), offeredAt: instant, decidedAt: instant, decidedBy: personRef.nullable(), reason: z.string() })).describe("Rounds in which it was returned"),
  mayOffer: z.boolean(),
  mayDecide: z.boolean(),
  version,
});

const handoverPath = z.object({ w: id, h: id });

export const projectOperations = {
  listProjects: operation({ id: "listProjects", method: "GET", path: "/api/workspaces/:w/projects", summary: "Projects that one may see", door: "workspace", needs: "workspace.read", params: inWorkspace, query: cursorQuery.extend({ closed: z.stringbool().default(false) }), answer: page(Project), status: 200, refusals: ["bad_cursor"] }),
  createProject: operation({ id: "createProject", method: "POST", path: "/api/workspaces/:w/projects", summary: "Make a project with a goal, a start and an end condition", door: "workspace", needs: "project.create", params: inWorkspace, body: z.strictObject({ name, goal: markdown.default(""), endCondition: markdown.default(""), start: wallClock.optional(), everyone: spaceRole.nullable().default("contributor"), columns: columns.optional() }), answer: Project, status: 201, refusals: [] }),
  getProject: operation({ id: "getProject", method: "GET", path: "/api/workspaces/:w/projects/:p", summary: "A project", door: "workspace", needs: "project.read", params: path, answer: Project, status: 200, refusals: ["project_not_found"] }),
  changeProject: operation({ id: "changeProject", method: "PATCH", path: "/api/workspaces/:w/projects/:p", summary: "Change a project", door: "workspace", needs: "project.manage", params: path, versioned: true, body: z.strictObject({ name: name.optional(), goal: markdown.optional(), endCondition: markdown.optional(), start: wallClock.optional(), ownerId: id.nullable().optional(), everyone: spaceRole.nullable().optional(), calendarId: id.nullable().optional(), linkPolicy: linkPolicy.optional(), columns: columns.optional() }), answer: Project, status: 200, refusals: ["project_not_found", "member_not_found", "calendar_not_found"] }),
  completeProject: operation({ id: "completeProject", method: "PUT", path: "/api/workspaces/:w/projects/:p/completion", summary: "Close the project: say how the end condition was met", door: "workspace", needs: "project.manage", params: path, body: z.strictObject({ note: markdown.default(""), withOpenTasks: z.boolean().default(false) }), answer: Project, status: 200, refusals: ["project_not_found", "project_ended", "project_has_open_tasks"] }),
  reopenProject: operation({ id: "reopenProject", method: "DELETE", path: "/api/workspaces/:w/projects/:p/completion", summary: "Open it again", door: "workspace", needs: "project.manage", params: path, answer: Project, status: 200, refusals: ["project_not_found"] }),
  listProjectShares: operation({ id: "listProjectShares", method: "GET", path: "/api/workspaces/:w/projects/:p/shares", summary: "Who has a role in a project", door: "workspace", needs: "project.read", params: path, answer: z.object({ items: z.array(z.object({ person: personRef, role: spaceRole })) }), status: 200, refusals: ["project_not_found"] }),
  shareProject: operation({ id: "shareProject", method: "PUT", path: "/api/workspaces/:w/projects/:p/shares/:m", summary: "Give somebody a role in a project", door: "workspace", needs: "project.manage", params: path.extend({ m: id }), body: z.strictObject({ role: spaceRole }), status: 204, refusals: ["project_not_found", "member_not_found"] }),
  unshareProject: operation({ id: "unshareProject", method: "DELETE", path: "/api/workspaces/:w/projects/:p/shares/:m", summary: "Take it away", door: "workspace", needs: "project.manage", params: path.extend({ m: id }), status: 204, refusals: ["project_not_found", "member_not_found"] }),
  getPlan: operation({ id: "getPlan", method: "GET", path: "/api/workspaces/:w/projects/:p/plan", summary: "Tasks, links and the computed schedule: list, board and Gantt read this", door: "workspace", needs: "project.read", params: path, answer: Plan, status: 200, refusals: ["project_not_found"] }),
  getPlanColumns: operation({ id: "getPlanColumns", method: "GET", path: "/api/workspaces/:w/projects/:p/plan/columns", summary: "The same in columns, without float and reasons: how the app reads plans of any size", door: "workspace", needs: "project.read", params: path, answer: PlanColumns, status: 200, refusals: ["project_not_found"] }),
  addProjectTask: operation({ id: "addProjectTask", method: "POST", path: "/api/workspaces/:w/projects/:p/tasks", summary: "Add a task to a project", door: "workspace", needs: "plan.change", params: path, body: NewProjectTask, answer: Task, status: 201, refusals: ["project_not_found", "project_ended", "not_assignable", "tree_too_deep", "task_not_found", "task_closed", "calendar_not_found", "process_not_found"] }),
  restoreSchedule: operation({ id: "restoreSchedule", method: "PUT", path: "/api/workspaces/:w/projects/:p/schedule", summary: "Put open tasks back where they stood; links, constraints and pins still hold", door: "workspace", needs: "plan.change", params: path, body: z.strictObject({ taskIds: z.array(id).max(10_000), starts: z.array(wallClock), finishes: z.array(wallClock) }).refine((body) => body.starts.length === body.taskIds.length && body.finishes.length === body.taskIds.length, "as many starts and finishes as tasks"), status: 204, refusals: ["project_not_found", "project_ended"] }),
  addLink: operation({ id: "addLink", method: "POST", path: "/api/workspaces/:w/projects/:p/links", summary: "Let a task wait for another", door: "workspace", needs: "plan.change", params: path, body: z.strictObject({ fromId: id, toId: id, type: z.enum(["FS", "SS", "FF", "SF"]).default("FS"), lagMinutes: z.int().min(-5_000_000).max(5_000_000).default(0), lagKind: z.enum(["working", "elapsed", "percent"]).default("working") }), answer: Link, status: 201, refusals: ["project_not_found", "task_not_found", "link_makes_loop", "link_exists", "project_ended"] }),
  changeLink: operation({ id: "changeLink", method: "PATCH", path: "/api/workspaces/:w/projects/:p/links/:l", summary: "Change a link's type or lag", door: "workspace", needs: "plan.change", params: path.extend({ l: id }), versioned: true, body: z.strictObject({ type: z.enum(["FS", "SS", "FF", "SF"]).optional(), lagMinutes: z.int().min(-5_000_000).max(5_000_000).optional(), lagKind: z.enum(["working", "elapsed", "percent"]).optional() }), answer: Link, status: 200, refusals: ["project_not_found", "link_not_found", "link_makes_loop", "project_ended"] }),
  removeLink: operation({ id: "removeLink", method: "DELETE", path: "/api/workspaces/:w/projects/:p/links/:l", summary: "Remove a link", door: "workspace", needs: "plan.change", params: path.extend({ l: id }), status: 204, refusals: ["project_not_found", "link_not_found", "project_ended"] }),
  listBaselines: operation({ id: "listBaselines", method: "GET", path: "/api/workspaces/:w/projects/:p/baselines", summary: "Frozen copies of a project's schedule, newest first", door: "workspace", needs: "project.read", params: path, answer: z.object({ items: z.array(Baseline) }), status: 200, refusals: ["project_not_found"] }),
  takeBaseline: operation({ id: "takeBaseline", method: "POST", path: "/api/workspaces/:w/projects/:p/baselines", summary: "Freeze the schedule as it is now, under a name", door: "workspace", needs: "plan.change", params: path, body: z.strictObject({ name }), answer: Baseline, status: 201, refusals: ["project_not_found", "project_ended", "too_many_baselines"] }),
  getBaseline: operation({ id: "getBaseline", method: "GET", path: "/api/workspaces/:w/projects/:p/baselines/:b", summary: "The dates that a baseline holds", door: "workspace", needs: "project.read", params: path.extend({ b: id }), answer: Baseline.extend({ entries: z.array(BaselineEntry) }), status: 200, refusals: ["project_not_found", "baseline_not_found"] }),
  removeBaseline: operation({ id: "removeBaseline", method: "DELETE", path: "/api/workspaces/:w/projects/:p/baselines/:b", summary: "Throw a baseline away", door: "workspace", needs: "plan.change", params: path.extend({ b: id }), status: 204, refusals: ["project_not_found", "baseline_not_found", "project_ended"] }),
};

export const Interface = z.object({
  project: z.object({ id, name: z.string() }), process: z.object({ id, name: z.string() }),
  offers: z.int(), accepted: z.int(), returned: z.int(), returnRate: z.number().nullable().describe("Of what was decided"),
  medianMinutes: z.int().nullable().describe("Working time from the offer to the decision"), p80Minutes: z.int().nullable(),
  open: z.int(), longestOpenMinutes: z.int().nullable(),
});

export const handoverOperations = {
  listInterfaces: operation({ id: "listInterfaces", method: "GET", path: "/api/workspaces/:w/interfaces", summary: "Where projects and processes meet: by pair, how often something is handed over, how long it waits, how often it comes back", door: "workspace", needs: "workspace.read", params: inWorkspace, answer: z.object({ items: z.array(Interface) }), status: 200, refusals: [] }),
  listHandovers: operation({ id: "listHandovers", method: "GET", path: "/api/workspaces/:w/handovers", summary: "Handovers that one may see", door: "workspace", needs: "workspace.read", params: inWorkspace, query: cursorQuery.extend({ project: id.optional(), process: id.optional() }), answer: page(Handover), status: 200, refusals: ["bad_cursor"] }),
  planHandover: operation({ id: "planHandover", method: "POST", path: "/api/workspaces/:w/projects/:p/handovers", summary: "Plan a handover from a project (at a milestone, if given) to a process", door: "workspace", needs: "handover.offer", params: path, body: z.strictObject({ title, contents: markdown.default(""), taskId: id.nullable().default(null), processId: id, receiverId: id.nullable().default(null), items: z.array(title).min(1).max(100), acceptWithinMinutes: z.int().min(1).max(5_000_000).nullable().default(null) }), answer: Handover, status: 201, refusals: ["project_not_found", "task_not_found", "process_not_found", "not_assignable", "project_ended"] }),
  getHandover: operation({ id: "getHandover", method: "GET", path: "/api/workspaces/:w/handovers/:h", summary: "A handover", door: "workspace", needs: "handover.read", params: handoverPath, answer: Handover, status: 200, refusals: ["handover_not_found"] }),
  offerHandover: operation({ id: "offerHandover", method: "PUT", path: "/api/workspaces/:w/handovers/:h/offer", summary: "Offer it now (reaching its milestone does so by itself); also again after a return", door: "workspace", needs: "handover.offer", params: handoverPath, answer: Handover, status: 200, refusals: ["handover_not_found", "handover_decided"] }),
  acceptItem: operation({ id: "acceptItem", method: "PUT", path: "/api/workspaces/:w/handovers/:h/items/:i/acceptance", summary: "Accept one item of the list", door: "workspace", needs: "handover.decide", params: handoverPath.extend({ i: id }), answer: Handover, status: 200, refusals: ["handover_not_found", "handover_decided", "handover_not_offered"] }),
  unacceptItem: operation({ id: "unacceptItem", method: "DELETE", path: "/api/workspaces/:w/handovers/:h/items/:i/acceptance", summary: "Take that back", door: "workspace", needs: "handover.decide", params: handoverPath.extend({ i: id }), answer: Handover, status: 200, refusals: ["handover_not_found", "handover_decided", "handover_not_offered"] }),
  acceptHandover: operation({ id: "acceptHandover", method: "PUT", path: "/api/workspaces/:w/handovers/:h/acceptance", summary: "Accept the handover: starts a run of the process", door: "workspace", needs: "handover.decide", params: handoverPath, answer: Handover, status: 200, refusals: ["handover_not_found", "handover_decided", "acceptance_incomplete", "nothing_published", "role_unfilled", "handover_not_offered", "process_retired"] }),
  returnHandover: operation({ id: "returnHandover", method: "PUT", path: "/api/workspaces/:w/handovers/:h/return", summary: "Return it with a reason", door: "workspace", needs: "handover.decide", params: handoverPath, body: z.strictObject({ reason: z.string().trim().min(1).max(2_000) }), answer: Handover, status: 200, refusals: ["handover_not_found", "handover_decided", "handover_not_offered"] }),
};
