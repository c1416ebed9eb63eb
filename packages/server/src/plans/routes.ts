import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { putFilling } from "./commands/filling.ts";
import { addLink, addProjectTask, changeLink, removeLink, restoreSchedule } from "./commands.ts";

export const planRoutes: Route[] = [
  inWorkspace(operations.addProjectTask, addProjectTask),
  inWorkspace(operations.restoreSchedule, restoreSchedule),
  inWorkspace(operations.putFilling, putFilling),
  inWorkspace(operations.addLink, addLink),
  inWorkspace(operations.changeLink, changeLink),
  inWorkspace(operations.removeLink, removeLink),
];
