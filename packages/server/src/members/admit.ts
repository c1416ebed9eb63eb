import type { WorkspaceRole } from "@rondo/core/access";
import { type Work, refuse } from "../http/index.ts";
import { insertMembership } from "../workspaces/index.ts";
import { memberEvent } from "./commands.ts";
import { mustLeaveAnOwner } from "./policy.ts";
import { lockMembers, updateMember } from "./store.ts";

/** Whoever runs the server puts somebody into a workspace, or gives a member another role: their way back in when no owner can. */
export async function putInWorkspace(work: Work, personId: string, role: WorkspaceRole): Promise<void> {
  const joined = await insertMembership(work.tx, personId, role);
  if (joined !== undefined) return work.append(memberEvent("member.joined", work.workspaceId, personId, joined, { role }));
  const locked = await lockMembers(work.tx, [personId]);
  const member = locked.find((one) => one.person_id === personId);
  if (member === undefined) refuse("conflict"); // removed a moment ago
  if (member.role === role) return;
  mustLeaveAnOwner(locked, member);
  await updateMember(work.tx, personId, role, undefined);
  await work.append(memberEvent("member.changed", work.workspaceId, personId, member.version + 1, { role, was: member.role }));
}
