export {
  say,
  sayFromOutside,
  type TaskHomes,
  applyChange,
  completeInside,
  completeTask,
  lockedTask,
  planLockOf,
  reopenTask,
  restoreTask,
  taskEvent,
  trashTask,
} from "./commands.ts";
export { dueOf, rank } from "./day.ts";
export { allowed, standingOf } from "./policy.ts";
export { type Task, presentComment, presentTask, ref } from "./present.ts";
export { taskRoutes } from "./routes.ts";
export { type CommentRow, findComment } from "./store/comments.ts";
export { type NewTask, type TaskChange, insertTasks, updateTask } from "./store/change.ts";
export { type TaskRow, eventsOf, findTask, lockTask, membersAmong } from "./store/task.ts";
export { openWorkOf } from "./store/work.ts";
