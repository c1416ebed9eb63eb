export { type TaskHomes, rankAfter, taskEvent } from "./commands.ts";
export { allowed, standingOf } from "./policy.ts";
export { type Task, presentTask, ref } from "./present.ts";
export { taskRoutes } from "./routes.ts";
export { type NewTask, type TaskChange, type TaskRow, complete, eventsOf, findTask, insertTasks, lockTask, membersAmong, tasksOfProject, updateTask } from "./store.ts";
