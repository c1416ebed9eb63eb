import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { addTimeEntry, deleteTimeEntry, follow, restoreTimeEntry, startTimer, stopTimer } from "./commands.ts";
import { getTaskTime } from "./queries.ts";

export const timeRoutes: Route[] = [
  inWorkspace(operations.getTaskTime, getTaskTime),
  inWorkspace(operations.addTimeEntry, addTimeEntry),
  inWorkspace(operations.deleteTimeEntry, deleteTimeEntry),
  inWorkspace(operations.restoreTimeEntry, restoreTimeEntry),
  inWorkspace(operations.startTimer, startTimer),
  inWorkspace(operations.stopTimer, stopTimer),
  inWorkspace(operations.followTask, (call) => follow(call, true)),
  inWorkspace(operations.unfollowTask, (call) => follow(call, false)),
];
