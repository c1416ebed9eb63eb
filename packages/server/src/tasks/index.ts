export { type TaskHomes,  taskEvent } from "./commands.ts";
export { allowed,  } from "./policy.ts";
export { type Task, presentTask, ref } from "./present.ts";
export { taskRoutes } from "./routes.ts";
export { type NewTask, type TaskChange, type TaskRow,  eventsOf, findTask, insertTasks,  membersAmong,  updateTask } from "./store.ts";
