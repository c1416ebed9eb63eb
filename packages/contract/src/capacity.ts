import { z } from "zod";
import { operation } from "./operation.ts";
import { day, id, inWorkspace, instant, personRef, version, wallClock } from "./primitives.ts";
import { hoursOfWeek } from "./calendar.ts";
import { Finding } from "./draft.ts";
import { LevellingReason, Planning, Task } from "./task.ts";

const minutes = z.int().min(0);

const Leave = z.strictObject({ from: day, to: day, note: z.string().trim().max(120).default("") });

export const Absence = z.object({
  leave: z.array(Leave),
  standIn: personRef.nullable().describe("Who gets one's steps while one is away"),
});

const ownHours = hoursOfWeek.nullable().describe("Working hours of Monday to Sunday; null: those of the workspace's calendar");

const Hours = z.object({ hours: ownHours, calendar: hoursOfWeek.describe("The workspace's") });

export const PersonCapacity = z.object({
  person: personRef,
  reservedPercent: z.int().describe("Share of the time kept for whatever comes up"),
  leave: z.array(Leave),
  hours: ownHours,
  standIn: personRef.nullable().describe("Who gets their steps while they are away"),
  version: z.int().describe("0 = as everybody has it, nothing set yet"),
  weeks: z.array(
    z.object({
      week: day.describe("Its Monday"),
      workingMinutes: minutes,
      leaveMinutes: minutes,
      reservedMinutes: minutes,
      availableMinutes: minutes.describe("Working time less leave and reserve"),
      recurringMinutes: minutes.describe("Steps of processes, as often and as long as in the last twelve weeks"),
      projectMinutes: minutes,
      overloadMinutes: minutes.describe("What recurring work and projects ask beyond what is available"),
      items: z.array(
        z.object({
          kind: z.enum(["recurring", "project"]),
          name: z.string().nullable().describe("Null: work that one may not see"),
          minutes,
        }),
      ),
    }),
  ),
});

/** What plans ask for without naming anybody, against the time that those who could take it have left. */
export const Demand = z.object({
  role: z.string(),
  people: z.array(personRef).describe("Who has that role or skill"),
  weeks: z.array(
    PersonCapacity.shape.weeks.element
      .pick({ week: true, availableMinutes: true, projectMinutes: true, overloadMinutes: true, items: true })
      .describe("Available: what all of them have left together"),
  ),
});

/** A day of one's own, and what of it is left from now on. */
export const OwnDay = z.object({
  day,
  workingMinutes: minutes,
  leaveMinutes: minutes,
  reservedMinutes: minutes,
  availableMinutes: minutes.describe("Working time that is not over, less leave and reserve"),
  recurringMinutes: minutes.describe("What steps of processes usually take of it"),
});

export const WeekItem = z.object({
  task: Task,
  day: day.nullable().describe("Where it stands; null: on no day yet"),
  by: z
    .enum(["put", "due", "waits", "plan"])
    .nullable()
    .describe("Who says so: somebody put it there, its due date, who waits for it, its project's plan"),
  due: instant.nullable().describe("Its own date, or what its plan or run promised, whichever is sooner"),
  minutes: z.int().nullable().describe("What is left to do; null where nobody said and nothing was measured"),
  measured: z.boolean().describe("As long as this step took its doer lately"),
});

export const Levelling = z.object({
  id,
  projectId: id,
  state: z.enum(["running", "proposed", "cancelled", "failed"]),
  madeBy: personRef.nullable(),
  madeAt: instant,
  finish: wallClock.nullable().describe("While it runs: the best so far"),
  unlevelledFinish: wallClock.nullable(),
  moves: z.array(
    z.object({
      taskId: id,
      title: z.string(),
      was: wallClock,
      start: wallClock,
      delayedByMinutes: z.int().describe("Working time; negative where it begins earlier"),
      reason: z.string().describe("In English"),
      because: LevellingReason.nullable().describe("The same as a code with values; null in proposals made before there were codes"),
      notBefore: wallClock
        .nullable()
        .describe("Null, with neither pauses nor anybody assigned: it only follows others, and there is nothing to accept"),
      notAfter: wallClock
        .nullable()
        .describe("The same for a plan that is counted back from its finish: what to keep it from ending later than"),
      pauses: Planning.shape.pauses.unwrap().describe("It is done in pieces: working minutes of pause after so many worked ones"),
      assigned: z.array(z.object({ person: personRef, role: z.string() })).describe("Who is proposed for a task that asks for a role"),
      accepted: z.boolean(),
    }),
  ),
  findings: z.array(Finding),
  version,
});

export const Forecast = z.object({
  p50: wallClock.nullable(),
  p80: wallClock.nullable(),
  p95: wallClock.nullable(),
  histogram: z.array(z.object({ from: wallClock, to: wallClock, count: z.int() })),
  basis: z.object({
    runs: z.int(),
    finishedTasks: z.int(),
    projects: z.int(),
    typicalRatio: z.number().nullable(),
    criticalIn: z.array(z.object({ taskId: id, share: z.number() })),
  }),
  record: z.object({
    count: z.int().describe("Forecasts of this workspace whose outcome is known"),
    kept: z.object({ p50: z.number(), p80: z.number(), p95: z.number() }).nullable(),
  }),
  findings: z.array(Finding),
});

const path = z.object({ w: id, p: id });
const levelling = path.extend({ l: id });

export const capacityOperations = {
  getCapacity: operation({
    id: "getCapacity",
    method: "GET",
    path: "/api/workspaces/:w/capacity",
    summary: "Load against capacity, by person and week",
    door: "workspace",
    needs: "capacity.read",
    params: inWorkspace,
    query: z.strictObject({
      from: day.optional(),
      weeks: z.coerce.number().int().min(1).max(52).default(12),
      without: id.optional().describe("A project whose work is left out: whoever shows its plan adds it as it stands there"),
    }),
    answer: z.object({
      from: day,
      calendar: hoursOfWeek.describe("The workspace's working hours"),
      items: z.array(PersonCapacity),
      demand: z.array(Demand).describe("What plans ask for of roles and skills that nobody has been named for"),
    }),
    status: 200,
    refusals: [],
  }),
  changeCapacity: operation({
    id: "changeCapacity",
    method: "PUT",
    path: "/api/workspaces/:w/members/:m/capacity",
    summary: "Say when somebody works, what is kept free of their time, and when they are away",
    door: "workspace",
    needs: "capacity.change",
    params: inWorkspace.extend({ m: id }),
    body: z.strictObject({
      reservedPercent: z.int().min(0).max(100),
      leave: z.array(Leave).max(200),
      standInId: id.nullable().optional().describe("Absent: as it is"),
      hours: ownHours.optional(),
    }),
    status: 204,
    refusals: ["not_assignable", "member_not_found", "calendar_has_no_work"],
  }),
  getMyWeek: operation({
    id: "getMyWeek",
    method: "GET",
    path: "/api/workspaces/:w/my-week",
    summary: "One's own open work on the days of a week, against the time that one has",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    query: z.strictObject({ from: day.optional().describe("Absent: this week, or the next when nothing is left of this one") }),
    answer: z.object({
      from: day,
      today: day,
      days: z.array(OwnDay),
      items: z.array(WeekItem),
      more: z.int().describe("So many more tasks than are listed"),
    }),
    status: 200,
    refusals: [],
  }),
  getMyLeave: operation({
    id: "getMyLeave",
    method: "GET",
    path: "/api/workspaces/:w/leave",
    summary: "When one is away oneself, and who stands in",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    answer: Absence,
    status: 200,
    refusals: [],
  }),
  changeMyLeave: operation({
    id: "changeMyLeave",
    method: "PUT",
    path: "/api/workspaces/:w/leave",
    summary: "Say when one is away oneself, and who gets one's steps meanwhile",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    body: z.strictObject({ leave: z.array(Leave).max(200), standInId: id.nullable() }),
    answer: Absence,
    status: 200,
    refusals: ["not_assignable"],
  }),
  getMyHours: operation({
    id: "getMyHours",
    method: "GET",
    path: "/api/workspaces/:w/hours",
    summary: "When one works oneself, by weekday",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    answer: Hours,
    status: 200,
    refusals: [],
  }),
  changeMyHours: operation({
    id: "changeMyHours",
    method: "PUT",
    path: "/api/workspaces/:w/hours",
    summary: "Say when one works oneself, by weekday, or that one works by the workspace's calendar",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    body: z.strictObject({ hours: ownHours }),
    answer: Hours,
    status: 200,
    refusals: ["calendar_has_no_work"],
  }),
  proposeLevelling: operation({
    id: "proposeLevelling",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/levellings",
    summary: "Look for dates at which nobody is asked for more than there is; nothing moves before it is accepted",
    door: "workspace",
    needs: "plan.change",
    params: path,
    body: z.strictObject({ seconds: z.int().min(1).max(60).default(5) }),
    answer: Levelling,
    status: 201,
    refusals: ["project_not_found", "project_ended"],
  }),
  getLevelling: operation({
    id: "getLevelling",
    method: "GET",
    path: "/api/workspaces/:w/projects/:p/levellings/:l",
    summary: "A proposal: how far it is, and its moves with their reasons",
    door: "workspace",
    needs: "project.read",
    params: levelling,
    answer: Levelling,
    status: 200,
    refusals: ["project_not_found", "levelling_not_found"],
  }),
  cancelLevelling: operation({
    id: "cancelLevelling",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/levellings/:l",
    summary: "Stop looking",
    door: "workspace",
    needs: "plan.change",
    params: levelling,
    status: 204,
    refusals: ["project_not_found", "levelling_not_found"],
  }),
  acceptLevelling: operation({
    id: "acceptLevelling",
    method: "PUT",
    path: "/api/workspaces/:w/projects/:p/levellings/:l/acceptance",
    summary: "Accept moves: all, or those of the tasks named",
    door: "workspace",
    needs: "plan.change",
    params: levelling,
    body: z.strictObject({ taskIds: z.array(id).max(10_000).optional() }),
    answer: Levelling,
    status: 200,
    refusals: ["project_not_found", "levelling_not_found", "project_ended"],
  }),
  revertLevelling: operation({
    id: "revertLevelling",
    method: "DELETE",
    path: "/api/workspaces/:w/projects/:p/levellings/:l/acceptance",
    summary: "Take all its accepted moves back; tasks that were dated otherwise since stay",
    door: "workspace",
    needs: "plan.change",
    params: levelling,
    answer: Levelling,
    status: 200,
    refusals: ["project_not_found", "levelling_not_found", "project_ended"],
  }),
  makeForecast: operation({
    id: "makeForecast",
    method: "POST",
    path: "/api/workspaces/:w/projects/:p/forecasts",
    summary: "When the project will be finished, with 50, 80 and 95 % certainty; kept, so that promises can be held against what happened",
    door: "workspace",
    needs: "project.read",
    params: path,
    body: z.strictObject({}),
    answer: Forecast,
    status: 201,
    refusals: ["project_not_found", "project_ended"],
  }),
};
