import type { Permission, Standing } from "@rondo/core/access";
import { mustMay, spaceRoleOf, strongest } from "../access/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import type { TaskRow } from "./store/task.ts";

export function standingOf(actor: Actor, row: TaskRow): Standing {
  const inSpace = row.project_id !== null || row.run_id !== null;
  return {
    workspace: actor.role,
    space: strongest(inSpace ? spaceRoleOf(actor.role, row) : null, row.shown),
    holder: row.holder,
    own: row.own,
  };
}

/** The task, if the actor may do this with it; refused as not existing when they may not even see it. */
export function allowed(actor: Actor, row: TaskRow | undefined, permission: Permission, trash: "keep" | "refuse" = "refuse"): TaskRow {
  if (row === undefined || (row.deleted_at !== null && trash === "refuse")) refuse("task_not_found");
  mustMay(permission, standingOf(actor, row), "task.read", "task_not_found");
  return row;
}
