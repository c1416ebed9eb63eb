import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { type TaskHomes, addComment, changeTask, completeTask, createTask, reopenTask, restoreTask, takeBackComment, trashTask } from "./commands.ts";
import { presentComment } from "./present.ts";
import { comments, getTask, history, list, myDay } from "./queries.ts";

export function taskRoutes(homes: TaskHomes): Route[] {
  return [
    inWorkspace(operations.listTasks, list),
    inWorkspace(operations.createTask, createTask),
    inWorkspace(operations.getTask, getTask),
    inWorkspace(operations.changeTask, (call) => changeTask(call, homes)),
    inWorkspace(operations.deleteTask, (call) => trashTask(call, homes)),
    inWorkspace(operations.restoreTask, (call) => restoreTask(call, homes)),
    inWorkspace(operations.completeTask, (call) => completeTask(call, homes)),
    inWorkspace(operations.reopenTask, (call) => reopenTask(call, homes)),
    inWorkspace(operations.listComments, comments),
    inWorkspace(operations.addComment, async (call) => presentComment(await addComment(call))),
    inWorkspace(operations.deleteComment, takeBackComment),
    inWorkspace(operations.listTaskEvents, history),
    inWorkspace(operations.getMyDay, myDay),
  ];
}
