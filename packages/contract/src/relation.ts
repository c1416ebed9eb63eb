import { z } from "zod";
import { operation } from "./operation.ts";
import { id } from "./primitives.ts";
import { Home } from "./task.ts";

const kind = z.enum(["blocks", "blockedBy", "duplicates", "duplicatedBy", "relates"]);
const taskPath = z.object({ w: id, t: id });
const relationPath = z.object({ w: id, t: id, kind, o: id });
const appearancePath = z.object({ w: id, t: id, p: id });

export const relationOperations = {
  listRelations: operation({
    id: "listRelations",
    method: "GET",
    path: "/api/workspaces/:w/tasks/:t/relations",
    summary: "How a task relates to others, as seen from it; only those that one may see",
    door: "workspace",
    needs: "task.read",
    params: taskPath,
    answer: z.object({ items: z.array(z.object({ kind, task: z.object({ id, title: z.string(), home: Home, closed: z.boolean() }) })) }),
    status: 200,
    refusals: ["task_not_found"],
  }),
  relate: operation({
    id: "relate",
    method: "PUT",
    path: "/api/workspaces/:w/tasks/:t/relations/:kind/:o",
    summary: "Say that a task blocks, duplicates or relates to another; it is shown on both",
    door: "workspace",
    needs: "task.change",
    params: relationPath,
    status: 204,
    refusals: ["task_not_found", "relation_to_itself", "too_many_links"],
  }),
  unrelate: operation({
    id: "unrelate",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t/relations/:kind/:o",
    summary: "Take that back",
    door: "workspace",
    needs: "task.change",
    params: relationPath,
    status: 204,
    refusals: ["task_not_found"],
  }),
  listAppearances: operation({
    id: "listAppearances",
    method: "GET",
    path: "/api/workspaces/:w/tasks/:t/appearances",
    summary: "In which projects a task stands besides its home; only those that one may see",
    door: "workspace",
    needs: "task.read",
    params: taskPath,
    answer: z.object({ items: z.array(z.object({ project: z.object({ id, name: z.string() }) })) }),
    status: 200,
    refusals: ["task_not_found"],
  }),
  addAppearance: operation({
    id: "addAppearance",
    method: "PUT",
    path: "/api/workspaces/:w/tasks/:t/appearances/:p",
    summary: "Let a task stand in a project besides its home; who sees it does not change",
    door: "workspace",
    needs: "task.change",
    params: appearancePath,
    status: 204,
    refusals: ["task_not_found", "project_not_found", "forbidden", "too_many_links"],
  }),
  removeAppearance: operation({
    id: "removeAppearance",
    method: "DELETE",
    path: "/api/workspaces/:w/tasks/:t/appearances/:p",
    summary: "Take it out of there",
    door: "workspace",
    needs: "task.change",
    params: appearancePath,
    status: 204,
    refusals: ["task_not_found", "project_not_found"],
  }),
};
