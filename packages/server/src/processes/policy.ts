import type { Permission } from "@rondo/core/access";
import { mustMay, spaceRoleOf } from "../access/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import type { ProcessRow } from "./store.ts";

export function allowedProcess(actor: Actor, row: ProcessRow | undefined, permission: Permission): ProcessRow {
  if (row === undefined) refuse("process_not_found");
  mustMay(permission, { workspace: actor.role, space: spaceRoleOf(actor.role, row) }, "process.read", "process_not_found");
  return row;
}
