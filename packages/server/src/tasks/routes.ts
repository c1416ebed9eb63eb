import { operations } from "@rondo/contract";
import { type Route, inWorkspace, inWorkspaceAhead } from "../http/index.ts";
import {
  type TaskHomes,
  addComment,
  changeTask,
  completeTask,
  createTask,
  reopenTask,
  restoreComment,
  restoreTask,
  takeBackComment,
  trashTask,
} from "./commands.ts";
import { presentComment } from "./present.ts";
import { comments, getTask, history, list, myDay, readDay, trash } from "./queries.ts";
import { findTask } from "./store/task.ts";

export function taskRoutes(homes: TaskHomes): Route[] {
  return [
    inWorkspace(operations.listTasks, list),
    inWorkspace(operations.createTask, createTask),
    inWorkspaceAhead(operations.getTask, (tx, me, { t }) => findTask(tx, me, t), getTask),
    inWorkspace(operations.changeTask, (call) => changeTask(call, homes)),
    inWorkspace(operations.deleteTask, (call) => trashTask(call, homes)),
    inWorkspace(operations.restoreTask, (call) => restoreTask(call, homes)),
    inWorkspaceAhead(
      operations.completeTask,
      (tx, me, { t }) => findTask(tx, me, t),
      (call, found) => completeTask(call, homes, found),
    ),
    inWorkspace(operations.reopenTask, (call) => reopenTask(call, homes)),
    inWorkspace(operations.listComments, comments),
    inWorkspace(operations.addComment, async (call) => presentComment(await addComment(call))),
    inWorkspace(operations.deleteComment, takeBackComment),
    inWorkspace(operations.restoreComment, restoreComment),
    inWorkspace(operations.listTaskEvents, history),
    inWorkspace(operations.listTrash, trash),
    inWorkspaceAhead(operations.getMyDay, readDay, myDay),
  ];
}
