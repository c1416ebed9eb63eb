import type { Permission } from "@rondo/core/access";
import { may } from "@rondo/core/access";
import type { Allowed, Definition, Liberty } from "@rondo/core/process";
import { mustMay, spaceRoleOf, strongest } from "../access/index.ts";
import { type Actor, refuse } from "../http/index.ts";
import type { RunRow } from "./store/run.ts";

export function allowedRun(actor: Actor, row: RunRow | undefined, permission: Permission): RunRow {
  if (row === undefined) refuse("run_not_found");
  mustMay(permission, standing(actor, row), "run.read", "run_not_found");
  return row;
}

/** Whoever manages the process shows its runs to people outside. Who asked for one does not: it is about more than them. */
export function mayShowRun(actor: Actor, row: RunRow): boolean {
  return may("outside.show", { workspace: actor.role, space: spaceRoleOf(actor.role, row) });
}

export function mayControl(actor: Actor, row: RunRow): boolean {
  return may("run.control", standing(actor, row));
}

/** What the procedure lets people do that it does not say; `holds`: whether the actor has the step that it is about. */
export function mustBeFree(actor: Actor, row: RunRow | undefined, definition: Definition, liberty: Liberty, holds: boolean): RunRow {
  const run = allowedRun(actor, row, "run.read");
  const rule = ruleOf(definition, liberty);
  if (rule === "nobody") refuse("procedure_forbids");
  return rule === "holder" && holds ? run : allowedRun(actor, run, rule === "manager" ? "process.manage" : "run.control");
}

/** The same for a screen: everywhere, with one's own steps alone, or not. */
export function freeIn(actor: Actor, row: RunRow, definition: Definition, liberty: Liberty): "yes" | "own" | "no" {
  const rule = ruleOf(definition, liberty);
  if (rule === "nobody") return "no";
  if (may(rule === "manager" ? "process.manage" : "run.control", standing(actor, row))) return "yes";
  return rule === "holder" && row.holder ? "own" : "no";
}

function ruleOf({ liberties }: Definition, liberty: Liberty): Allowed {
  return liberties?.[liberty] ?? "editor";
}

/** Finishing an open step, or giving it away; `holds`: whether the actor has this very one. */
export function mayComplete(actor: Actor, row: RunRow, holds: boolean): boolean {
  return may("task.complete", { ...standing(actor, row), holder: holds, own: false });
}

export function mayManage(actor: Actor, row: RunRow): boolean {
  return may("process.manage", standing(actor, row));
}

function standing(actor: Actor, row: RunRow): Parameters<typeof may>[1] {
  return { workspace: actor.role, space: strongest(spaceRoleOf(actor.role, row), row.shown), holder: row.holder, own: row.own };
}
