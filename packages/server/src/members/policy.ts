import { type WorkspaceRole, atLeast } from "@rondo/core/access";
import { refuse } from "../http/index.ts";
import type { LockedMember } from "./store.ts";

/** Nobody gives a role above their own, nor changes or removes somebody whose role is. */
export function mustReach(actor: WorkspaceRole, role: WorkspaceRole): void {
  if (!atLeast(actor, role)) refuse("role_above_own");
}

/** Refuses when nobody else would own the workspace. */
export function mustLeaveAnOwner(locked: readonly LockedMember[], leaving: LockedMember): void {
  if (leaving.role === "owner" && locked.every((member) => member.role !== "owner" || member.person_id === leaving.person_id))
    refuse("last_owner");
}
