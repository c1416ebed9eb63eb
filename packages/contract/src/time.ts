import { z } from "zod";
import { operation } from "./operation.ts";
import { day, id, instant, personRef } from "./primitives.ts";

export const TimeEntry = z.object({ id, person: personRef, day, minutes: z.int(), note: z.string(), mine: z.boolean() });

const path = z.object({ w: id, t: id });

/** Time worked on a task, and who follows it. */
export const TaskTime = z.object({
  items: z.array(TimeEntry).describe("The latest first, two hundred at most"),
  spentMinutes: z.int().describe("Of everybody, all of it"),
  timer: z.object({ startedAt: instant }).nullable().describe("One's own, running on this task"),
  followers: z.array(personRef),
  following: z.boolean(),
});

export const timeOperations = {
  getTaskTime: operation({ id: "getTaskTime", method: "GET", path: "/api/workspaces/:w/tasks/:t/time-entries", summary: "Time worked on a task, one's running timer, and who follows the task", door: "workspace", needs: "task.read", params: path, answer: TaskTime, status: 200, refusals: ["task_not_found"] }),
  addTimeEntry: operation({ id: "addTimeEntry", method: "POST", path: "/api/workspaces/:w/tasks/:t/time-entries", summary: "Say how long one worked on a task", door: "workspace", needs: "task.complete", params: path, body: z.strictObject({ minutes: z.int().min(1).max(1_440), day: day.optional().describe("Absent: today"), note: z.string().trim().max(300).default("") }), answer: TaskTime, status: 201, refusals: ["task_not_found"] }),
  deleteTimeEntry: operation({ id: "deleteTimeEntry", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/time-entries/:e", summary: "Take one's own time entry away", door: "workspace", needs: "task.complete", params: path.extend({ e: id }), answer: TaskTime, status: 200, refusals: ["task_not_found", "time_entry_not_found"] }),
  restoreTimeEntry: operation({ id: "restoreTimeEntry", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/time-entries/:e/deletion", summary: "Bring it back", door: "workspace", needs: "task.complete", params: path.extend({ e: id }), answer: TaskTime, status: 200, refusals: ["task_not_found", "time_entry_not_found"] }),
  startTimer: operation({ id: "startTimer", method: "PUT", path: "/api/workspaces/:w/tasks/:t/timer", summary: "Start the clock on a task; one that runs elsewhere is stopped and its time kept", door: "workspace", needs: "task.complete", params: path, answer: TaskTime, status: 200, refusals: ["task_not_found", "task_closed"] }),
  stopTimer: operation({ id: "stopTimer", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/timer", summary: "Stop it; what it ran is an entry of today", door: "workspace", needs: "task.complete", params: path, answer: TaskTime, status: 200, refusals: ["task_not_found"] }),
  followTask: operation({ id: "followTask", method: "PUT", path: "/api/workspaces/:w/tasks/:t/following", summary: "Be told of what is said about a task and that it is done", door: "workspace", needs: "task.read", params: path, answer: TaskTime, status: 200, refusals: ["task_not_found"] }),
  unfollowTask: operation({ id: "unfollowTask", method: "DELETE", path: "/api/workspaces/:w/tasks/:t/following", summary: "No longer", door: "workspace", needs: "task.read", params: path, answer: TaskTime, status: 200, refusals: ["task_not_found"] }),
};
