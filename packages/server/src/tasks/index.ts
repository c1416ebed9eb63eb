export {
  say,
  sayFromOutside,
  type TaskHomes,
  applyChange,
  completeInside,
  completeTask,
  lockedTask,
  reopenTask,
  restoreTask,
  taskEvent,
  trashTask,
} from "./commands.ts";
export { dueOf, rank } from "./day.ts";
export { allowed, standingOf } from "./policy.ts";
export { type Task, presentComment, presentTask, ref } from "./present.ts";
export { taskRoutes } from "./routes.ts";
export {
  type CommentRow,
  type NewTask,
  type TaskChange,
  type TaskRow,
  eventsOf,
  findComment,
  findTask,
  insertTasks,
  lockTask,
  membersAmong,
  openWorkOf,
  updateTask,
} from "./store.ts";
