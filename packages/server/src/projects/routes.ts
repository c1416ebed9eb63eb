import { operations } from "@rondo/contract";
import { type Route, asStream, inWorkspace } from "../http/index.ts";
import {
  type ProjectHooks,
  changeProject,
  completeProject,
  createProject,
  reopenProject,
  shareProject,
  unshareProject,
} from "./commands.ts";
import { exportPlan, getPlan, getPlanColumns, getProject, list, shares } from "./queries.ts";

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
    asStream(operations.exportPlan, async ({ system, actor, params, reply }) => {
      const now = new Date();
      const { name, type, text } = await system.database.inWorkspace(actor.workspaceId, (tx) => exportPlan(tx, actor, params, now), "read");
      void reply
        .header("content-type", `${type}; charset=utf-8`)
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      return reply.send(text);
    }),
  ];
}
