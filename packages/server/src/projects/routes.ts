import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import {
  type ProjectHooks,
  changeProject,
  completeProject,
  createProject,
  reopenProject,
  shareProject,
  unshareProject,
} from "./commands.ts";
import { getPlan, getPlanColumns, getProject, list, shares } from "./queries.ts";

export function projectRoutes(hooks: ProjectHooks): Route[] {
  return [
    inWorkspace(operations.listProjects, list),
    inWorkspace(operations.createProject, createProject),
    inWorkspace(operations.getProject, getProject),
    inWorkspace(operations.changeProject, changeProject),
    inWorkspace(operations.completeProject, (call) => completeProject(call, hooks)),
    inWorkspace(operations.reopenProject, reopenProject),
    inWorkspace(operations.listProjectShares, shares),
    inWorkspace(operations.shareProject, shareProject),
    inWorkspace(operations.unshareProject, unshareProject),
    inWorkspace(operations.getPlan, getPlan),
    inWorkspace(operations.getPlanColumns, getPlanColumns),
  ];
}
