import { type Actor, refuse } from "../http/index.ts";
import type { Tx } from "../database/index.ts";
import { type AuditRow, findAudit } from "./store/audit.ts";

/** Whoever made it and admins; everybody else when it is shared, to read. */
export async function auditFor(tx: Tx, actor: Actor, auditId: string, to: "read" | "change"): Promise<AuditRow> {
  const row = await findAudit(tx, auditId);
  const own = row !== undefined && (row.made_by === actor.personId || seesAll(actor));
  if (row === undefined || !(own || (to === "read" && row.shared))) refuse("audit_not_found");
  return row;
}

export function seesAll(actor: Actor): boolean {
  return actor.role === "owner" || actor.role === "admin";
}
