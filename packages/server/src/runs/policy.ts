import type { Permission } from "@rondo/core/access";
import { may } from "@rondo/core/access";
import { mustMay, spaceRoleOf } from "../access/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import type { RunRow } from "./store/run.ts";

export function allowedRun(actor: Actor, row: RunRow | undefined, permission: Permission): RunRow {
  if (row === undefined) refuse("run_not_found");
  mustMay(permission, standing(actor, row), "run.read", "run_not_found");
  return row;
}

export function mayControl(actor: Actor, row: RunRow): boolean {
  return may("run.control", standing(actor, row));
}

function standing(actor: Actor, row: RunRow): Parameters<typeof may>[1] {
  return { workspace: actor.role, space: spaceRoleOf(actor.role, row), holder: row.holder, own: row.own };
}
