import type { Permission } from "@rondo/core/access";
import { mustMay, spaceRoleOf } from "../access/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import type { ProjectRow } from "./store.ts";

/** The project, if the actor may do this with it; refused as not existing when they may not even see it. */
export function allowedProject(actor: Actor, row: ProjectRow | undefined, permission: Permission): ProjectRow {
  if (row === undefined) refuse("project_not_found");
  mustMay(permission, { workspace: actor.role, space: spaceRoleOf(actor.role, row) }, "project.read", "project_not_found");
  return row;
}
